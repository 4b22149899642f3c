import { z } from 'zod';
import { text } from '../event-data.ts';
import { SheetFieldShape } from './sheet-field.ts';

/** How the columns of a park's own list of projects are read, in the format kaigong.sheet-map/v1. */
export const SheetMap = z
  .strictObject({
    schema: z.literal('kaigong.sheet-map/v1'),
    columns: z
      .record(text(200), SheetFieldShape.nullable())
      .describe('By heading, blanks and full-width forms don’t matter; null: not read'),
    year: z
      .int()
      .min(2000)
      .max(2099)
      .exactOptional()
      .describe('Of dates without one; else that of the title, else the year of the import'),
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
