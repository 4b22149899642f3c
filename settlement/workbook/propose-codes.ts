/** What a row says of its project's code: `listed` in its cell, `given` after what a person has answered. */
export interface CodedRow {
  number: number;
  listed: string | undefined;
  given: string | undefined;
}

const NUMBERED = /^(.*?)(\d+)$/u;

/**
 * A code that no project and no row has, for each row by its number: the park's own way of counting goes
 * on. An answer moves no proposal but one that it takes, so that a row keeps what it was shown.
 */
export function proposeCodes(
  known: readonly string[],
  rows: readonly CodedRow[],
): (row: number) => string {
  const listed = rows.flatMap((row) => row.listed ?? []);
  const { prefix, last, width } = usualSeries([...known, ...listed]);
  const taken = new Set([...known, ...rows.flatMap(({ given }) => given ?? [])]);
  const span = Math.max(1, ...rows.map(({ number }) => number));
  return (row) => {
    const code = (number: number) => `${prefix}${String(number).padStart(width, '0')}`;
    let number = last + row;
    while (taken.has(code(number))) number += span;
    return code(number);
  };
}

interface Series {
  prefix: string;
  last: number;
  width: number;
  size: number;
}

function usualSeries(codes: readonly string[]): Series {
  const all = new Map<string, Series>();
  for (const code of codes) {
    const [, prefix, digits = ''] = NUMBERED.exec(code) ?? [];
    if (prefix === undefined || digits.length > 6) continue;
    const { last = 0, size = 0 } = all.get(prefix) ?? {};
    const next = Math.max(last, Number(digits));
    all.set(prefix, { prefix, last: next, width: digits.length, size: size + 1 });
  }
  const [largest] = [...all.values()].sort((a, b) => b.size - a.size);
  return largest ?? { prefix: 'XM-', last: 0, width: 3, size: 0 };
}
