import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { core } from '../../../domain/core.ts';
import { listProjects } from '../../../readmodel/projects.ts';
import { tellAll } from '../../../readmodel/silences.ts';
import { projectSubject } from '../../../readmodel/subject-id.ts';
import { aCommand, divisionLeader, fellSilent, plan } from '../../support/a-project.ts';
import { register } from '../../support/said.ts';
import { createSettleBench, type SettleBench } from '../../support/settle-bench.ts';

const DAY = '2026-03-16';
const MIGRATION = new URL('../../../readmodel/migrations/0030-caveat.sql', import.meta.url);
const LATE = plan('constructionPermit', '2026-03-01');

let bench: SettleBench;
beforeAll(async () => {
  bench = await createSettleBench(core);
  const now = Date.parse(`${DAY}T10:00:00+08:00`);
  const settler = bench.settlerWith(core, now - Date.now());
  const open = (code: string, ...milestones: (typeof LATE)[]) =>
    settler.settle(projectSubject(code), {
      commands: [register(code, { goLive: '2025-01-01', milestones })],
    });
  await open('Q-1', LATE);
  await open('Q-2', LATE, plan('production', '2026-02-01'));
  await open('Q-3', LATE);
  await open('Q-4', plan('production', '2026-02-01'));
  const silent = fellSilent('/permit/window', '2026-02-25');
  await tellAll(bench.pool, ['Q-1', 'Q-2'].map(projectSubject), silent);
  for (const code of ['Q-1', 'Q-2']) await settler.settle(projectSubject(code), {});
  await settler.settle(projectSubject('Q-3'), {
    commands: [
      aCommand('command.exempt.v1', DAY, {
        ...{ signal: 'constructionPermit/due', documentNo: '武新管〔2026〕1号' },
        actor: divisionLeader,
      }),
    ],
  });
});
afterAll(() => bench.close());

const caveats = async () =>
  Object.fromEntries(
    (await listProjects(bench.pool, {}, { limit: 9 })).map(({ code, caveat }) => [code, caveat]),
  );
const EXPECTED = { 'Q-1': 'unverified', 'Q-2': null, 'Q-3': 'exempt', 'Q-4': null };

describe('the caveat of the colour of a listed project', () => {
  it('is kept by its settle', async () => {
    expect(await caveats()).toEqual(EXPECTED);
  });

  it('is found for what was settled before it was kept', async () => {
    const [, backfill = ''] = (await readFile(MIGRATION, 'utf8')).split(/(?=^update )/m);
    await bench.pool.query('update snapshot set caveat = null');
    await bench.pool.query(backfill);

    expect(await caveats()).toEqual(EXPECTED);
  });
});
