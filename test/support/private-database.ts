import { migrate } from '../../readmodel/migrate.ts';
import { testPool, type TestDatabase } from './database.ts';

/** The migrated database of a PostgreSQL that is the test's own, and goes with it. */
export async function openPrivateDatabase(url: string): Promise<TestDatabase> {
  const pool = testPool(url);
  await migrate(pool);
  return { url, pool, close: () => pool.end() };
}
