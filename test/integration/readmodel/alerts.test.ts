import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { alertRecordsOf, alertsOf, recordAlert } from '../../../readmodel/alerts.ts';
import { wantLevels } from '../../../readmodel/levels.ts';
import type { Severity } from '../../../readmodel/levels.ts';
import { createTestDatabase } from '../../support/database.ts';
import type { TestDatabase } from '../../support/database.ts';

const LEVEL = 'production/due';

describe('recording an alert', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.close());

  const idOf = (code: string) => `alert/${code}/${LEVEL}`;
  const dayOf = (revision: number) => `2026-01-${String(10 + revision)}T00:00:00.000Z`;
  const want = (code: string, severity: Severity | null, revision: number, stock = false) =>
    wantLevels(database.pool, `project/${code}`, {
      levels: [{ kind: 'alert', levelId: LEVEL, severity, stock }],
      revision,
      at: dayOf(revision),
    });
  const record = (code: string) => recordAlert(database.pool, idOf(code));
  const story = async (code: string) =>
    (await alertRecordsOf(database.pool, idOf(code))).map(({ kind, severity }) => [kind, severity]);

  it('tells its whole story, once however often it is repeated', async () => {
    const wishes = ['blue', 'red', 'yellow', null, 'yellow', null] as const;

    for (const [index, severity] of wishes.entries()) {
      await want('story', severity, index + 1);
      const [first, again] = [await record('story'), await record('story')];
      expect(again).toEqual(first);
      expect(first.open).toBe(severity !== null);
    }

    expect(await story('story')).toEqual([
      ['opened', 'blue'],
      ['worsened', 'red'],
      ['eased', 'yellow'],
      ['cleared', 'yellow'],
      ['reopened', 'yellow'],
      ['cleared', 'yellow'],
    ]);
    expect(await alertsOf(database.pool, 'story')).toEqual([
      {
        alertId: idOf('story'),
        projectCode: 'story',
        severity: 'yellow',
        open: false,
        openedAt: dayOf(5),
        clearedAt: dayOf(6),
        revision: 6,
        reopenCount: 1,
        stock: false,
      },
    ]);
  });

  it('records only where it has come to, when it was not there for what lay between', async () => {
    await want('away', 'blue', 1);
    await record('away');
    await want('away', 'red', 2);
    await want('away', 'yellow', 3);

    expect(await record('away')).toEqual({ open: true, severity: 'yellow' });
    expect(await story('away')).toEqual([
      ['opened', 'blue'],
      ['worsened', 'yellow'],
    ]);
  });

  it('writes nothing of an alert that was wanted no more before it was ever recorded', async () => {
    await want('gone', 'red', 1);
    await want('gone', null, 2);

    expect(await record('gone')).toMatchObject({ open: false });
    expect(await alertsOf(database.pool, 'gone')).toEqual([]);
  });

  it('is stock no longer once it is wanted as news, which is no new step', async () => {
    await want('stock', 'yellow', 1, true);
    await record('stock');
    const before = await alertsOf(database.pool, 'stock');
    await want('stock', 'yellow', 2);
    await record('stock');

    expect(before).toMatchObject([{ stock: true }]);
    expect(await alertsOf(database.pool, 'stock')).toMatchObject([{ stock: false }]);
    expect(await story('stock')).toEqual([['opened', 'yellow']]);
  });

  it('is recorded once by many at the same moment', async () => {
    await want('many', 'red', 1);

    await Promise.all(Array.from({ length: 6 }, () => record('many')));

    expect(await story('many')).toEqual([['opened', 'red']]);
  });

  it('is not open when no project ever wanted it', async () => {
    expect(await record('nobody')).toMatchObject({ open: false });
    await expect(recordAlert(database.pool, 'project/p')).rejects.toThrow(/not the id of an alert/);
  });
});
