import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ConfigResourceTypes } from 'kafkajs';
import type { RawMessage } from '../../../gateway/event-source.ts';
import { createKafkaSink } from '../../../gateway/kafka-sink.ts';
import { createRelay, type Relay } from '../../../gateway/relay.ts';
import type { OutgoingMessage } from '../../../readmodel/outbox.ts';
import {
  addToOutbox,
  discardBlocked,
  listBlocked,
  readOutboxBacklog,
  retryBlocked,
} from '../../../readmodel/outbox.ts';
import { anOutgoing } from '../../support/an-outgoing.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { readTopics, type KafkaReader } from '../../support/kafka-reader.ts';
import { createTopics, silent, type TestTopics } from '../../support/kafka.ts';
import { sharedStack } from '../../support/stack.ts';
import { until } from '../../support/temporal-until.ts';

let database: TestDatabase;
let topics: TestTopics;
let topic: string;
let reader: KafkaReader;
let closing: (() => Promise<void>)[];
beforeEach(async () => {
  closing = [];
  [database, topics] = await Promise.all([
    createTestDatabase(),
    createTopics(sharedStack().kafka, { partitions: 2 }),
  ]);
  topic = topics.names[0] ?? '';
  reader = readTopics(sharedStack().kafka, topics.names);
});
afterEach(async () => {
  for (const close of closing) await close();
  await reader.close();
  await topics.close();
  await database.close();
});

function start(over: { topics?: string[] } = {}): Relay {
  const sink = createKafkaSink({
    connection: { brokers: [sharedStack().kafka], ssl: false },
    topics: over.topics ?? topics.names,
    clientId: 'relay-test',
    log: silent,
  });
  const relay = createRelay({ pool: database.pool, sink, log: silent, pollMs: 10 });
  void relay.run();
  closing.push(async () => {
    await relay.stop();
    await sink.close();
  });
  return relay;
}

const put = (...messages: Partial<OutgoingMessage>[]) =>
  addToOutbox(
    database.pool,
    messages.map((over) => anOutgoing({ topic, ...over })),
  );
const backlog = () => readOutboxBacklog(database.pool);
const allSent = () => until(async () => (await backlog()).unsent === 0);
const arrived = (count: number) => until(() => reader.messages.length >= count);
const valuesOf = (key: string) =>
  reader.messages.filter((message) => String(message.key) === key).map(valueOf);
const valueOf = ({ value }: RawMessage) => String(value);
const numbered = (count: number, over: Partial<OutgoingMessage> = {}) =>
  Array.from({ length: count }, (_, index) => ({ value: Buffer.from(`${index}`), ...over }));
const tooLarge = Buffer.alloc(1_500_000, 'x');

describe('the relay', () => {
  it('sends what was written as it was written, and marks it', async () => {
    const headers = { ce_id: 'é', 'content-type': 'application/json' };
    await put({ key: 'a', value: Buffer.from([0, 255]), headers }, { key: null, value: null });

    start();

    await allSent();
    await arrived(2);
    const sent = reader.messages.find(({ key }) => String(key) === 'a');
    expect(sent).toMatchObject({ topic, value: Buffer.from([0, 255]) });
    expect(Object.entries(sent?.headers ?? {}).map(([name, text]) => [name, String(text)])).toEqual(
      Object.entries(headers),
    );
    expect(reader.messages.find(({ key }) => key === null)).toMatchObject({ value: null });
  });

  it('sends in the order in which the rows of a key were written, once each while nothing fails', async () => {
    for (const key of ['a', 'b', 'c']) await put(...numbered(700, { key }));

    start();

    await allSent();
    await arrived(2_100);
    const order = numbered(700).map(({ value }) => String(value));
    expect(['a', 'b', 'c'].map(valuesOf)).toEqual([order, order, order]);
  });

  it('sends more than a broker takes at once', async () => {
    await put(...numbered(60, { key: 'a', value: Buffer.alloc(100_000, 'x') }));

    start();

    await allSent();
    await arrived(60);
    expect((await backlog()).blocked).toBe(0);
  });

  it('sends what another process wrote before anybody asks it to, and at once when nudged', async () => {
    const relay = start();
    await until(relay.isLeader);

    await put({ value: Buffer.from('by poll') });
    await arrived(1);
    await put({ value: Buffer.from('by nudge') });
    relay.nudge();

    await arrived(2);
    expect(reader.messages.map(valueOf)).toEqual(['by poll', 'by nudge']);
  });
});

