import { z } from 'zod';
import type { Page } from './responses.ts';

const MAX_LIMIT = 200;
const DEFAULT_LIMIT = 50;

/** How many items a page holds: 1 to 200, 50 unless told otherwise. */
export const limitParam = z.coerce
  .number('expected a whole number')
  .int('expected a whole number')
  .min(1)
  .max(MAX_LIMIT)
  .default(DEFAULT_LIMIT);

/** A cursor that is the number of a row. */
export const numberCursor = z
  .string()
  .regex(/^\d{1,15}$/, 'expected the `next` of an earlier answer')
  .transform(Number);

/** A place in a list, the values by which it is ordered, as a cursor. */
export const cursorOfPlace = (place: readonly (string | number)[]): string =>
  Buffer.from(JSON.stringify(place)).toString('base64url');

/** What such a cursor holds, whatever it is; `undefined` where it is none. */
export function placeIn(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown;
  } catch {
    return undefined;
  }
}

/** One page of rows that were asked for with one more than `limit`: so the end is known without counting. */
export function pageOf<Row, Item>(
  rows: readonly Row[],
  limit: number,
  { item, cursor }: { item: (row: Row) => Item; cursor: (row: Row) => string },
): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const next = rows.length > limit && last !== undefined ? cursor(last) : null;
  return { items: shown.map(item), next };
}
