import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { WorkflowBundle } from '@temporalio/worker';
import { createMailboxActivities, type MailboxActivities } from '../../../activities/mailbox.ts';
import { createMailboxBell } from '../../../activities/mailbox-bell.ts';
import type { SinkFault } from '../../../infra/message-sink/faults.ts';
import { deliveriesOf } from '../../../readmodel/deliveries.ts';
import { listMessages } from '../../../readmodel/messages.ts';
import { addNotices, type NewNotice } from '../../../readmodel/notices.ts';
import { savePeople } from '../../../readmodel/people.ts';
import { createRulebook } from '../../../settlement/catalogue.ts';
import { aPerson } from '../../support/a-person.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { aMessageSink, type SinkWithChannels } from '../../support/message-sink.ts';
import { sharedStack } from '../../support/stack.ts';
import { bundleWorkflows } from '../../support/temporal-bundle.ts';
import { scripted } from '../../support/temporal-fakes.ts';
import { createNamespace, type TestNamespace } from '../../support/temporal-namespace.ts';
import { startWorker, type RunningWorker } from '../../support/temporal-shell.ts';
import { until } from '../../support/temporal-until.ts';

let temporal: TestNamespace;
let bundle: WorkflowBundle;
let database: TestDatabase;
let sink: SinkWithChannels;
let worker: RunningWorker | undefined;
let mail: MailboxActivities;
beforeAll(async () => {
  [temporal, bundle, database, sink] = await Promise.all([
    createNamespace(sharedStack().temporal),
    bundleWorkflows(),
    createTestDatabase(),
    aMessageSink(),
  ]);
});
afterAll(async () => {
  await worker?.stop();
  await Promise.all([temporal.close(), database.close(), sink.close()]);
});

const bell = () => createMailboxBell(temporal.client);

/** The worker gives way to one whose clock shows that minute in Shanghai. */
async function workAt(minute: string): Promise<void> {
  await worker?.stop();
  mail = createMailboxActivities({
    ...{ pool: database.pool, rules: createRulebook(), bell: bell() },
    clockOffsetMs: Date.parse(`${minute}:00+08:00`) - Date.now(),
    publicUrl: 'http://park',
    channels: sink.channels,
  });
  worker = await startWorker(temporal, bundle, { ...scripted([]), ...mail });
}

/** A person who is reached by these channels, in this order. */
async function reach(id: string, ...channels: string[]): Promise<void> {
  const addresses = {
    ...{ wecom: id, dingtalk: id, webhook: id },
    ...{ email: `${id}@park.example`, sms: '13800001234' },
  };
  await savePeople(database.pool, [aPerson(id, { addresses, channels })]);
}

/** Told an hour before anybody looks, so that nothing more is waited for. */
async function tell(person: string, step: string, how: NewNotice['how'] = 'push'): Promise<void> {
  const at = '2026-03-02T06:00:00.000Z';
  const words = { source: `/permit/${step}`, since: '2026-02-25' };
  const notice: NewNotice = { person, kind: 'silentSource', stepId: step, how, words, dueAt: at };
  await addNotices(database.pool, [notice], at);
  await bell().ring(person);
}

const messagesTo = (addressee: string) => listMessages(database.pool, { addressee, limit: 10 });
const statesOf = async (person: string) => (await messagesTo(person)).map(({ state }) => state);
async function triesTo(person: string): Promise<string[]> {
  const messages = (await messagesTo(person)).toReversed();
  const tries = await Promise.all(messages.map(({ id }) => deliveriesOf(database.pool, id)));
  return tries.flat().map(({ channel, state }) => `${channel} ${state}`);
}
const shownTo = (person: string, channel: string) =>
  sink.messages().filter((one) => one.channel === channel && one.to.startsWith(person)).length;

/** Waits for the end of so many tries (of more where a pause has already passed), then lets the pause after them pass. */
async function passAfter(person: string, count: number): Promise<void> {
  const ended = async () => {
    const tries = await triesTo(person);
    return tries.length >= count && !tries.some((one) => one.endsWith('sending'));
  };
  await until(ended);
  // The try as if it had been some minutes earlier.
  await database.pool.query(
    `with mine as (update message set next_try_at = clock_timestamp()
       where addressee = $1 and next_try_at is not null returning id)
     update delivery set began_at = began_at - interval '5 minutes',
       ended_at = ended_at - interval '5 minutes' from mine where message_id = mine.id`,
    [person],
  );
  await bell().ring(person);
}

