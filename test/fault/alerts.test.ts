import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createMailboxBell } from '../../activities/mailbox-bell.ts';
import { core } from '../../domain/core.ts';
import { stepsOfAlert } from '../../readmodel/alert-steps.ts';
import { deliveriesOf } from '../../readmodel/deliveries.ts';
import { listMessages } from '../../readmodel/messages.ts';
import { walkAlert } from '../../settlement/walk-alert.ts';
import { ring, ringOptions } from '../../workflows/messages.ts';
import { corrected, reported } from '../support/a-project.ts';
import { altered } from '../support/altered-definitions.ts';
import { holdUp, layHoldPoints, type Hold } from '../support/hold.ts';
import { LADDER_KILLS, type LadderKill, type LeftOfLadder } from '../support/ladder-kills.ts';
import { aMessageSink, type SinkWithChannels } from '../support/message-sink.ts';
import {
  addressOf,
  alertOf,
  DUE_KINDS,
  LADDER_DUE,
  managerOf,
  noticesOf,
  raiseLadder,
  stepsOfKind,
  toldOf,
  type LadderChannel,
} from '../support/red-ladder.ts';
import { createRulesBench, type RulesBench } from '../support/rules-bench.ts';
import { sharedStack } from '../support/stack.ts';
import { createNamespace, type TestNamespace } from '../support/temporal-namespace.ts';
import { until } from '../support/temporal-until.ts';
import { spawnWorker, type WorkerProcess } from '../support/worker-process.ts';

// Temporal gives what a killed worker did to another only after 10 to 30 s.
const LIMIT_MS = 600_000;
const HOUR_MS = 3_600_000;

const MOMENTS = LADDER_KILLS.flat();
/** Its workflow begins anew, is lost, and the rules of its ladder change. */
const DISTURBED = 'L-10';
const CODES = [...MOMENTS.map(({ code }) => code), DISTURBED];

let temporal: TestNamespace;
let bench: RulesBench;
let sink: SinkWithChannels;
let worker: WorkerProcess | undefined;
let holds: Hold[] = [];
beforeAll(async () => {
  [temporal, bench, sink] = await Promise.all([
    createNamespace(sharedStack().temporal),
    createRulesBench(core, LADDER_DUE),
    aMessageSink(),
  ]);
  // Messages are made at once, and none but of alerts.
  await bench.load(policyOf('2029.1'));
  await bench.recheck();
  await layHoldPoints(bench.pool);
  for (const { code, channel } of MOMENTS) await raiseLadder(bench, code, channel);
  await raiseLadder(bench, DISTURBED, 'webhook');
}, LIMIT_MS);
afterAll(async () => {
  await worker?.kill();
  for (const hold of holds) await hold.release();
  await Promise.all([temporal.close(), bench.close(), sink.close()]);
}, LIMIT_MS);

const policyOf = (version: string, slipAfter = 5) => ({
  'policies/default.json': altered('policies/default.json', (policy) => {
    const { alerting } = policy;
    if (!alerting) throw new Error('The shipped policy tells nobody');
    alerting.gatherSeconds = 0;
    for (const digest of Object.values(alerting.digests)) digest.at = '19:00';
    const unresolved = alerting.ladders[0]?.rungs.red?.unresolved;
    if (unresolved) unresolved.afterWorkingDays = slipAfter;
    policy.version = version;
  }),
});

const start = () =>
  spawnWorker({
    ...sink.settings,
    TEMPORAL_ADDRESS: sharedStack().temporal,
    TEMPORAL_NAMESPACE: temporal.namespace,
    DATABASE_URL: bench.url,
    KAIGONG_CLOCK_OFFSET_MS: String(bench.clockOffsetMs),
  });

const ringAlert = (code: string) =>
  temporal.client.workflow.signalWithStart('alert', ringOptions(alertOf(code), code));
const ringMailbox = (code: string) => createMailboxBell(temporal.client).ring(managerOf(code));
const walk = (code: string, aheadMs = 0) =>
  walkAlert({ pool: bench.pool, clockOffsetMs: bench.clockOffsetMs + aheadMs }, alertOf(code));

/** Kills the worker while all these ladders are held up at their points. */
async function killAt(moments: readonly LadderKill[]): Promise<void> {
  const calls = moments.filter(({ at }) => at === 'call');
  const held = moments.filter(({ at }) => at !== 'call');
  // An hour ago by another worker, so that the mailbox has something to do.
  for (const { code, kind } of moments) if (kind === undefined) await walk(code, -HOUR_MS);
  for (const { channel } of calls) sink.tell({ channel, fault: { kind: 'takeAndHang' } });
  await Promise.all(calls.map(({ code }) => ringMailbox(code)));
  await until(() => calls.every(({ code, channel }) => shownTo(code, channel).length === 1));
  holds = await Promise.all(held.map(holdOf));
  await Promise.all(
    held.map(({ code, kind }) => (kind === undefined ? ringMailbox(code) : ringAlert(code))),
  );
  await Promise.all(holds.map((hold) => hold.arrived()));
  expect(await worker?.kill()).toBe('SIGKILL');
  await Promise.all(holds.map((hold, nth) => hold[held[nth]?.fate ?? 'keep']()));
}

async function holdOf({ code, at, kind }: LadderKill): Promise<Hold> {
  if (at === 'call') throw new Error('A call is held up by its receiver');
  if (kind !== undefined) {
    const due = (await stepsOfKind(bench.pool, code, kind)).filter((one) => one.at <= LADDER_DUE);
    return holdUp(bench.pool, at, `${alertOf(code)} ${due.at(-1)?.id ?? ''}`);
  }
  return holdUp(bench.pool, at, managerOf(code));
}

