import type { Cell } from '../ledger-cell.ts';

/** A figure with its unit: money in 10,000 yuan (万元), areas in square metres. */
export type Measure = 'money' | 'area';

/** A figure in the unit of its measure; `guessed` where nothing says which unit was meant. */
export type Amount = { ok: true; value: number; guessed?: true } | { ok: false; message: string };

/** Reads a figure such as 3.5亿元, 35,000 or 120亩; the unit stands in the cell, else in the heading. */
export function readAmount(cell: Cell, heading: string, measure: Measure): Amount {
  if (cell.kind === 'unreadable') return { ok: false, message: cell.why };
  const written = cell.kind === 'number' ? String(cell.value) : shown(cell);
  const [, figure, unit = ''] = FIGURE.exec(plain(written)) ?? [];
  if (figure === undefined) return { ok: false, message: `expected a figure, received ${written}` };
  const number = Number(figure.replaceAll(',', ''));
  const factor =
    UNITS[measure][unit] ?? (unit === '' ? headingFactor(heading, measure) : undefined);
  if (factor !== undefined) return { ok: true, value: rounded(number * factor) };
  if (unit !== '') return { ok: false, message: `expected ${EXPECTED[measure]}, received ${unit}` };
  return { ok: true, value: rounded(number * guessedFactor(number, measure)), guessed: true };
}

/** Whether a heading names a unit of the measure, such as 总投资(亿元). */
export const namesUnit = (heading: string, measure: Measure): boolean =>
  headingFactor(heading, measure) !== undefined;

// 15 mu are a hectare.
const MU = 10_000 / 15;

const UNITS: Record<Measure, Readonly<Record<string, number>>> = {
  money: { 亿元: 10_000, 亿: 10_000, 万元: 1, 万: 1, 元: 0.0001 },
  area: {
    ...{ 亩: MU, 公顷: 10_000, 万方: 10_000, 万平方米: 10_000, 万平米: 10_000, 万m2: 10_000 },
    ...{ 万平: 10_000, 平方米: 1, 平米: 1, m2: 1, 方: 1 },
  },
};
const EXPECTED: Record<Measure, string> = {
  money: '亿元, 万元 or 元',
  area: '亩, 万方, 公顷 or 平方米',
};

const FIGURE = /^(?:约|人民币|¥)?([+-]?(?:\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.\d{1,10})?)(\D*|.?m2)$/u;

const plain = (text: string): string => text.normalize('NFKC').replaceAll(/\s+/gu, '');

const shown = (cell: Exclude<Cell, { kind: 'unreadable' | 'number' }>): string =>
  cell.kind === 'text' ? cell.text : cell.moment;

function headingFactor(heading: string, measure: Measure): number | undefined {
  const text = plain(heading);
  const units = Object.entries(UNITS[measure]).sort(([a], [b]) => b.length - a.length);
  return units.find(([unit]) => text.includes(`(${unit})`) || text.endsWith(unit))?.[1];
}

// A person confirms it: a small figure is likelier in the larger unit, 亿元 or 亩.
const BELOW_ARE_LARGE = { money: 1000, area: 1000 } as const;

function guessedFactor(figure: number, measure: Measure): number {
  if (measure === 'money') return figure < BELOW_ARE_LARGE.money ? 10_000 : 1;
  return figure < BELOW_ARE_LARGE.area ? MU : 1;
}

// Factors such as 10,000 / 15 are not exact.
const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;
