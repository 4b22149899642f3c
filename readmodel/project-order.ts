/** How a list of projects can be ordered; the code decides between equals. */
export const PROJECT_SORTS = ['code', 'colour', 'pain', 'next', 'name'] as const;
export type ProjectSort = (typeof PROJECT_SORTS)[number];

/** Where a list goes on: the values by which it is ordered, of the last row that was shown. */
export type Place = readonly (string | number)[];

interface Order {
  /** What it is ordered by before the code, and the type of each; all rising. */
  columns: readonly { sql: string; type: 'int' | 'text' | 'timestamptz' }[];
}

// Later than any day that a plan can name.
const NEVER = '9999-12-31';

const ORDERS: Record<ProjectSort, Order> = {
  code: { columns: [] },
  colour: { columns: [{ sql: 'rank', type: 'int' }] },
  pain: {
    columns: [
      { sql: 'rank', type: 'int' },
      { sql: 'colour_since', type: 'timestamptz' },
    ],
  },
  next: { columns: [{ sql: `coalesce(next_due, '${NEVER}')`, type: 'text' }] },
  name: { columns: [{ sql: 'name', type: 'text' }] },
};

/** The `order by` of a sort. */
export const orderBy = (sort: ProjectSort): string =>
  `order by ${[...ORDERS[sort].columns.map(({ sql }) => sql), 'project_code'].join(', ')}`;

/** The place of a row, as a column that `Place` is read from. */
export const placeColumn = (sort: ProjectSort): string =>
  `json_build_array(${[...ORDERS[sort].columns.map(({ sql }) => sql), 'project_code'].join(', ')})`;

/** How many values a place of this sort has. */
export const placeLength = (sort: ProjectSort): number => ORDERS[sort].columns.length + 1;

/** Rows behind a place; its values are added to `values`. One comparison of rows, so that an index can serve it. */
export function behind(sort: ProjectSort, place: Place, values: unknown[]): string {
  const { columns } = ORDERS[sort];
  const wanted = place.map(
    (value, nth) => `$${values.push(value)}::${columns[nth]?.type ?? 'text'}`,
  );
  const own = [...columns.map(({ sql }) => sql), 'project_code'];
  return `(${own.join(', ')}) > (${wanted.join(', ')})`;
}
