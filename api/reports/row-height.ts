/** A text in a cell of a column so many characters wide. */
export interface TextInCell {
  text: string;
  width: number;
}

// Of a font of 11 points, with a little air.
const LINE_POINTS = 15;
const LEAST_POINTS = 18;
// The most that the format allows.
const MOST_POINTS = 409;
// Widths of columns are told in digits; a Chinese character takes a little more than two of them.
const WIDE = 2.2;
const EDGES = 1;

/**
 * Points that a row needs to show each of its texts whole. Told to the table program: not every one finds the
 * height of wrapped texts by itself when it opens a file.
 */
export function rowHeight(texts: readonly TextInCell[]): number {
  const lines = texts.map(({ text, width }) =>
    text
      .split('\n')
      .reduce((sum, line) => sum + Math.max(1, Math.ceil(spanOf(line) / (width - EDGES))), 0),
  );
  return Math.min(MOST_POINTS, Math.max(LEAST_POINTS, Math.max(0, ...lines) * LINE_POINTS));
}

function spanOf(line: string): number {
  let span = 0;
  for (const character of line) span += character > '\u024f' ? WIDE : 1;
  return span;
}
