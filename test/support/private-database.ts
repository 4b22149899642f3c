import type { Catalogue } from '../../schemas/definitions.ts';
import { prepareTestDatabase, testPool, type TestDatabase } from './database.ts';

/** The prepared database of a PostgreSQL that is the test's own, and goes with it. */
export async function openPrivateDatabase(
  url: string,
  definitions?: Catalogue,
): Promise<TestDatabase> {
  const pool = testPool(url);
  await prepareTestDatabase(pool, definitions);
  return { url, pool, close: () => pool.end() };
}
