import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env } from 'node:process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page, ProjectDetail, TimelineItem } from '../../../api/responses.ts';
import { createTestApi, type TestApi } from '../../support/api.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

let api: TestApi;
let directory: string;
beforeAll(async () => {
  api = await createTestApi();
  directory = mkdtempSync(join(tmpdir(), 'kaigong-process-'));
  await api.register({ code: 'K-1' });
});
afterAll(async () => {
  await api.close();
  rmSync(directory, { recursive: true });
});

interface Ended {
  code: number;
  out: string;
  err: string;
}

/** Runs the program as a process of its own, with no local stack to be found. */
function kaigong(args: string, settings: Record<string, string> = {}): Promise<Ended> {
  const argv = ['--import', 'tsx', join(ROOT, 'workers/kaigong.ts'), ...args.split(' ')];
  const environment = { ...env, KAIGONG_DATA_DIR: directory, ...settings };
  return new Promise((resolve) => {
    execFile(process.execPath, argv, { cwd: ROOT, env: environment }, (error, out, err) => {
      resolve({ code: Number(error?.code ?? 0), out, err });
    });
  });
}

describe('the process kaigong', () => {
  it.each([
    ['calendar due --from 2026-02-13 --working-days 5', 0, '2026-02-27\n'],
    ['--version', 0, '0.1.0\n'],
    ['calendar due --from never --working-days 5', 2, ''],
    ['dance', 2, ''],
    ['project list --api http://127.0.0.1:1', 1, ''],
  ])('%s ends with %i', async (args, code, out) => {
    expect(await kaigong(args)).toMatchObject({ code, out });
  });

  it('calls a faulty setting wrong usage', async () => {
    const { code, err } = await kaigong('project list', { KAIGONG_API: 'nowhere' });

    expect(code).toBe(2);
    expect(err).toContain('KAIGONG_API: expected something like http://127.0.0.1:8700');
  });

  it('says what to do without a database', async () => {
    const { code, err } = await kaigong('readmodel rebuild', { DATABASE_URL: '' });

    expect(code).toBe(2);
    expect(err).toContain('kaigong stack up');
  });

  it('says so when PostgreSQL does not answer', async () => {
    const away = { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' };

    const { code, err } = await kaigong('readmodel rebuild', away);

    expect(code).toBe(1);
    expect(err).toContain('PostgreSQL does not answer');
  });
});

describe('kaigong readmodel', () => {
  const settings = () => ({
    DATABASE_URL: api.databaseUrl,
    KAIGONG_CLOCK_OFFSET_MS: String(api.deps.clockOffsetMs),
  });

  it('has nothing to migrate in a database that fits', async () => {
    expect(await kaigong('readmodel migrate', settings())).toMatchObject({
      code: 0,
      out: 'Nothing to do.\n',
    });
  });

  it('makes snapshots and timeline anew, and says how far it has come', async () => {
    const before = (await api.get('/projects/K-1')).json<ProjectDetail>();
    await api.pool.query('delete from snapshot');
    await api.pool.query('delete from timeline');

    const { code, out, err } = await kaigong('readmodel rebuild', settings());

    expect({ code, out, err }).toEqual({
      code: 0,
      out: 'Rebuilt 1 projects.\n',
      err: '[1/1] project/K-1\n',
    });
    const after = (await api.get('/projects/K-1')).json<ProjectDetail>();
    expect(after.assessment).toEqual(before.assessment);
    const story = (await api.get('/projects/K-1/timeline')).json<Page<TimelineItem>>();
    expect(new Set(story.items.map(({ cause }) => cause))).toEqual(new Set(['REBUILD']));
  });
});
