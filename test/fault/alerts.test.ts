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
import { holdUp, layHoldPoints, type Hold, type HoldPoint } from '../support/hold.ts';
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

/** What there was when the worker was gone. */
interface Left {
  done: string[];
  /** Notices to the manager that no message carries. */
  waiting: number;
  /** Of the manager's message, `none` before it was made. */
  message: string;
  tries: string[];
}

/** A kill in the middle of one ladder, and what it left. */
interface Moment {
  code: string;
  channel: LadderChannel;
  /** `call`: the receiver has the message and does not answer. */
  at: HoldPoint | 'call';
  /** The step whose transaction is held up; else the ladder is walked already, and its manager's mailbox is held up. */
  kind?: string;
  fate: 'keep' | 'undo';
  left: Partial<Left>;
}

const WALKED = { done: DUE_KINDS };

/** Ladders that share a kill. */
const KILLS: Moment[][] = [
  [
    {
      ...{ code: 'L-1', channel: 'webhook', at: 'stepping', kind: 'notify', fate: 'keep' },
      left: { done: ['notify'], waiting: 1, message: 'none' },
    },
    {
      ...{ code: 'L-2', channel: 'email', at: 'call', fate: 'keep' },
      left: { ...WALKED, message: 'queued', tries: ['email sending'] },
    },
    {
      ...{ code: 'L-3', channel: 'sms', at: 'call', fate: 'keep' },
      left: { ...WALKED, message: 'queued', tries: ['sms sending'] },
    },
  ],
  [
    {
      ...{ code: 'L-4', channel: 'webhook', at: 'stepping', kind: 'escalate', fate: 'undo' },
      left: { done: ['notify'], waiting: 1, message: 'none' },
    },
    {
      ...{ code: 'L-5', channel: 'email', at: 'answering', fate: 'undo' },
      left: { ...WALKED, message: 'queued', tries: ['email sending'] },
    },
  ],
  [
    {
      ...{ code: 'L-6', channel: 'webhook', at: 'stepping', kind: 'remind', fate: 'keep' },
      left: { done: DUE_KINDS.slice(0, -1), waiting: 2, message: 'none' },
    },
    {
      ...{ code: 'L-7', channel: 'webhook', at: 'gathering', fate: 'undo' },
      left: { ...WALKED, waiting: 2, message: 'none' },
    },
  ],
  [
    {
      ...{ code: 'L-8', channel: 'webhook', at: 'stepping', kind: 'slip', fate: 'keep' },
      left: { ...WALKED, waiting: 2, message: 'none' },
    },
    {
      ...{ code: 'L-9', channel: 'webhook', at: 'gathering', fate: 'keep' },
      left: { ...WALKED, waiting: 0, message: 'queued', tries: [] },
    },
  ],
];
const MOMENTS = KILLS.flat();
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
async function killAt(moments: readonly Moment[]): Promise<void> {
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

async function holdOf({ code, channel, at, kind }: Moment): Promise<Hold> {
  if (at === 'call') throw new Error('A call is held up by its receiver');
  if (kind !== undefined) {
    const due = (await stepsOfKind(bench.pool, code, kind)).filter((one) => one.at <= LADDER_DUE);
    return holdUp(bench.pool, at, `${alertOf(code)} ${due.at(-1)?.id ?? ''}`);
  }
  return holdUp(bench.pool, at, at === 'gathering' ? managerOf(code) : channel);
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

async function look({ code }: Moment): Promise<Left> {
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
      const left: Left[] = [];
      for (const [nth, moments] of KILLS.entries()) {
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
    const ends = await Promise.all(
      MOMENTS.map(async ({ code, channel }) => {
        const messages = await messagesOf(code);
        const shown = shownTo(code, channel).map(({ text }) => text);
        expect(new Set(shown).size).toBe(shown.length);
        expect(shown).toHaveLength(messages.length);
        const tries = await Promise.all(messages.map(({ id }) => triesOf(id)));
        return [code, ...tries.flat()];
      }),
    );

    expect(ends).toEqual([
      ['L-1', 'webhook sent'],
      ['L-2', 'email unknown'],
      ['L-3', 'sms unknown', 'sms sent'],
      ['L-4', 'webhook sent'],
      ['L-5', 'email unknown'],
      ['L-6', 'webhook sent'],
      ['L-7', 'webhook sent'],
      ['L-8', 'webhook sent'],
      ['L-9', 'webhook sent'],
    ]);
    expect(sink.dropped().map(({ channel, dropped }) => `${channel} ${dropped ?? ''}`)).toEqual([
      'sms duplicate',
    ]);
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
