import type { Pool } from 'pg';
import type { Queryable } from '../../readmodel/pool.ts';

interface Plan {
  'Shared Hit Blocks': number;
  'Shared Read Blocks': number;
}

/** Counts the blocks of 8 KB that each question takes, which is asked once more for that. */
export function explaining(pool: Pool): { client: Queryable; blocks: () => number } {
  let blocks: number | undefined;
  const query = async (text: string, values: unknown[] = []) => {
    const { rows } = await pool.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(
      `explain (analyze, buffers, format json) ${text}`,
      values,
    );
    for (const { 'QUERY PLAN': plans } of rows) {
      const [{ Plan: plan }] = plans;
      blocks = (blocks ?? 0) + plan['Shared Hit Blocks'] + plan['Shared Read Blocks'];
    }
    return pool.query(text, values);
  };
  return {
    // `as`: of all overloads, text and values are the ones that the read model uses.
    client: { query } as unknown as Queryable,
    blocks: () => {
      if (blocks === undefined) throw new Error('Nothing was asked');
      return blocks;
    },
  };
}
