import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { EventSource, RawBatch } from '../../../gateway/event-source.ts';
import { createKafkaSource } from '../../../gateway/kafka-source.ts';
import { createTopics, silent, type TestTopics } from '../../support/kafka.ts';
import { sharedStack } from '../../support/stack.ts';
import { until } from '../../support/temporal-until.ts';

const brokers = () => [sharedStack().kafka];

let topics: TestTopics;
let sources: EventSource[];
beforeEach(async () => {
  topics = await createTopics(sharedStack().kafka, { partitions: 2 });
  sources = [];
});
afterEach(async () => {
  await Promise.all(sources.map((source) => source.stop(10_000)));
  await topics.close();
});

function open(names = topics.names, lookEveryMs = 200): EventSource {
  const connection = { brokers: brokers(), ssl: false };
  const { groupId } = topics;
  const source = createKafkaSource({
    connection,
    groupId,
    topics: names,
    log: silent,
    lookEveryMs,
  });
  sources.push(source);
  return source;
}

const send = (...values: string[]) =>
  topics.sink.publish(values.map((value) => ({ topic: topics.names[0] ?? '', key: 'k', value })));

/** A handler that takes everything, and what it has got. */
function taking() {
  const got: string[] = [];
  const handle = ({ messages }: RawBatch) => {
    got.push(...messages.map(({ value }) => String(value)));
    return Promise.resolve({ through: messages.at(-1)?.offset ?? 0n });
  };
  return { got, handle };
}

describe('the port to Kafka', () => {
  it('delivers in order of a key from the beginning, and goes on where it was stopped', async () => {
    await send('1', '2');
    const first = taking();
    const source = open();
    const ended = source.run(first.handle);
    await until(() => first.got.length >= 2);
    await source.stop(10_000);
    await ended;
    await send('3', '4');

    const second = taking();
    void open().run(second.handle);
    await until(() => second.got.length >= 2);

    expect([first.got, second.got]).toEqual([
      ['1', '2'],
      ['3', '4'],
    ]);
  });

  it('delivers again what was not done, from the first message of the rest, after a pause', async () => {
    const batches: string[][] = [];
    const handle = ({ messages }: RawBatch) => {
      batches.push(messages.map(({ value }) => String(value)));
      const [first] = messages;
      const last = messages.at(-1);
      if (batches.length === 1) return Promise.resolve({ pauseMs: 10 });
      if (batches.length === 2)
        return Promise.resolve({ through: first?.offset ?? 0n, pauseMs: 10 });
      return Promise.resolve({ through: last?.offset ?? 0n });
    };
    await send('1', '2', '3');

    void open().run(handle);

    await until(() => batches.length >= 3);
    expect(batches).toEqual([
      ['1', '2', '3'],
      ['1', '2', '3'],
      ['2', '3'],
    ]);
  });

  it('outlives a handler that throws, and loses nothing by it', async () => {
    const { got, handle } = taking();
    let calls = 0;
    const source = open();
    await send('1');

    void source.run((batch) => {
      calls += 1;
      // Such as kafkajs would end for, rather than try again.
      if (calls === 1) throw Object.assign(new Error('unforeseen'), { retriable: false });
      return handle(batch);
    });

    await until(() => got.length >= 1);
    expect(source.health()).toMatchObject({ state: 'running', restarts: 0 });
  });

  it('refuses to start without one of its topics and says how to make it', async () => {
    const source = open([...topics.names, 'not.there']);

    await expect(source.run(taking().handle)).rejects.toThrow(
      /has no topic not\.there.*kafka-topics\.sh .*--create --topic not\.there/s,
    );
    expect(source.health().state).toBe('failed');
  });

  it('reports messages that were deleted before it had read them', async () => {
    await send('1', '2', '3');
    const first = taking();
    const source = open();
    void source.run(first.handle);
    await until(async () => first.got.length === 3 && (await topics.lag()) === 0);
    await source.stop(10_000);
    const partition = await partitionWithMessages();
    await send('4', '5', '6');
    await topics.admin.deleteTopicRecords({
      topic: topics.names[0] ?? '',
      partitions: [{ partition, offset: '5' }],
    });

    const second = taking();
    const later = open();
    void later.run(second.handle);
    await until(() => second.got.length >= 1);

    expect(second.got).toEqual(['6']);
    expect(later.health().jumps).toEqual([
      { topic: topics.names[0], partition, committed: 3, oldest: 5 },
    ]);
  });

  it('shows how many messages wait', async () => {
    await send('1', '2', '3');
    const source = open();

    void source.run(() => Promise.resolve({ pauseMs: 60_000 }));

    await until(() => source.health().lag === 3);
  });

  it('shares partitions between two, and hands them over when one leaves', async () => {
    const one = taking();
    const other = taking();
    const leaving = open();
    void leaving.run(one.handle);
    void open().run(other.handle);
    await until(async () => (await membersOf()) === 2);
    await leaving.stop(10_000);
    await send('1', '2');

    await until(() => [...one.got, ...other.got].includes('2'));
    expect([...one.got, ...other.got]).toEqual(['1', '2']);
  });

  it('sends to the topics of its list only', async () => {
    await expect(
      topics.sink.publish([{ topic: 'elsewhere', key: null, value: 'x' }]),
    ).rejects.toThrow('Topic elsewhere is none of');
  });

  it('keeps the order of a key over calls that were not awaited', async () => {
    const { got, handle } = taking();
    const values = Array.from({ length: 200 }, (_, index) => String(index));

    await Promise.all(values.map((value) => send(value)));
    void open().run(handle);

    await until(() => got.length === values.length);
    expect(got).toEqual(values);
  });
});

async function partitionWithMessages(): Promise<number> {
  const bounds = await topics.admin.fetchTopicOffsets(topics.names[0] ?? '');
  return bounds.find(({ high }) => high !== '0')?.partition ?? -1;
}

async function membersOf(): Promise<number> {
  const { groups } = await topics.admin.describeGroups([topics.groupId]);
  return groups[0]?.members.length ?? 0;
}
