import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { core } from '../../../domain/core.ts';
import type { Fact, Registration } from '../../../domain/fact.ts';
import { findSnapshot } from '../../../readmodel/snapshots.ts';
import { overdueSubjects } from '../../../readmodel/dispatch.ts';
import { blockRow } from '../../../readmodel/sending.ts';
import { forgetTold } from '../../../readmodel/told-projects.ts';
import { discardOutbox } from '../../../settlement/mend-outbox.ts';
import { rebuildReadModel } from '../../../settlement/rebuild.ts';
import type { Settler } from '../../../settlement/settle.ts';
import { reported } from '../../support/a-project.ts';
import { by } from '../../support/api.ts';
import { register, terminate } from '../../support/said.ts';
import { createSettleBench, type SettleBench } from '../../support/settle-bench.ts';
import { hear, promised } from '../../support/subscriber.ts';

const offsetOf = (day: string) => Date.parse(`${day}T01:00:00.000Z`) - Date.now();
const START = '2026-01-15';

const milestones = [
  { code: 'signed', planned: '2025-11-01', actual: '2025-11-01' },
  { code: 'groundbreaking', planned: '2026-02-01' },
  { code: 'production', planned: '2026-06-01' },
];

interface Sent {
  type: string;
  event_id: string;
  key: string;
  headers: Record<string, string>;
  value: Buffer;
}

let bench: SettleBench;
let on: (day: string) => Settler;
beforeAll(async () => {
  bench = await createSettleBench(core);
  on = (day) => bench.settlerWith(core, offsetOf(day));
});
afterAll(() => bench.close());

const open = (code: string, over: Partial<Registration> = {}, settler = on(START)) =>
  settler.settle(`project/${code}`, { commands: [register(code, { milestones, ...over })] });
const groundbroken = (day = '2026-01-10', more: Partial<Fact> = {}): Fact =>
  ({
    ...reported('groundbreaking', day, 'team'),
    ...{ source: '/site/test', arrivedAt: '2026-01-14T00:00:00.000Z', ...more },
  }) as Fact; // `as`: the spread forgets which fact it is.

async function sent(code: string): Promise<Sent[]> {
  const { rows } = await bench.pool.query<Sent>(
    `select type, event_id, key, headers, value from outbox
     where topic = 'project.events' and key = $1 and discarded_at is null order by id`,
    [code],
  );
  return rows;
}
const wordsOf = (rows: Sent[]) =>
  rows.map(({ type }) => type.replace(/^cn\.zhizaoyuan\.project\.|\.v1$/g, ''));
const dataOf = (row: Sent | undefined) => JSON.parse(String(row?.value)) as Record<string, unknown>; // our own

async function expectFolded(code: string): Promise<void> {
  const snapshot = await findSnapshot(bench.pool, `project/${code}`);
  if (!snapshot) throw new Error(`${code} has no snapshot`);
  expect(hear(await sent(code)).told).toEqual(promised(snapshot.assessment));
}

describe('what a settle tells other systems', () => {
  it('begins with the plan, what is reached, the stage and the colour, in CloudEvents', async () => {
    await open('first');

    const rows = await sent('first');
    expect(wordsOf(rows)).toEqual([
      ...['plan.changed', 'milestone.reached', 'plan.changed', 'plan.changed'],
      ...['stage.changed', 'colour.changed'],
    ]);
    expect(rows[1]?.headers).toEqual({
      ce_specversion: '1.0',
      ce_id: 'first/2',
      ce_source: '/kaigong/project',
      ce_type: 'cn.zhizaoyuan.project.milestone.reached.v1',
      ce_subject: 'first',
      ce_time: expect.stringMatching(/^2026-01-15T0\d:.*Z$/),
      ce_partitionkey: 'first',
      ce_sequence: '2',
      'content-type': 'application/json',
    });
    expect(dataOf(rows[1])).toMatchObject({
      ...{ projectCode: 'first', revision: 1, cause: 'COMMAND', on: '2025-11-01' },
      fact: { source: '/command', id: 'register-first' },
    });
    await expectFolded('first');
  });

  it('goes on with what changes, numbered without a gap, and is nothing where nothing changes', async () => {
    await open('on');
    const before = (await sent('on')).length;
    await bench.wait('on', groundbroken());
    await on(START).settle('project/on');
    await on(START).settle('project/on');
    await on('2026-07-01').settle('project/on');
    await on('2026-07-01').settle('project/on', { commands: [terminate('on-1')] });

    const rows = await sent('on');
    expect(wordsOf(rows.slice(before))).toEqual([
      ...['milestone.reached', 'stage.changed', 'colour.changed', 'colour.changed'],
    ]);
    expect(rows.slice(before).map((row) => dataOf(row)['cause'])).toEqual([
      ...['FACT', 'FACT', 'TIME', 'COMMAND'],
    ]);
    expect(rows.map(({ headers }) => headers['ce_sequence'])).toEqual(
      rows.map((_, nth) => String(nth + 1)),
    );
    expect(new Set(rows.map(({ event_id }) => event_id)).size).toBe(rows.length);
    await expectFolded('on');
  });

  it('is one event about loaded history, and single ones as soon as something new is among it', async () => {
    await open('history');
    const before = (await sent('history')).length;
    await bench.wait('history', groundbroken('2026-01-09', { id: 'old', backfill: true }));
    await on(START).settle('project/history');

    const [only, ...others] = (await sent('history')).slice(before);
    expect([only?.type, others]).toEqual(['cn.zhizaoyuan.project.reassessed.v1', []]);
    expect(dataOf(only)).toMatchObject({ cause: 'BACKFILL' });
    await expectFolded('history');

    const old = groundbroken('2026-01-07', { id: 'older', backfill: true });
    await bench.wait('history', old, groundbroken('2026-01-06', { id: 'new' }));
    await on(START).settle('project/history');
    expect(wordsOf((await sent('history')).slice(before + 1))).toEqual(['milestone.reached']);
  });

  it('is one event where a project is registered for which only history waits', async () => {
    await bench.wait('late', groundbroken('2026-01-09', { id: 'late', backfill: true }));
    await open('late');

    const [only, ...others] = await sent('late');
    expect([only?.type, others]).toEqual(['cn.zhizaoyuan.project.reassessed.v1', []]);
    expect(dataOf(only)).toMatchObject({ cause: 'BACKFILL' });
    await expectFolded('late');
  });

  it('is nothing when a registration is refused or repeated', async () => {
    await open('again');
    const before = await sent('again');

    await open('again');
    await open('circle', {
      dependencies: [
        { on: 'circle', milestone: 'production', gates: 'production', type: 'blocks', lagDays: 0 },
      ],
    });

    expect(await sent('again')).toEqual(before);
    expect(await sent('circle')).toEqual([]);
  });
});

