import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { encode } from '../../../gateway/codec.ts';
import { findDeadLetter, listDeadLetters } from '../../../readmodel/dead-letters.ts';
import { listParked } from '../../../readmodel/parked.ts';
import { appliedFacts } from '../../../readmodel/facts.ts';
import { findSnapshot } from '../../../readmodel/snapshots.ts';
import { findSubject } from '../../../readmodel/subjects.ts';
import { timelineOf } from '../../../readmodel/timeline.ts';
import type { RawCloudEvent } from '../../../schemas/cloud-event.ts';
import { anEvent, type EventDetails } from '../../support/an-event.ts';
import { createGatewayBench, type GatewayBench } from '../../support/gateway.ts';
import { createFakeCore } from '../../support/fake-core.ts';
import { sharedStack } from '../../support/stack.ts';
import { until } from '../../support/temporal-until.ts';

let bench: GatewayBench;
beforeAll(async () => {
  bench = await createGatewayBench(sharedStack(), { core: createFakeCore() });
});
afterAll(() => bench.close());

/** A note from the site of a project; the fake core does what it says. */
const noted = (projectCode: string, text: string, details: EventDetails = {}): RawCloudEvent =>
  anEvent('site.update.noted.v1', { ...details, data: { projectCode, text, ...details.data } });

const stageOf = async (code: string) =>
  (await findSnapshot(bench.database.pool, `project/${code}`))?.assessment.stage;

/** The fake core's stage says how many facts it has seen, the registration included. */
const hasFacts = (code: string, count: number) => async () =>
  (await stageOf(code)) === `facts-${count}`;

const letters = async () => listDeadLetters(bench.database.pool, { limit: 100 });

/** The offsets that a partition of the first topic has. */
async function offsetsSentTo({ topics }: GatewayBench, partition = -1): Promise<number[]> {
  const bounds = await topics.admin.fetchTopicOffsets(topics.names[0] ?? '');
  const high = bounds.find((bound) => bound.partition === partition)?.high ?? '0';
  return Array.from({ length: Number(high) }, (_, offset) => offset);
}

interface DeadKind {
  /** Tells the projects of the cases apart. */
  code: string;
  reason: string;
  path: string;
  make: (code: string) => ReturnType<typeof encode>;
}

describe('events from Kafka', () => {
  it('take effect in structured and in binary mode', async () => {
    await bench.register('modes');

    await bench.topics.send([noted('modes', 'one')], 'structured');
    await bench.topics.send([noted('modes', 'two')], 'binary');

    await until(hasFacts('modes', 3));
  });

  it('take effect once however often they come', async () => {
    await bench.register('again');
    const event = noted('again', 'the same');

    await bench.topics.send([event, event]);
    await bench.topics.send([event], 'binary');
    await bench.topics.send([noted('again', 'the last')]);

    await until(hasFacts('again', 3));
    await until(async () => (await bench.topics.lag()) === 0);
    expect(await stageOf('again')).toBe('facts-3');
  });

  it.each<DeadKind>([
    {
      code: 'half',
      reason: 'not-json',
      path: '',
      make: (code) => ({ ...encode(noted(code, 'x'), 'binary'), value: '{"half":' }),
    },
    {
      code: 'nameless',
      reason: 'not-a-cloudevent',
      path: 'id',
      make: (code) => encode(noted(code, 'x', { id: undefined }), 'structured'),
    },
    {
      code: 'unheard',
      reason: 'unknown-type',
      path: 'type',
      make: (code) => encode(noted(code, 'x', { type: 'cn.zhizaoyuan.site.unheard.v1' }), 'binary'),
    },
    {
      code: 'empty',
      reason: 'invalid-data',
      path: 'data.text',
      make: (code) => encode(noted(code, ''), 'structured'),
    },
    {
      code: 'null-byte',
      reason: 'invalid-data',
      path: 'data.text',
      make: (code) => encode(noted(code, 'null \u0000 byte'), 'structured'),
    },
    {
      code: 'tomorrow',
      reason: 'future-dated',
      path: '',
      make: (code) => encode(noted(code, 'soon', { time: '2999-01-01T00:00:00Z' }), 'binary'),
    },
  ])(
    'are set aside as $reason ($code), and the next of the project goes on',
    async ({ code, reason, path, make }) => {
      await bench.register(code);
      const message = make(code);
      const before = (await letters()).length;

      await bench.topics.sendRaw({ ...message, headers: { ...message.headers, trace: 't-1' } });
      await bench.topics.sendRaw(encode(noted(code, 'next'), 'structured'));

      await until(hasFacts(code, 2));
      const [row] = await letters();
      expect((await letters()).length).toBe(before + 1);
      expect(row).toMatchObject({ reason, projectCode: code });
      expect(row?.path ?? '').toBe(path);
      const sent = { headers: { trace: 't-1' }, raw: message.value, key: message.key };
      const content = await findDeadLetter(bench.database.pool, row?.id ?? 0);
      expect(content).toMatchObject({ ...sent, topic: bench.topics.names[0] });
      expect(await offsetsSentTo(bench, row?.partition)).toContain(row?.offset);
    },
  );

  it('with the id of another are set aside as payload-conflict, and the first stays', async () => {
    await bench.register('conflict');
    const first = noted('conflict', 'first', { id: 'same' });

    await bench.topics.send([first, noted('conflict', 'other', { id: 'same' })]);
    await bench.topics.send([noted('conflict', 'next')]);

    await until(hasFacts('conflict', 3));
    const [row] = await letters();
    expect(row).toMatchObject({ reason: 'payload-conflict', eventId: 'same' });
    const facts = await appliedFacts(bench.database.pool, 'project/conflict');
    expect(facts.flatMap(({ id, data }) => (id === 'same' ? [data] : []))).toEqual([
      { text: 'first' },
    ]);
  });

  it('of a project that nobody knows are parked until it is registered', async () => {
    await bench.topics.send([noted('unknown', 'one'), noted('unknown', 'two')]);
    await until(async () => {
      const parked = await listParked(bench.database.pool);
      return parked.some(({ projectCode, count }) => projectCode === 'unknown' && count === 2);
    });

    await bench.register('unknown');

    await until(hasFacts('unknown', 3));
    expect(await listParked(bench.database.pool)).toEqual([]);
  });

  it('of a closed project are kept and noted, and do not open it again', async () => {
    await bench.register('closed');
    await bench.topics.send([noted('closed', 'close')]);
    const subject = () => findSubject(bench.database.pool, 'project/closed');
    await until(async () => (await subject())?.closed === true);

    await bench.topics.send([noted('closed', 'late')]);

    await until(hasFacts('closed', 3));
    expect((await subject())?.closed).toBe(true);
    const story = await timelineOf(bench.database.pool, 'project/closed', { limit: 50 });
    expect(story.map(({ kind }) => kind)).toContain('factAfterClosing');
  });

  it('of a project whose rules fail do not keep others from going on', async () => {
    await bench.register('faulty');
    await bench.register('fine');

    await bench.topics.send([noted('faulty', 'throw'), noted('fine', 'one')]);

    await until(hasFacts('fine', 2));
    await until(async () => {
      const subject = await findSubject(bench.database.pool, 'project/faulty');
      return (subject?.faultCount ?? 0) > 0;
    });
  });
});
