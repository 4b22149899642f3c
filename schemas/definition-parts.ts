import { z } from 'zod';

/** Ids of definitions appear in file names, URLs and SQL. */
export const DefinitionId = z
  .string()
  .regex(/^[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*$/, 'expected lower-case words joined by - or _');

/** Such as `2026.1`: year and count, compared for equality only. */
export const Version = z.string().regex(/^\d{4}\.\d+$/, 'expected a version such as 2026.1');

/** The same name in the two languages of the screens. */
export const LabelText = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });

/** Milestone and rule codes. */
export const Code = z.string().regex(/^[a-z][A-Za-z0-9]*$/, 'expected a code in camelCase');

/** A day without time; unlike events of sources, definitions and plans are written one way only. */
export const PlainDay = z.iso.date('expected a day YYYY-MM-DD');