const shownTo = (code: string, channel: LadderChannel) =>
  sink.messages().filter((one) => one.channel === channel && one.to === addressOf(channel, code));
const doneOf = async (code: string) =>
  (await stepsOfAlert(bench.pool, alertOf(code))).flatMap(({ kind, doneAt }) =>
    doneAt === null ? [] : [kind],
  );
const messagesOf = (code: string) =>
  listMessages(bench.pool, { addressee: managerOf(code), limit: 10 });
const triesOf = async (id: number) =>
  (await deliveriesOf(bench.pool, id)).map(({ channel, state }) => `${channel} ${state}`);

async function look({ code }: LadderKill): Promise<LeftOfLadder> {
  const [message] = await messagesOf(code);
  const notices = await noticesOf(bench.pool, code);
  return {
    done: await doneOf(code),
    waiting: notices.filter(({ told, isWaiting }) => isWaiting && told.endsWith(managerOf(code)))
      .length,
    message: message?.state ?? 'none',
    tries: message ? await triesOf(message.id) : [],
  };
}

/** What people were told of a ladder in the end. */
async function endOf(code: string) {
  return {
    done: await doneOf(code),
    told: (await noticesOf(bench.pool, code)).map(({ told }) => told).sort(),
  };
}
const ended = (code: string) => ({ done: DUE_KINDS, told: toldOf(code).sort() });

async function isAtRest(): Promise<boolean> {
  const { rows } = await bench.pool.query<{ left: number }>(
    `select (select count(*) from notice where message_id is null and dropped_at is null)
       + (select count(*) from message where state = 'queued')
       + (select count(*) from alert_step where at <= $1 and done_at is null
          and dropped_at is null) as left`,
    [LADDER_DUE],
  );
  return Number(rows[0]?.left) === 0;
}

const runOf = async (code: string) => {
  const { runId, status } = await temporal.client.workflow.getHandle(alertOf(code)).describe();
  return { runId, status: status.name };
};

/** So long a history that its workflow begins a new one: rings may bring what they like. */
async function ringUntilTooLong(code: string): Promise<void> {
  const handle = temporal.client.workflow.getHandle(alertOf(code));
  for (let nth = 0; nth < 3; nth += 1) {
    await handle.signal<[string]>(ring.name, 'x'.repeat(1_600_000));
  }
}

describe('a worker that is killed at each step of a ladder', () => {
  it(
    'does every step once and tells everybody once, and repeats nothing of which the end is unknown',
    async () => {
      worker = await start();
      await ringAlert(DISTURBED);
      await until(async () => (await doneOf(DISTURBED)).length === DUE_KINDS.length);
      const first = await runOf(DISTURBED);
      const left: LeftOfLadder[] = [];
      for (const [nth, moments] of LADDER_KILLS.entries()) {
        await killAt(moments);
        for (const moment of moments) left.push(await look(moment));
        if (nth === 0) await ringUntilTooLong(DISTURBED);
        worker = await start();
      }
      await until(async () => (await runOf(DISTURBED)).runId !== first.runId);
      await temporal.client.workflow.getHandle(alertOf(DISTURBED)).terminate('lost');
      for (const code of CODES) await ringAlert(code);
      await until(isAtRest);

      expect(left).toMatchObject(MOMENTS.map((moment) => moment.left));
      for (const code of CODES) expect(await endOf(code)).toEqual(ended(code));
    },
    LIMIT_MS,
  );

  it('shows what it can not know as unknown, and has the receiver drop what it may repeat', async () => {
    for (const { code, channel } of MOMENTS) {
      const messages = await messagesOf(code);
      const shown = shownTo(code, channel).map(({ text }) => text);
      expect(new Set(shown).size).toBe(shown.length);
      expect([code, shown.length]).toEqual([code, messages.length]);
      for (const { id, state } of messages) {
        const tries = await triesOf(id);
        const isMail = channel === 'email';
        expect([code, state, tries.at(-1)]).toEqual([
          ...(isMail ? [code, 'unknown', 'email unknown'] : [code, 'sent', `${channel} sent`]),
        ]);
        // More than one where a later kill came just as it was repeated.
        const before = tries.slice(0, -1);
        expect(before.filter((one) => isMail || one !== `${channel} unknown`)).toEqual([]);
      }
    }
    const dropped = sink.dropped().map(({ channel, to }) => `${channel} ${to}`);
    expect(dropped).toContain(`sms ${addressOf('sms', 'L-3')}`);
  });

  it('keeps what was promised through corrections, and tells nothing again by new rules', async () => {
    const promised = await stepsOfAlert(bench.pool, alertOf(DISTURBED));
    const report = reported('toppedOut', '2026-02-01', 'team');
    await bench.wait(DISTURBED, report);
    await bench.process().settle(`project/${DISTURBED}`);
    await bench.wait(DISTURBED, corrected(report, '2026-03-29', { date: '2026-02-02' }));
    await bench.process().settle(`project/${DISTURBED}`);
    expect(await stepsOfAlert(bench.pool, alertOf(DISTURBED))).toEqual(promised);

    await bench.load(policyOf('2029.2', 7));
    await bench.recheck();
    for (const code of CODES) {
      await walk(code);
      expect(await endOf(code)).toEqual(ended(code));
    }
  });
});
