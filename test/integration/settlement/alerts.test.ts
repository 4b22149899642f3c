import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CaseCommandType } from '../../../domain/alert/fact.ts';
import { core } from '../../../domain/core.ts';
import type { Actor, CommandFact, FactData, Role } from '../../../domain/fact.ts';
import { stepsOfAlert } from '../../../readmodel/alert-steps.ts';
import { alertRecordsOf, findAlert } from '../../../readmodel/alerts.ts';
import { TYPE_PREFIX } from '../../../schemas/event.ts';
import { walkAlert } from '../../../settlement/walk-alert.ts';
import { register } from '../../support/said.ts';
import { createSettleBench, type SettleBench } from '../../support/settle-bench.ts';

let bench: SettleBench;
beforeAll(async () => {
  bench = await createSettleBench(core);
});
afterAll(() => bench.close());

const offsetOf = (shanghai: string) => Date.parse(`${shanghai}:00+08:00`) - Date.now();
const alertOf = (code: string) => `alert/${code}/production/due`;

/** The project settled as of a minute in Shanghai. */
const settleAt = (shanghai: string, code: string, ...commands: CommandFact[]) =>
  bench.settlerWith(core, offsetOf(shanghai)).settle(`project/${code}`, { commands });
const walkAt = (shanghai: string, code: string) =>
  walkAlert({ pool: bench.pool, clockOffsetMs: offsetOf(shanghai) }, alertOf(code));

/** Production was due on Friday 2026-03-06, so it is yellow from the 7th and red from the 21st on. */
async function open(code: string): Promise<void> {
  const milestones = [
    { code: 'signed', planned: '2025-11-01', actual: '2025-11-01' },
    { code: 'production', planned: '2026-03-06' },
    { code: 'fullOutput', planned: '2027-03-06' },
  ];
  await settleAt('2026-02-25T10:00', code, register(code, { milestones, manager: '项目经理' }));
}

let told = 0;
function about<T extends CaseCommandType>(
  type: T,
  code: string,
  [id, role]: [string, Role],
  data: Omit<FactData[T], 'actor' | 'reason' | 'alertId'>,
): CommandFact {
  const actor: Actor = { id, role };
  const given = { ...data, actor, reason: '示例', alertId: alertOf(code) };
  const envelope = {
    source: '/command',
    occurredAt: '1999-01-01',
    arrivedAt: '1999-01-01T00:00:00.000Z',
  };
  // `as`: the type and its data are given together.
  return { ...envelope, id: `${code}-${(told += 1)}`, type, data: given } as CommandFact;
}
const MANAGER: [string, Role] = ['项目经理', 'projectManager'];
const TEAM: [string, Role] = ['专班', 'team'];

const story = async (code: string) =>
  (await alertRecordsOf(bench.pool, alertOf(code))).map(
    ({ kind, severity }) => `${kind} ${severity}`,
  );
const steps = async (code: string) => {
  const all = await stepsOfAlert(bench.pool, alertOf(code));
  return {
    done: all.flatMap(({ kind, doneAt }) => (doneAt === null ? [] : [kind])),
    toCome: all.filter(({ doneAt, droppedAt }) => doneAt === null && droppedAt === null),
    dropped: all.flatMap(({ kind, droppedAt }) => (droppedAt === null ? [] : [kind])),
  };
};
const notices = async (code: string) => {
  const { rows } = await bench.pool.query<{ person: string; kind: string }>(
    'select person, kind from notice where alert_id = $1 order by id',
    [alertOf(code)],
  );
  return rows.map(({ person, kind }) => `${kind} ${person}`);
};
const events = async (code: string) => {
  const { rows } = await bench.pool.query<{ type: string; value: Buffer }>(
    `select type, value from outbox where topic = 'alert.events' and key = $1 order by id`,
    [code],
  );
  return rows.map(({ type, value }) => ({
    type: type.slice(TYPE_PREFIX.length),
    // `as`: just written by us.
    data: JSON.parse(value.toString()) as Record<string, unknown>,
  }));
};

describe('an alert on its ladder', () => {
  it('is told in the morning, climbs when nobody answers, and stops when somebody does', async () => {
    await open('ladder');
    await settleAt('2026-03-07T00:01', 'ladder');
    expect(await story('ladder')).toEqual(['opened blue', 'worsened yellow']);

    // Saturday: nobody is told before Monday morning.
    await walkAt('2026-03-07T12:00', 'ladder');
    const weekend = await steps('ladder');
    await walkAt('2026-03-09T08:31', 'ladder');
    const monday = await steps('ladder');
    await walkAt('2026-03-10T17:31', 'ladder');
    const tuesday = await steps('ladder');
    await settleAt(
      '2026-03-10T17:40',
      'ladder',
      about('command.acknowledge.v1', 'ladder', MANAGER, {}),
    );

    expect(weekend.done).toEqual([]);
    expect(monday.done).toEqual(['notify']);
    expect(tuesday.done).toEqual(['notify', 'escalate']);
    expect(await story('ladder')).toContain('acknowledged yellow');
    expect((await steps('ladder')).toCome[0]).toMatchObject({ kind: 'remind' });
  });

  it('does no step twice, however often and by however many it is walked', async () => {
    await open('twice');
    await settleAt('2026-03-07T00:01', 'twice');

    await Promise.all(Array.from({ length: 4 }, () => walkAt('2026-03-10T17:31', 'twice')));
    await walkAt('2026-03-10T17:31', 'twice');

    const { done } = await steps('twice');
    expect(done).toEqual(['notify', 'escalate']);
    const told = await notices('twice');
    expect(told).toContain('notify 项目经理');
    expect(new Set(told).size).toBe(told.length);
  });

  it('tells the last of the reminders alone that came due while nobody walked it', async () => {
    await open('asleep');
    await settleAt('2026-03-07T00:01', 'asleep');

    await walkAt('2026-03-20T09:00', 'asleep');

    const { done } = await steps('asleep');
    const reminders = (await notices('asleep')).filter((one) => one === 'remind 项目经理');
    expect(done.filter((kind) => kind === 'remind').length).toBeGreaterThan(1);
    expect(reminders).toHaveLength(1);
  });

  it('says when its next step is, in real time, and that none is left once it is closed', async () => {
    await open('next');
    await settleAt('2026-03-07T00:01', 'next');
    const progress = await walkAt('2026-03-07T12:00', 'next');

    // Monday 08:30 is 44.5 hours after Saturday noon.
    const hours = (Date.parse(progress.nextStepAt ?? '') - Date.now()) / 3_600_000;
    expect(progress).toMatchObject({ open: true, severity: 'yellow', state: 'open' });
    expect(Math.round(hours * 10) / 10).toBe(44.5);
  });
});

