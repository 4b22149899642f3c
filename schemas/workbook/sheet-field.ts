import { z } from 'zod';
import { Code } from '../definition-parts.ts';

/** What a column may hold about a project beside its dates and the plan of a year. */
export const PLAIN_FIELDS = [
  'code',
  'name',
  'investor',
  'kind',
  'template',
  'priority',
  'manager',
  'deputy',
  'patron',
  'totalInvestment',
  'content',
  'unit',
  'siteArea',
  'floorArea',
] as const;
export type PlainField = (typeof PLAIN_FIELDS)[number];

/** The days that a plan has of a milestone. */
export const DATE_KINDS = ['planned', 'forecast', 'actual'] as const;
export type DateKind = (typeof DATE_KINDS)[number];

/** What a column holds: a plain field, `yearInvestment:2026`, or a day such as `planned:groundbreaking`. */
export type SheetField = PlainField | `yearInvestment:${number}` | `${DateKind}:${string}`;

/** A field as it crosses a border. */
export const SheetFieldShape = z.custom<SheetField>(
  (value) => typeof value === 'string' && isSheetField(value),
  `expected ${PLAIN_FIELDS.join(', ')}, yearInvestment:<year> or ${DATE_KINDS.join('|')}:<milestone>`,
);

/** Says which milestone and day a field is about; `undefined` for all other fields. */
export function dateFieldOf(field: SheetField): { kind: DateKind; milestone: string } | undefined {
  const [kind = '', milestone = ''] = field.split(':');
  return isDateKind(kind) ? { kind, milestone } : undefined;
}

/** The year of `yearInvestment:…`. */
export function yearOfField(field: SheetField): string | undefined {
  return /^yearInvestment:(20\d\d)$/.exec(field)?.[1];
}

const isDateKind = (text: string): text is DateKind =>
  (DATE_KINDS as readonly string[]).includes(text);

function isSheetField(text: string): boolean {
  if ((PLAIN_FIELDS as readonly string[]).includes(text)) return true;
  const [kind = '', rest] = text.split(':');
  if (rest === undefined) return false;
  return kind === 'yearInvestment' ? /^20\d\d$/.test(rest) : isDateKind(kind) && isCode(rest);
}

const isCode = (text: string): boolean => Code.safeParse(text).success;
