import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { core } from '../../../domain/core.ts';
import type { Fact } from '../../../domain/fact.ts';
import {
  findApprovalSnapshot,
  type ApprovalSnapshot,
} from '../../../readmodel/approval-snapshots.ts';
import { findSnapshot } from '../../../readmodel/snapshots.ts';
import type { Snapshot } from '../../../readmodel/snapshots.ts';
import { rebuildReadModel } from '../../../settlement/rebuild.ts';
import type { Settler } from '../../../settlement/settle.ts';
import { forecast, register, terminate } from '../../support/said.ts';
import { createSettleBench } from '../../support/settle-bench.ts';
import type { SettleBench } from '../../support/settle-bench.ts';

// The park's day is 2026-01-15, whatever day it is here.
const clockOffsetMs = Date.parse('2026-01-15T01:00:00.000Z') - Date.now();

const permit = (certType: string, issuedOn: string): Fact => ({
  source: '/permit/test',
  id: certType,
  type: 'permit.certificate.issued.v1',
  occurredAt: `${issuedOn}T02:00:00.000Z`,
  arrivedAt: '2026-01-15T00:00:00.000Z',
  data: { itemCode: 'G1', certType, certNo: '1', issuedOn },
});

const plan = [
  { code: 'signed', planned: '2025-03-01', actual: '2025-03-01' },
  { code: 'filed', planned: '2025-05-01' },
  { code: 'planningPermit', planned: '2025-12-20' },
  { code: 'production', planned: '2026-06-01' },
];
const waitsForMain = {
  on: 'main',
  milestone: 'production',
  gates: 'production',
  type: 'blocks' as const,
  lagDays: 0,
};

describe('a rebuild of the read model', () => {
  let bench: SettleBench;
  let settler: Settler;
  beforeAll(async () => {
    bench = await createSettleBench(core);
    settler = bench.settlerWith(core, clockOffsetMs);
    await openAll();
  });
  afterAll(() => bench.close());

  async function openAll(): Promise<void> {
    const settle = (code: string, ...commands: Parameters<typeof register>[]) =>
      settler.settle(`project/${code}`, { commands: commands.map((one) => register(...one)) });
    await bench.wait('main', permit('固定资产投资项目备案证', '2025-06-10'));
    await settle('main', ['main', { milestones: plan }]);
    await settle('down', ['down', { milestones: plan, dependencies: [waitsForMain] }]);
    await settle('over', ['over', { milestones: plan }]);
    await settler.settle('project/over', { commands: [terminate('over-1')] });
    await settler.settle('project/main', { commands: [forecast('main-1')], carriedRevision: 0 });
    for (const code of ['main', 'down', 'over']) await settler.settle(`approval/${code}`);
    // Their projects hear of it.
    for (const code of ['main', 'down', 'over']) await settler.settle(`project/${code}`);
  }

  const rebuild = () =>
    rebuildReadModel({
      ...{ pool: bench.pool, rules: bench.rules, clockOffsetMs },
      log: { error: () => undefined },
    });
  const snapshots = async () => {
    const codes = ['main', 'down', 'over'];
    const projects = codes.map((code) => findSnapshot(bench.pool, `project/${code}`));
    const approvals = codes.map((code) => findApprovalSnapshot(bench.pool, `approval/${code}`));
    return (await Promise.all([...projects, ...approvals])).map(withoutTime);
  };
  const rest = async () => {
    const tables = [
      ...['subject', 'level', 'alert', 'command_outcome', 'dependency', 'fact', 'event'],
      ...['outbox', 'told_project', 'work_item'],
    ];
    const rows = tables.map((table) => bench.pool.query(`select * from ${table} order by 1, 2, 3`));
    return (await Promise.all(rows)).map((result) => result.rows as unknown[]);
  };

  it.each([
    ['as it stands', ''],
    ['after the snapshots were lost', 'truncate snapshot, approval_snapshot'],
    ['after both were lost', 'truncate snapshot, approval_snapshot, timeline'],
  ])('ends with the same snapshots and touches nothing else, %s', async (_when, loss) => {
    const before = { snapshots: await snapshots(), rest: await rest() };
    if (loss) await bench.pool.query(loss);

    expect(await rebuild()).toEqual({ rebuilt: 6, failed: [] });

    expect({ snapshots: await snapshots(), rest: await rest() }).toEqual(before);
    const settled = await settler.settle('project/main');
    expect(settled.revision).toBe(before.snapshots[0]?.revision);
  });

  it('tells the whole story at the times at which things happened, marked as rebuilt', async () => {
    await rebuild();

    const story = await bench.story('main');
    expect(new Set(story.map(({ cause }) => cause))).toEqual(new Set(['REBUILD']));
    expect(story.map(({ at }) => at)).toEqual(story.map(({ at }) => at).sort());
    const about = (kind: string, object: string) =>
      story
        .filter((row) => row.kind === kind && row.object === object)
        .map(({ at, from, to }) => [at.slice(0, 10), from, to]);
    expect(about('milestoneReached', 'filed')).toEqual([['2025-06-10', 'open', '2025-06-10']]);
    expect(about('forecastChanged', 'production')).toEqual([['2026-01-15', null, '2026-07-01']]);
    expect(about('registered', 'project')).toEqual([['2026-01-15', null, 'Project main']]);
  });

  it('tells what time alone changed on the day on which it did', async () => {
    await rebuild();

    const rows = await bench.story('main');
    const raised = rows.filter(
      ({ kind, object }) => kind.startsWith('signal') && object === 'planningPermit/due',
    );
    // Planned for 12-20 and 00:00 of Shanghai is 16:00 UTC of the day before.
    const yellow = raised.find(({ to }) => to === 'yellow');
    expect(yellow?.at).toBe('2025-12-20T16:00:00.000Z');
  });

  it('writes no line of what is no project any more', async () => {
    await bench.pool.query(
      `insert into timeline (subject, project_code, revision, kind, object, at, cause)
       values ('project/ghost', 'ghost', 1, 'registered', 'project', now(), 'FACT')`,
    );

    await rebuild();

    expect(await bench.story('ghost')).toEqual([]);
  });

  it('goes on past a project that cannot be assessed, which keeps what it had, to its approval', async () => {
    const before = await bench.story('down');
    const assess: typeof core.assess = (dossier, ...others) => {
      if (dossier.registration?.code === 'down') throw new Error('no rule for this');
      return core.assess(dossier, ...others);
    };
    const seen: string[] = [];

    const rebuilt = await rebuildReadModel({
      ...{ pool: bench.pool, rules: bench.rules, clockOffsetMs, core: { ...core, assess } },
      log: { error: () => undefined },
      onProgress: ({ done, total, subject }) => seen.push(`${done}/${total} ${subject}`),
    });

    expect(rebuilt).toEqual({ rebuilt: seen.length - 1, failed: ['project/down'] });
    expect(seen.map((line) => line.slice(line.indexOf(' ') + 1))).toEqual([
      'approval/down',
      'approval/main',
      'approval/over',
      'project/down',
      'project/main',
      'project/over',
    ]);
    expect(await bench.story('down')).toEqual(before);
  });
});

const withoutTime = (snapshot: Snapshot | ApprovalSnapshot | undefined) =>
  snapshot && { ...snapshot, assessedAt: 'not compared' };
