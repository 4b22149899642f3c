import { z } from 'zod';
import { text } from '../event-data.ts';
import { plainHeading } from './plain-heading.ts';
import { SheetFieldShape } from './sheet-field.ts';

/** How the columns of a park's own list of projects are read, in the format kaigong.sheet-map/v1. */
export const SheetMap = z
  .strictObject({
    schema: z.literal('kaigong.sheet-map/v1'),
    columns: z
      .record(text(200), SheetFieldShape.nullable())
      .describe('By heading, blanks and full-width forms don’t matter; null: not read'),
  })
  .superRefine(({ columns }, context) => {
    const fields = Object.values(columns).filter((field) => field !== null);
    const [twice] = fields.filter((field, at) => fields.indexOf(field) < at);
    if (twice === undefined) return;
    context.addIssue({
      code: 'custom',
      path: ['columns'],
      message: `two columns hold ${twice}: expected one`,
    });
  });
export type SheetMap = z.output<typeof SheetMap>;

/** A map that names every heading of its list: one that it leaves out is not read, and not guessed anew in the next list. */
export function wholeMap(
  headings: readonly string[],
  columns: SheetMap['columns'],
): SheetMap['columns'] {
  const named = new Set(Object.keys(columns).map(plainHeading));
  const others = headings.filter((one) => one !== '' && !named.has(plainHeading(one)));
  return { ...columns, ...Object.fromEntries(others.map((one) => [one, null])) };
}