describe('a channel that does not do its work', () => {
  const faults: SinkFault[] = [
    { channel: 'webhook', fault: { kind: 'status', status: 429, retryAfterSeconds: 2 } },
    { channel: 'dingtalk', fault: { kind: 'status', status: 500 }, times: -1 },
    { channel: 'sms', fault: { kind: 'hang' } },
    { channel: 'email', fault: { kind: 'takeAndHang' } },
    { channel: 'wecom', fault: { kind: 'takeAndBreak' } },
  ];
  const ends = [
    { person: 'asked-to-wait', tries: ['webhook failed', 'webhook sent'], state: 'sent' },
    {
      person: 'fallen-over',
      tries: ['dingtalk failed', 'dingtalk failed', 'email sent'],
      state: 'sent',
    },
    { person: 'unanswered', tries: ['sms unknown', 'sms sent'], state: 'sent' },
    { person: 'doubtful', tries: ['email unknown'], state: 'unknown' },
    { person: 'told-once', tries: ['wecom unknown', 'wecom sent'], state: 'sent' },
  ];

  it('is tried again, gives way to the next, or leaves the end unknown', async () => {
    await workAt('2026-03-02T15:00');
    for (const fault of faults) sink.tell(fault);
    await reach('asked-to-wait', 'webhook');
    await reach('fallen-over', 'dingtalk', 'email');
    await reach('unanswered', 'sms', 'email');
    await reach('doubtful', 'email', 'wecom');
    await reach('told-once', 'wecom', 'email');
    for (const { person } of ends) if (person !== 'fallen-over') await tell(person, 's/1');
    await until(() => shownTo('doubtful', 'email') === 1);
    await tell('fallen-over', 's/1');

    const again = ['asked-to-wait', 'unanswered', 'told-once', 'fallen-over'];
    await Promise.all(again.map((one) => passAfter(one, 1)));
    await until(async () => {
      const states = await Promise.all(ends.map(({ person }) => statesOf(person)));
      return states.flat().every((state) => state !== 'queued');
    });

    for (const { person, tries, state } of ends) {
      expect([person, ...(await triesTo(person))]).toEqual([person, ...tries]);
      expect([person, ...(await statesOf(person))]).toEqual([person, state]);
    }
  });

  it('shows nobody a message twice', () => {
    expect(shownTo('told-once', 'wecom')).toBe(1);
    expect(shownTo('doubtful', 'email') + shownTo('doubtful', 'wecom')).toBe(1);
    expect(sink.dropped().map(({ channel }) => channel)).toEqual(['wecom']);
  });
});

describe('what comes over the budget or at night', () => {
  it('waits for the next morning, while danger waits for nothing', async () => {
    await reach('busy', 'wecom');
    await reach('asleep', 'wecom');
    for (const [nth, step] of ['b/1', 'b/2', 'b/3'].entries()) {
      await tell('busy', step);
      await until(() => shownTo('busy', 'wecom') === nth + 1);
    }
    await tell('busy', 'b/4');
    await until(async () => (await heldOf('busy')).length === 1);

    await workAt('2026-03-02T20:30');
    await tell('asleep', 'n/1');
    await until(async () => (await heldOf('asleep')).length === 1);
    await tell('asleep', 'n/2', 'safety');
    await until(() => shownTo('asleep', 'wecom') === 1);
    const morning = '2026-03-03T00:30:00.000Z';
    expect([...(await heldOf('busy')), ...(await heldOf('asleep'))]).toEqual([morning, morning]);
    expect([shownTo('busy', 'wecom'), shownTo('asleep', 'wecom')]).toEqual([3, 1]);

    await workAt('2026-03-03T08:35');
    await mail.keepMail();
    await until(() => shownTo('busy', 'wecom') === 4 && shownTo('asleep', 'wecom') === 2);
  });
});

async function heldOf(person: string): Promise<string[]> {
  const { rows } = await database.pool.query<{ until: string }>(
    'select held_until as until from notice where person = $1 and held_until is not null',
    [person],
  );
  return rows.map(({ until: time }) => time);
}
