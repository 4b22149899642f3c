import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  addDeadLetter,
  countDeadLetters,
  findDeadLetter,
  listDeadLetters,
} from '../../../readmodel/dead-letters.ts';
import type { DeadLetter } from '../../../readmodel/dead-letters.ts';
import { createTestDatabase } from '../../support/database.ts';
import type { TestDatabase } from '../../support/database.ts';

const letter = (offset: number, over: Partial<DeadLetter> = {}): DeadLetter => ({
  reason: 'invalid-data',
  path: 'data.issuedOn',
  detail: 'expected a day',
  source: '/permit/test',
  raw: Buffer.from('{"a":1}'),
  key: 'p',
  headers: { ce_type: 'x' },
  topic: 'permit.events',
  partition: 0,
  offset: String(offset),
  at: '2026-01-15T01:00:00.000Z',
  ...over,
});

describe('dead letters', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
    for (const offset of [1, 2, 3]) await addDeadLetter(database.pool, letter(offset));
    await addDeadLetter(database.pool, letter(4, { reason: 'not-json', path: undefined }));
  });
  afterAll(() => database.close());

  it('are kept once for each place they came from', async () => {
    await addDeadLetter(database.pool, letter(3, { detail: 'again' }));

    expect(await countDeadLetters(database.pool)).toEqual([
      { reason: 'invalid-data', count: 3 },
      { reason: 'not-json', count: 1 },
    ]);
  });

  it('are listed newest first, page by page, by reason', async () => {
    const list = (before?: number) =>
      listDeadLetters(database.pool, { reason: 'invalid-data', before, limit: 2 });

    const first = await list();
    const rest = await list(first.at(-1)?.id);

    expect(first.map(({ offset }) => offset)).toEqual([3, 2]);
    expect(rest.map(({ offset }) => offset)).toEqual([1]);
  });

  it('are shown with all that came', async () => {
    const [newest] = await listDeadLetters(database.pool, { limit: 1 });

    expect(await findDeadLetter(database.pool, newest?.id ?? 0)).toMatchObject({
      ...{ reason: 'not-json', path: null, raw: '{"a":1}', key: 'p', headers: { ce_type: 'x' } },
      ...{ topic: 'permit.events', partition: 0, offset: 4 },
    });
    expect(await findDeadLetter(database.pool, 999_999)).toBeUndefined();
  });

  it('keep bytes and texts that PostgreSQL would refuse', async () => {
    const bytes = Buffer.from([0, 255, 254, 65]);
    const half = 'half \ud800 nul \0 end';

    await addDeadLetter(
      database.pool,
      letter(9, { raw: bytes, key: half, detail: half, headers: { [half]: half }, source: half }),
    );

    const [row] = await listDeadLetters(database.pool, { limit: 1 });
    expect(row).toMatchObject({ offset: 9, detail: 'half  nul  end' });
    const { rows } = await database.pool.query<{ raw: Buffer }>(
      'select raw from dead_letter where kafka_offset = 9',
    );
    expect(rows[0]?.raw.equals(bytes)).toBe(true);
  });
});
