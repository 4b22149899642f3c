import { execFile } from 'node:child_process';
import { copyFile, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { withDirectory } from '../../support/part-context.ts';

const root = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

async function launched(files: Record<string, string>): Promise<string> {
  return withDirectory(async (dir) => {
    for (const room of ['infra', 'workers', 'dist/workers']) {
      await mkdir(join(dir, room), { recursive: true });
    }
    await copyFile(root('infra/kaigong.js'), join(dir, 'infra/kaigong.js'));
    await symlink(root('node_modules'), join(dir, 'node_modules'));
    await writeFile(join(dir, 'package.json'), '{ "type": "module" }');
    for (const [name, content] of Object.entries(files)) await writeFile(join(dir, name), content);
    const { stdout } = await promisify(execFile)(process.execPath, [
      join(dir, 'infra/kaigong.js'),
      'x',
    ]);
    return stdout;
  });
}

describe('kaigong.js', () => {
  const source = {
    'workers/kaigong.ts': `console.log('source' satisfies string, process.argv[2]);`,
  };
  const built = { 'dist/workers/kaigong.js': `console.log('built', process.argv[2]);` };

  it('runs the sources where they are, also beside what was built from older ones', async () => {
    expect(await launched(source)).toBe('source x\n');
    expect(await launched({ ...source, ...built })).toBe('source x\n');
  });

  it('runs what was built where there are no sources', async () => {
    expect(await launched(built)).toBe('built x\n');
  });
});
