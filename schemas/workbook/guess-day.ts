import type { Day } from '../../domain/time.ts';

/** Why a day is only guessed. */
export type DayGuess =
  'endOfMonth' | 'endOfTenDays' | 'endOfQuarter' | 'endOfHalf' | 'endOfYear' | 'noYear';

/**
 * The last day that an inexact date may mean (10月底, 一季度末, 上半年, 2026年), for a person to confirm;
 * `year` counts where none is written. `undefined` for what names no stretch of time.
 */
export function guessDay(
  written: string,
  year: number,
): { day: Day; because: DayGuess } | undefined {
  const text = written.normalize('NFKC').replaceAll(/\s+/gu, '').replace(AROUND, '');
  const [, inYear, rest = ''] = YEAR.exec(text) ?? [];
  // A number alone is a month only behind its year.
  if (inYear === undefined && /^\d+$/.test(rest)) return undefined;
  const of = inYear === undefined ? year : yearOf(inYear, year);
  for (const [pattern, guess] of PATTERNS) {
    const match = pattern.exec(rest);
    if (match) return guess(of, match);
  }
  return inYear !== undefined && rest === '' ? last(of, 12, 'endOfYear') : undefined;
}

// What people add to a date that they are not sure of.
const AROUND =
  /^(?:计划|预计|力争|争取|拟|约|确保|于)+|(?:之?前|左右|以前|完成|开工|投产|竣工)+$/gu;
const YEAR = /^(?:(\d{4}年?|\d{2}年|今年|本年|明年|后年|去年)(?:[.\-/](?=\d))?)?(.*)$/u;

const NEXT: Readonly<Record<string, number>> = { 今年: 0, 本年: 0, 明年: 1, 后年: 2, 去年: -1 };

function yearOf(written: string, year: number): number {
  const away = NEXT[written];
  if (away !== undefined) return year + away;
  const digits = written.replace('年', '');
  return Number(digits.length === 2 ? `20${digits}` : digits);
}

type Guess = (year: number, match: RegExpExecArray) => ReturnType<typeof guessDay>;

const PATTERNS: readonly (readonly [RegExp, Guess])[] = [
  [
    /^(1[0-2]|0?[1-9])[月.\-/](3[01]|[12]\d|0?[1-9])[日号]?$/u,
    (year, [, month, day]) => real(year, Number(month), Number(day), 'noYear'),
  ],
  [
    /^(1[0-2]|0?[1-9])月?份?(?:底|末|下旬|月底)?$/u,
    (year, [, month]) => last(year, Number(month), 'endOfMonth'),
  ],
  [
    /^(1[0-2]|0?[1-9])月(中旬|中|上旬|初)$/u,
    (year, [, month, part = '']) =>
      real(year, Number(month), part.startsWith('中') ? 20 : 10, 'endOfTenDays'),
  ],
  [
    /^(?:第?([一二三四1-4])季度?|[Qq]([1-4]))(?:底|末|内|度)?$/u,
    (year, [, written = '', digit = '']) =>
      last(year, 3 * quarterOf(written + digit), 'endOfQuarter'),
  ],
  [/^(?:上半年|年中)(?:底|末|内)?$/u, (year) => last(year, 6, 'endOfHalf')],
  [/^下半年(?:底|末|内)?$/u, (year) => last(year, 12, 'endOfHalf')],
  [/^(?:年底|年末|年内|底|末|内|全年)$/u, (year) => last(year, 12, 'endOfYear')],
];

const quarterOf = (written: string): number => '一二三四'.indexOf(written) + 1 || Number(written);

const last = (year: number, month: number, because: DayGuess) =>
  real(year, month, new Date(Date.UTC(year, month, 0)).getUTCDate(), because);

function real(year: number, month: number, day: number, because: DayGuess) {
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCMonth() !== month - 1) return undefined;
  return { day: date.toISOString().slice(0, 'YYYY-MM-DD'.length), because };
}
