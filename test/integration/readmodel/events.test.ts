import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { storeEvents } from '../../../readmodel/events.ts';
import type { EventRow } from '../../../readmodel/events.ts';
import { listParked, listParkedFacts } from '../../../readmodel/parked.ts';
import { inTransaction } from '../../../readmodel/pool.ts';
import { listSources } from '../../../readmodel/sources.ts';
import { createTestDatabase } from '../../support/database.ts';
import type { TestDatabase } from '../../support/database.ts';
import { note } from '../../support/said.ts';

function event(eventId: string, over: Partial<EventRow> = {}): EventRow {
  const source = over.source ?? '/site/test';
  const fact = { ...note(`says ${eventId}`, { id: eventId }), source };
  return {
    source,
    eventId,
    payloadHash: 'hash',
    type: 'cn.zhizaoyuan.site.update.noted.v1',
    projectCode: 'p',
    occurredAt: fact.occurredAt,
    raw: { id: eventId, data: { text: '文' } },
    topic: 'site.events',
    partition: 0,
    offset: '9007199254740991',
    fact,
    ...over,
  };
}

describe('storing events', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.close());
  const store = (...rows: EventRow[]) =>
    inTransaction(database.pool, (client) => storeEvents(client, rows));
  async function untilBlocked(): Promise<void> {
    const waiting = `select from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`;
    while ((await database.pool.query(waiting)).rowCount === 0) await setImmediate();
  }
  const factsOf = async (code: string) =>
    (await listParkedFacts(database.pool, code, 100)).map(({ id }) => id);

  it('stores each event once, with a waiting fact, in the order of the batch', async () => {
    const rows = ['z', 'a', 'm'].map((id) => event(id, { projectCode: 'order' }));

    expect(await store(...rows)).toEqual(['new', 'new', 'new']);
    expect(await store(...rows, event('q', { projectCode: 'order' }))).toEqual([
      'duplicate',
      'duplicate',
      'duplicate',
      'new',
    ]);

    expect(await factsOf('order')).toEqual(['z', 'a', 'm', 'q']);
  });

  it('stores nothing of an event whose id came before with another payload', async () => {
    await store(event('c-1', { projectCode: 'conflict' }));

    const fates = await store(
      event('c-1', { projectCode: 'conflict', payloadHash: 'other' }),
      event('c-2', { projectCode: 'conflict' }),
    );

    expect(fates).toEqual(['conflict', 'new']);
    expect(await factsOf('conflict')).toEqual(['c-1', 'c-2']);
  });

  it('tells repetitions from conflicts within one batch; the first of a batch stays', async () => {
    const fates = await store(
      event('b-1', { projectCode: 'batch' }),
      event('b-1', { projectCode: 'batch' }),
      event('b-1', { projectCode: 'batch', payloadHash: 'other' }),
    );

    expect(fates).toEqual(['new', 'duplicate', 'conflict']);
    expect(await factsOf('batch')).toEqual(['b-1']);
  });

  it('tells the same id of two sources apart', async () => {
    const fates = await store(
      event('s-1', { source: '/one', projectCode: 'sources' }),
      event('s-1', { source: '/two', projectCode: 'sources', payloadHash: 'other' }),
    );

    expect(fates).toEqual(['new', 'new']);
  });

  it('takes an event once from two consumers with overlapping batches, and neither waits for ever', async () => {
    const ids = Array.from({ length: 200 }, (_, index) => `o-${index}`);
    const rows = ids.map((id) => event(id, { projectCode: 'overlap' }));

    const fates = await Promise.all([
      store(...rows),
      store(...[...rows].reverse()),
      store(...rows.slice(50)),
    ]);

    expect(fates.flat().filter((fate) => fate === 'new')).toHaveLength(200);
    expect(fates.flat()).not.toContain('conflict');
    expect(await listParked(database.pool)).toContainEqual(
      expect.objectContaining({ projectCode: 'overlap', count: 200 }),
    );
  });

  it('never makes two consumers wait for each other, whatever the order of their batches', async () => {
    const [one, two] = ['d-1', 'd-2'].map((id) => event(id, { projectCode: 'deadlock' }));
    if (!one || !two) throw new Error('two events were made');

    const [first, second] = await inTransaction(database.pool, async (client) => {
      await storeEvents(client, [one]);
      const other = store(two, one);
      await untilBlocked();
      return [await storeEvents(client, [two]), other] as const;
    });

    expect(first).toEqual(['new']);
    expect(await second).toEqual(['duplicate', 'duplicate']);
  });

  it('knows the last event of each source', async () => {
    const at = (eventId: string, arrivedAt: string) => {
      const row = event(eventId, { source: '/meter', projectCode: 'meters' });
      return { ...row, fact: { ...row.fact, arrivedAt } };
    };
    await store(
      at('m-1', '2026-01-01T00:00:00.000Z'),
      at('m-3', '2026-01-03T00:00:00.000Z'),
      at('m-2', '2026-01-02T00:00:00.000Z'),
    );

    const meter = (await listSources(database.pool)).find(({ source }) => source === '/meter');

    expect(meter).toMatchObject({
      count: 3,
      lastEventId: 'm-3',
      lastArrivedAt: '2026-01-03T00:00:00.000Z',
      lastProjectCode: 'meters',
    });
  });
});
