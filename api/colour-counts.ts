import type { ColourCounts, ShownColour } from './page-responses.ts';

/** Counts by colour with every colour named, summed over these rows. */
export function colourCounts(
  rows: readonly { colour: ShownColour; count: number }[],
): ColourCounts {
  const counts: ColourCounts = { red: 0, yellow: 0, blue: 0, green: 0, grey: 0 };
  for (const { colour, count } of rows) counts[colour] += count;
  return counts;
}

/** How many there are in all. */
export const totalOf = (rows: readonly { count: number }[]): number =>
  rows.reduce((sum, { count }) => sum + count, 0);
