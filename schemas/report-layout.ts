import { z } from 'zod';
import { text } from './event-data.ts';
import { DEFAULT_DIRECTORY, DefinitionsError } from './definitions.ts';
import { readDefinitionFiles } from './definition-files.ts';

/** What a column of a report can hold, beside the days of milestones such as `planned:production`. */
export const REPORT_COLUMNS = [
  'number',
  'code',
  'name',
  'investor',
  'kind',
  'stage',
  'status',
  'colour',
  'totalInvestment',
  'yearInvestment',
  'invested',
  'siteArea',
  'floorArea',
  'content',
  'progress',
  'problems',
  'coordination',
  'unit',
  'manager',
  'patron',
  'due',
] as const;
export type ReportColumn = (typeof REPORT_COLUMNS)[number];

/** The lists and reports that are given out as workbooks. */
export const REPORTS = ['projects', 'weekly', 'monthly'] as const;
export type ReportId = (typeof REPORTS)[number];

const Column = z.strictObject({
  heading: text(100).describe('`{year}` is that of the report'),
  field: z.union([
    z.enum(REPORT_COLUMNS),
    z.string().regex(/^(?:planned|forecast|actual):[a-z][A-Za-z0-9]*$/, 'expected a column'),
  ]),
  width: z.number().min(3).max(100).describe('In characters'),
});

/** The columns of a report, in the format kaigong.report/v1. */
export const ReportLayout = z.strictObject({
  schema: z.literal('kaigong.report/v1'),
  id: z.enum(REPORTS),
  title: text(200).describe('`{year}`, `{from}` and `{to}` are those of the report'),
  sheet: text(31).describe('Name of the sheet'),
  font: text(50),
  columns: z.array(Column).min(1),
});
export type ReportLayout = z.output<typeof ReportLayout>;

/** Reads the layouts of all reports; throws DefinitionsError where one is wrong or missing. */
export function loadReportLayouts(
  directory: URL = DEFAULT_DIRECTORY,
): ReadonlyMap<ReportId, ReportLayout> {
  const { files, faults } = readDefinitionFiles(directory, 'reports', ReportLayout);
  const layouts = new Map(files.map(({ content }) => [content.id, content]));
  const missing = REPORTS.filter((id) => !layouts.has(id)).map((id) => ({
    ...{ file: `reports/${id}.json`, path: '', message: 'expected the columns of this report' },
  }));
  if (faults.length + missing.length > 0) throw new DefinitionsError([...faults, ...missing]);
  return layouts;
}
