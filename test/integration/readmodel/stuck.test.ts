import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { findStuck, STUCK_REASONS, type StuckReason } from '../../../readmodel/stuck.ts';
import { note } from '../../support/said.ts';
import { createSettleBench, type SettleBench } from '../../support/settle-bench.ts';

/** Each limit at a minute, so that one number tells what is before it from what is after. */
const A_MINUTE = {
  ...{ faultyMinutes: 1, waitingMinutes: 1, overdueMinutes: 1, laggingMinutes: 1 },
  lateMinutes: 1,
};

let bench: SettleBench;
beforeAll(async () => {
  bench = await createSettleBench();
});
afterAll(() => bench.close());

/** Opens a project whose workflow has carried out everything. */
async function calm(code: string): Promise<void> {
  await bench.open(code);
  await bench.obey(code, 0);
}

const setBack = (table: string, column: string, code: string, seconds: number) =>
  bench.pool.query(
    `update ${table} set ${column} = clock_timestamp() - $2 * interval '1 second'
     where ${table === 'fact' ? 'subject' : 'id'} = $1 ${table === 'fact' ? 'and applied_at is null' : ''}`,
    [`project/${code}`, seconds],
  );

const stuckAs = async (code: string, clockOffsetMs = 0): Promise<StuckReason | undefined> =>
  (await findStuck(bench.pool, clockOffsetMs, A_MINUTE)).find(
    ({ projectCode }) => projectCode === code,
  )?.reason;

describe('the stuck', () => {
  it.each([
    {
      reason: 'waiting',
      make: (code: string) => bench.wait(code, note('late')),
      age: (code: string, seconds: number) => setBack('fact', 'arrived_at', code, seconds),
    },
    {
      reason: 'overdue',
      make: () => Promise.resolve(),
      age: (code: string, seconds: number) => setBack('subject', 'next_change_at', code, seconds),
    },
    {
      reason: 'lagging',
      make: (code: string) => bench.hear(code, note('alert red')),
      age: (code: string, seconds: number) => setBack('subject', 'lagging_since', code, seconds),
    },
    {
      reason: 'faulty',
      make: async (code: string) => {
        await bench.wait(code, note('throw'));
        await expect(bench.settle(code)).rejects.toThrow();
        await setBack('fact', 'arrived_at', code, 0);
      },
      age: (code: string, seconds: number) => setBack('subject', 'fault_since', code, seconds),
    },
  ])('are $reason after their time and not before', async ({ reason, make, age }) => {
    await calm(reason);
    await make(reason);

    await age(reason, 50);
    expect(await stuckAs(reason)).toBeUndefined();
    await age(reason, 70);
    expect(await stuckAs(reason)).toBe(reason);
  });

  it('are alerts with a step that nobody did, and mailboxes with a notice or a message that nobody sent', async () => {
    const { pool } = bench;
    const offset = -400 * 86_400_000;
    const at = (seconds: number) => new Date(Date.now() + offset - seconds * 1_000).toISOString();
    await pool.query(
      `insert into alert (alert_id, project_code, severity, state, opened_at, revision)
       values ('alert/late/x/due', 'late', 'red', 'open', $1, 1)`,
      [at(600)],
    );
    await pool.query(
      `insert into alert_step (alert_id, step_id, kind, at, recipients, severity, how, done_at)
       values ('alert/late/x/due', '1', 'notify', $1, '[]', 'red', 'push', $1),
         ('alert/late/x/due', '2', 'escalate', $2, '[]', 'red', 'push', null),
         ('alert/late/x/due', '3', 'remind', $3, '[]', 'red', 'push', null)`,
      [at(600), at(70), at(-600)],
    );
    await pool.query(
      `insert into notice (person, kind, step_id, how, due_at, added_at, held_until) values
         ('late', 'notify', '1', 'push', $1, $1, null), ('held', 'notify', '1', 'push', $1, $1, $2),
         ('digest', 'note', '1', 'digest', $1, $1, null), ('behind', 'note', '1', 'push', $1, $1, null)`,
      [at(70), at(-600)],
    );
    await pool.query(
      `insert into message (addressee, kind, slot_at, content, language, made_at, next_try_at) values
         ('group/late', 'digest', $1, '{}', 'zh', $1, clock_timestamp() - interval '70 seconds'),
         ('behind', 'digest', $1, '{}', 'zh', $1, clock_timestamp() + interval '70 seconds')`,
      [at(70)],
    );

    const found = await findStuck(pool, offset, A_MINUTE);

    const late = found.filter(({ reason }) => reason === 'unwalked' || reason === 'unsent');
    expect(late.map((one) => [one.subject, one.projectCode, one.reason]).toSorted()).toEqual([
      ['alert/late/x/due', 'late', 'unwalked'],
      ['mailbox/group/late', null, 'unsent'],
      ['mailbox/late', null, 'unsent'],
    ]);
    expect(await findStuck(pool, offset, { ...A_MINUTE, lateMinutes: 2 })).not.toContainEqual(
      expect.objectContaining({ reason: expect.stringMatching(/^un/) }),
    );
  });

  it('are listed once each, the worst reason first, with what the core said', async () => {
    await calm('twice');
    await bench.wait('twice', note('throw'));
    await expect(bench.settle('twice')).rejects.toThrow();
    await setBack('fact', 'arrived_at', 'twice', 600);
    await setBack('subject', 'fault_since', 'twice', 30);

    const found = await findStuck(bench.pool, 0);

    expect(found.filter(({ projectCode }) => projectCode === 'twice')).toEqual([
      {
        subject: 'project/twice',
        projectCode: 'twice',
        reason: 'faulty',
        since: expect.stringMatching(/Z$/),
        message: 'the facts hold a throw',
      },
    ]);
    const order: string[] = [...STUCK_REASONS];
    const ranks = found.map(({ reason }) => order.indexOf(reason));
    expect(ranks).toEqual(ranks.toSorted());
  });

  it('are none of those that go on', async () => {
    await calm('mended');
    await bench.wait('mended', note('fine'));
    await setBack('fact', 'arrived_at', 'mended', 600);
    expect(await stuckAs('mended')).toBe('waiting');

    await bench.settle('mended');

    expect(await stuckAs('mended')).toBeUndefined();
  });

  it('count what arrives by the clock of the park in real minutes', async () => {
    const year = 365 * 86_400_000;
    await calm('demo');
    await bench.wait('demo', note('a year ago by the demo clock'));
    await setBack('fact', 'arrived_at', 'demo', year / 1_000 + 50);
    expect(await stuckAs('demo', -year)).toBeUndefined();

    await setBack('fact', 'arrived_at', 'demo', year / 1_000 + 70);

    expect(await stuckAs('demo', -year)).toBe('waiting');
  });

  it('are not the parked: nobody has registered them', async () => {
    await bench.wait('stranger', note('hello'));
    await setBack('fact', 'arrived_at', 'stranger', 900);

    expect(await stuckAs('stranger')).toBeUndefined();
  });

  it('lag since the first moment, not since the last, until all is carried out', async () => {
    await calm('lag');
    await bench.hear('lag', note('alert red'));
    await setBack('subject', 'lagging_since', 'lag', 300);

    await bench.hear('lag', note('alert blue'));

    expect(await stuckAs('lag')).toBe('lagging');
    await bench.obey('lag', 1);
    expect(await stuckAs('lag')).toBeUndefined();
  });
});
