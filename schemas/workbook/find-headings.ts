import { shownCell } from '../ledger-cell.ts';
import { guessField, type ColumnsKnown } from './guess-columns.ts';
import { plainHeading } from './plain-heading.ts';
import type { Sheet } from './sheet.ts';

/** The headings of a sheet and where its projects begin. */
export interface Headings {
  /** From column A on; of several rows the parts are put together. */
  names: string[];
  /** Rows, counted from 1: the first of the headings, the first below them. */
  firstRow: number;
  dataRow: number;
  /** The text above, where there is some. */
  title?: string;
}

const SEARCHED = 20;
const MOST_ROWS = 3;

/**
 * Finds the headings: the one to three rows among the first twenty whose names, put together, say
 * most of what a project has. `undefined` where not even two columns are known, a name among them.
 */
export function findHeadings(
  { rows }: Sheet,
  known: ColumnsKnown,
  isMapped: (heading: string) => boolean = () => false,
): Headings | undefined {
  let best: { from: number; depth: number; score: number; names: string[] } | undefined;
  for (let from = 0; from < Math.min(rows.length, SEARCHED); from += 1) {
    for (let depth = 1; depth <= MOST_ROWS && from + depth <= rows.length; depth += 1) {
      const names = namesIn(rows.slice(from, from + depth));
      const score = scoreOf(names, known, isMapped);
      if (score > (best?.score ?? 1)) best = { from, depth, score, names };
    }
  }
  if (!best) return undefined;
  const title = titleAbove(rows.slice(0, best.from));
  return {
    names: best.names,
    firstRow: best.from + 1,
    dataRow: best.from + best.depth + 1,
    ...(title !== '' && { title }),
  };
}

function scoreOf(
  names: readonly string[],
  known: ColumnsKnown,
  isMapped: (heading: string) => boolean,
): number {
  const fields = names.map((name) => (isMapped(name) ? name : guessField(name, known)));
  const found = new Set(fields.filter((field) => field !== null));
  return found.has('name') || found.has('code') || names.some(isMapped) ? found.size : 0;
}

// A heading merged over rows or columns stands in each of its cells, and counts once.
function namesIn(rows: Sheet['rows']): string[] {
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0);
  return Array.from({ length: width }, (_none, column) => {
    const parts = rows.map((row) => plainHeading(shownCell(row[column] ?? undefined)));
    return parts.filter((part, at) => part !== '' && parts.indexOf(part) === at).join('');
  });
}

function titleAbove(rows: Sheet['rows']): string {
  const texts = rows.flatMap((row) => row.map((cell) => shownCell(cell ?? undefined)));
  return [...new Set(texts.filter((text) => text !== ''))].join(' ').slice(0, 200);
}
