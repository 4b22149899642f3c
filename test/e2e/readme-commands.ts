import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { env } from 'node:process';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { listSamplePeople } from '../../workers/sample-park.ts';
import type { DemoEngine } from '../support/demo-engine.ts';
import { argumentsOf } from '../support/engine-program.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const README = readFileSync(`${ROOT}README.md`, 'utf8');
const COMMAND = 'npm run kaigong -- ';
/** What the script `kaigong` of package.json starts. */
const LAUNCHER = [join(ROOT, 'infra/kaigong.js')];

const OFFLINE = 'calendar days --from 2026-03-02 --to 2026-03-20';

/** The commands of the README's blocks, a line each. */
const commands = [...README.matchAll(/^```sh\n(.*?)^```/gms)]
  .flatMap(([, block = '']) => block.trim().split('\n'))
  .filter((line) => line !== '');

/** Runs the README's commands on a loaded park; what they change stays changed. */
export function readmeCommands(park: () => { engine: DemoEngine; dataDir: string }): void {
  async function run(program: string[], words: string) {
    const { engine, dataDir } = park();
    const child = spawn(process.execPath, [...program, ...words.split(' ')], {
      cwd: ROOT,
      env: { ...env, KAIGONG_API: engine.api.url, KAIGONG_DATA_DIR: dataDir },
    });
    let printed = '';
    child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
    return { code, printed };
  }

  describe('the README', () => {
    beforeAll(() => listSamplePeople(park().engine.api.url));

    it.each(commands.filter((line) => line.startsWith(COMMAND)))('%s', async (line) => {
      const { code, printed } = await run(argumentsOf('kaigong'), line.slice(COMMAND.length));

      expect({ line, printed, code }).toMatchObject({ code: 0 });
      expect(printed.trim()).not.toBe('');
    });

    it('names a script that starts the same program from the sources', async () => {
      const manifest = readFileSync(`${ROOT}package.json`, 'utf8');

      expect(manifest).toContain('"kaigong": "node infra/kaigong.js"');
      expect(await run(LAUNCHER, OFFLINE)).toEqual(await run(argumentsOf('kaigong'), OFFLINE));
    });

    it('has no other commands than the two that start and test, which CI and start.test.ts run', () => {
      expect(commands.filter((line) => !line.startsWith(COMMAND))).toEqual([
        'npm start',
        'npm test',
      ]);
    });

    it('stays readable in one go', () => {
      expect(README.split('\n').length).toBeLessThan(150);
    });
  });
}