describe('a row that the broker refuses', () => {
  beforeEach(async () => {
    await put(
      { key: 'a', value: Buffer.from('a1') },
      { key: 'a', value: tooLarge },
      { key: 'b', value: Buffer.from('b1') },
      { key: 'a', value: Buffer.from('a2') },
      { key: 'b', value: Buffer.from('b2') },
    );
    start();
    await until(async () => (await backlog()).blocked === 1);
    await until(async () => (await backlog()).unsent === 2);
  });

  const blockedRow = async () => (await listBlocked(database.pool, { limit: 9 }))[0];

  it('holds up nothing but what follows under its key, and is shown', async () => {
    await put({ key: 'a', value: Buffer.from('a3') }, { key: 'b', value: Buffer.from('b3') });

    await until(() => valuesOf('b').length === 3);
    expect(await blockedRow()).toMatchObject({
      topic,
      key: 'a',
      bytes: 1_500_000,
      waitingBehind: 2,
    });
    expect((await blockedRow())?.fault).toMatch(/larger than/);
    expect(await backlog()).toMatchObject({ unsent: 3, blocked: 1, oldestUnsentSeconds: 0 });
    expect(valuesOf('a')).toEqual(['a1']);
  });

  it('goes at its place once the broker takes it', async () => {
    await allowBytes(3_000_000);
    const id = (await blockedRow())?.id ?? 0;
    expect(await retryBlocked(database.pool, [id])).toEqual([id]);

    await allSent();
    await until(() => valuesOf('a').length === 3);
    expect(valuesOf('a').map((value) => value.slice(0, 2))).toEqual(['a1', 'xx', 'a2']);
  });

  it('lets go what waits behind it when it is given up', async () => {
    const id = (await blockedRow())?.id ?? 0;

    expect(await discardBlocked(database.pool, [id])).toEqual([id]);

    await allSent();
    await until(() => valuesOf('a').length === 2);
    expect(valuesOf('a')).toEqual(['a1', 'a2']);
    expect(await discardBlocked(database.pool, [id])).toEqual([]);
    expect(await retryBlocked(database.pool, [id])).toEqual([]);
  });
});

describe('a row that the broker refuses among others of one request', () => {
  it('is found, and what follows it under its key stays behind', async () => {
    await allowBytes(20_000);
    await put(
      ...numbered(20, { key: 'a' }),
      { key: 'b', value: Buffer.alloc(30_000, 'x') },
      { key: 'b', value: Buffer.from('behind') },
      ...numbered(20, { key: 'c' }),
    );

    start();

    await until(async () => (await backlog()).unsent === 2);
    await until(() => new Set(valuesOf('c')).size === 20);
    expect([new Set(valuesOf('a')).size, valuesOf('b')]).toEqual([20, []]);
    expect(await backlog()).toMatchObject({ unsent: 2, blocked: 1 });
  });
});

async function allowBytes(bytes: number): Promise<void> {
  const configEntries = [{ name: 'max.message.bytes', value: String(bytes) }];
  await topics.admin.alterConfigs({
    validateOnly: false,
    resources: [{ type: ConfigResourceTypes.TOPIC, name: topic, configEntries }],
  });
}

describe('a topic that the broker lacks', () => {
  it('keeps its rows and harms no other topic', async () => {
    const lacking = `${topic}.later`;
    await put({ topic: lacking, value: Buffer.from('later') }, { value: Buffer.from('now') });
    start({ topics: [...topics.names, lacking] });
    await arrived(1);
    await put({ value: Buffer.from('still') });
    await arrived(2);
    expect(await faultOf(lacking)).toContain(`no topic ${lacking}`);

    await topics.admin.createTopics({ topics: [{ topic: lacking, numPartitions: 1 }] });

    await allSent();
    await topics.admin.deleteTopics({ topics: [lacking] });
    expect(reader.messages.map(valueOf)).toEqual(['now', 'still']);
  });
});

describe('a topic that rests longer and longer', () => {
  it('does not keep what comes for another topic until it is tried again', async () => {
    const lacking = `${topic}.never`;
    await put({ topic: lacking });
    start({ topics: [...topics.names, lacking] });
    await until(async () => (await attemptsAt(lacking)) === 4);

    await put({ value: Buffer.from('meanwhile') });
    await until(async () => (await backlog()).unsent === 1);

    expect(await attemptsAt(lacking)).toBe(4);
  });
});

async function attemptsAt(name: string): Promise<number> {
  const { rows } = await database.pool.query<{ attempts: number }>(
    'select attempts from outbox where topic = $1',
    [name],
  );
  return rows[0]?.attempts ?? 0;
}

async function faultOf(name: string): Promise<string> {
  const { rows } = await database.pool.query<{ fault: string }>(
    'select fault from outbox where topic = $1',
    [name],
  );
  return rows[0]?.fault ?? '';
}

describe('several relays', () => {
  it('send one at a time; another takes over when the leader stops', async () => {
    const first = start();
    await until(first.isLeader);
    const second = start();
    await put(...numbered(50, { key: 'a' }));
    await allSent();
    expect(second.isLeader()).toBe(false);

    await first.stop();
    await put(...numbered(50, { key: 'a' }));

    await allSent();
    await arrived(100);
    expect([first.isLeader(), second.isLeader()]).toEqual([false, true]);
    expect(valuesOf('a')).toHaveLength(100);
  });

  it('go on in order when the connection of the leader is ended, whoever leads then', async () => {
    const relays = [start(), start()];
    await until(() => relays.some((relay) => relay.isLeader()));
    const writing = writeSteadily(300);
    for (const share of [50, 150]) {
      await until(() => reader.messages.length >= share);
      await endLeader();
    }
    await writing;
    await allSent();
    await until(() => new Set(valuesOf('a')).size === 300);

    // Sent again is allowed, in another order is not.
    const firsts = [...new Set(valuesOf('a'))];
    expect(firsts).toEqual(numbered(300).map(({ value }) => String(value)));
  });
});

async function writeSteadily(count: number): Promise<void> {
  for (const row of numbered(count, { key: 'a' })) {
    await put(row);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

async function endLeader(): Promise<void> {
  await until(async () => {
    const { rowCount } = await database.pool.query(
      `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted
       and database = (select oid from pg_database where datname = current_database())`,
    );
    return rowCount === 1;
  });
}