describe('a read model that is made anew', () => {
  const rebuild = (day: string) =>
    rebuildReadModel({
      ...{ pool: bench.pool, rules: bench.rules, clockOffsetMs: offsetOf(day) },
      log: { error: () => undefined },
    });

  it('tells nobody anything; what it has found leaves with the next settle', async () => {
    await open('anew');
    const before = await sent('anew');

    await rebuild('2026-07-01');
    expect(await sent('anew')).toEqual(before);
    await on('2026-07-01').settle('project/anew');

    expect(wordsOf((await sent('anew')).slice(before.length))).toEqual(['colour.changed']);
    await expectFolded('anew');
  });

  it('is told as a whole in one event where it is not known what was told', async () => {
    await open('unknown');
    const before = (await sent('unknown')).length;

    await forgetTold(bench.pool, ['unknown']);
    await on(START).settle('project/unknown');

    const rows = (await sent('unknown')).slice(before);
    expect(wordsOf(rows)).toEqual(['reassessed']);
    expect(dataOf(rows[0])).toMatchObject({ cause: 'REBUILD', whole: true });
    await expectFolded('unknown');
  });

  it('makes nothing be told twice when it was lost', async () => {
    await open('lost');
    const before = await sent('lost');

    await bench.pool.query(`delete from snapshot where subject = 'project/lost'`);
    await on(START).settle('project/lost');
    await bench.pool.query(`delete from snapshot where subject = 'project/lost'`);
    await bench.wait('lost', groundbroken());
    await on(START).settle('project/lost');

    expect(wordsOf((await sent('lost')).slice(before.length))).toEqual([
      ...['milestone.reached', 'stage.changed'],
    ]);
    await expectFolded('lost');
  });
});

describe('an event that a person gives up', () => {
  const discard = (id: number) =>
    discardOutbox(
      { pool: bench.pool, clockOffsetMs: 0 },
      { ...{ ids: [id], commandId: `discard-${id}` }, ...by('administrator') },
    );

  it('is made good by the next settle, which is due and tells the whole', async () => {
    await open('gap');
    await bench.wait('gap', groundbroken());
    await on(START).settle('project/gap');
    const { rows } = await bench.pool.query<{ id: number }>(
      `select id from outbox where key = 'gap' and type like '%milestone.reached%'
       order by id desc limit 1`,
    );
    const lost = rows[0]?.id ?? 0;
    await blockRow(bench.pool, lost, 'too large');
    expect(await overdueSubjects(bench.pool, 100)).not.toContain('project/gap');

    expect(await discard(lost)).toEqual({ done: [lost], left: [] });
    expect(await overdueSubjects(bench.pool, 100)).toContain('project/gap');
    await on(START).settle('project/gap');
    await on(START).settle('project/gap');

    const [last, before] = (await sent('gap')).reverse();
    expect([dataOf(last)['whole'], dataOf(before)['whole']]).toEqual([true, undefined]);
    await expectFolded('gap');
  });
});

// Last, since a newer core leaves snapshots that the others can't read.
describe('a newer core', () => {
  it('tells what its rules changed in one event', async () => {
    await open('rules');
    const before = (await sent('rules')).length;
    const stricter = bench.settlerWith(
      {
        ...core,
        version: core.version + 1,
        assess: (...args) => ({
          ...core.assess(...args),
          coreVersion: core.version + 1,
          colour: 'yellow',
        }),
      },
      offsetOf(START),
    );
    await stricter.settle('project/rules');
    await stricter.settle('project/rules');

    const rows = (await sent('rules')).slice(before);
    expect(rows.map((row) => [wordsOf([row])[0], dataOf(row)['cause']])).toEqual([
      ['reassessed', 'RULES_CHANGED'],
    ]);
    await expectFolded('rules');
  });
});