describe('an alert whose facts are cleared', () => {
  // Asked for and granted: the date is another one, which nobody has to certify.
  const replan = (code: string): CommandFact[] => {
    const asked = { changeId: `${code}-later`, milestone: 'production', to: '2026-05-29' };
    const leader: Actor = { id: '主要领导', role: 'mainLeader' };
    const manager: Actor = { id: '项目经理', role: 'projectManager' };
    const envelope = {
      source: '/command',
      occurredAt: '1999-01-01',
      arrivedAt: '1999-01-01T00:00:00.000Z',
    };
    return [
      {
        ...{ ...envelope, id: `${code}-asked`, type: 'command.requestPlanChange.v1' },
        data: { ...asked, actor: manager, reason: '示例' },
      },
      {
        ...{ ...envelope, id: `${code}-granted`, type: 'command.approvePlanChange.v1' },
        data: { changeId: asked.changeId, actor: leader, reason: '示例' },
      },
    ];
  };

  it('climbs no more at once, and is closed by another person than its manager', async () => {
    await open('cleared');
    await settleAt('2026-03-07T00:01', 'cleared');
    await walkAt('2026-03-09T08:31', 'cleared');
    await settleAt('2026-03-10T10:00', 'cleared', ...replan('cleared'));
    const { dropped } = await steps('cleared');
    const cleared = await findAlert(bench.pool, alertOf('cleared'));
    const verify = { decision: 'accept', evidence: '现场核验' } as const;

    const byManager = await settleAt(
      '2026-03-10T11:00',
      'cleared',
      about('command.verify.v1', 'cleared', MANAGER, verify),
    );
    await settleAt(
      '2026-03-10T11:01',
      'cleared',
      about('command.verify.v1', 'cleared', TEAM, verify),
    );

    expect(dropped).toContain('escalate');
    expect(cleared).toMatchObject({ state: 'toVerify', open: true });
    expect(byManager.outcomes).toMatchObject([{ status: 'refused' }]);
    expect(await story('cleared')).toEqual([
      ...['opened blue', 'worsened yellow', 'cleared yellow', 'verified yellow'],
    ]);
    expect(await walkAt('2026-03-11T12:00', 'cleared')).toEqual({
      ...{ open: false, severity: 'yellow', state: 'closed' },
    });
  });

  it('is told to other systems line by line, with numbers that count its story', async () => {
    const heard = await events('cleared');

    expect(heard.map(({ type, data }) => `${type} ${String(data['seq'])}`)).toEqual([
      ...['alert.raised.v1 1', 'alert.worsened.v1 2', 'alert.cleared.v1 3', 'alert.closed.v1 4'],
    ]);
    expect(heard[1]?.data).toMatchObject({ cause: 'TIME', severity: 'yellow', state: 'open' });
    expect(heard.at(-1)?.data).toMatchObject({ closedBecause: 'VERIFIED', by: '专班' });
  });

  it('takes no command once it is closed, and goes on with its story when it comes again', async () => {
    const { outcomes } = await settleAt(
      '2026-03-12T09:00',
      'cleared',
      about('command.acknowledge.v1', 'cleared', MANAGER, {}),
    );
    await settleAt('2026-05-30T00:01', 'cleared');

    expect(outcomes).toMatchObject([{ status: 'refused', code: 'ALERT_CLOSED' }]);
    expect((await story('cleared')).slice(3)).toEqual(['verified yellow', 'opened yellow']);
    expect(await findAlert(bench.pool, alertOf('cleared'))).toMatchObject({
      ...{ open: true, episode: 2, reopenCount: 0 },
    });
  });
});

describe('commands about an alert', () => {
  it('are judged by what those before them have changed', async () => {
    await open('judged');
    await settleAt('2026-03-09T09:00', 'judged');

    const { outcomes } = await settleAt(
      '2026-03-09T10:00',
      'judged',
      about('command.acknowledge.v1', 'judged', MANAGER, { cause: 'contractor' }),
      about('command.acknowledge.v1', 'judged', TEAM, {}),
      about('command.acknowledge.v1', 'elsewhere', TEAM, {}),
    );

    expect(outcomes?.map(({ code, status }) => code ?? status)).toEqual([
      'accepted',
      'ALREADY_ACKNOWLEDGED',
      'UNKNOWN_ALERT',
    ]);
  });
});
