import { dayOf, type Instant } from '../../domain/time.ts';
import { outcomesOf } from '../../readmodel/outcomes.ts';
import { listPeople } from '../../readmodel/people.ts';
import type { Queryable } from '../../readmodel/pool.ts';
import { findSheetProjects, listProjectNames } from '../../readmodel/sheet-projects.ts';
import type { WorkbookImport } from '../../readmodel/workbook-imports.ts';
import type { ReadProjectRow } from '../../schemas/workbook/project-row.ts';
import { readProjectRow, type SheetColumn } from '../../schemas/workbook/read-project-row.ts';
import type { SheetField } from '../../schemas/workbook/sheet-field.ts';
import type { Rulebook } from '../catalogue.ts';
import { madeInTurns } from '../in-turns.ts';
import type { RowContext } from './known-project.ts';
import { planRow, type PlannedRow } from './plan-row.ts';
import type { CodedRow } from './propose-codes.ts';
import { actCommandId } from './row-act.ts';
import { indexNames } from './similar-names.ts';
import type { BareRow } from './staged-row.ts';

/** What rows are looked at with. */
export interface LookDeps {
  client: Queryable;
  rules: Rulebook;
  now: Instant;
  /** Whether the caller sees a project; rows are compared with no other. */
  sees: (code: string) => boolean;
}

/** How the cells of an import are read. */
export type Columns = Pick<WorkbookImport, 'headings' | 'fields' | 'year'>;

/** What all rows of an import are compared with alike. */
export interface SharedContext extends Omit<
  RowContext,
  'projects' | 'askedBefore' | 'proposeCode'
> {
  /** Of every project that the caller sees. */
  codes: readonly string[];
}

/** Reads what rows are compared with alike. */
export async function readSharedContext(deps: LookDeps): Promise<SharedContext> {
  const { client, rules, now, sees } = deps;
  const all = await listProjectNames(client);
  // One that is not seen as if it were not there: that a code is taken is nothing to be found out by a list.
  const seen = all.filter(({ code }) => sees(code));
  const { lifecycles } = await rules.now(client);
  const people = idsByName(await listPeople(client));
  const codes = seen.map(({ code }) => code);
  return { codes, names: indexNames(seen), people, lifecycles, today: dayOf(now) };
}

function idsByName(people: readonly { id: string; name: string }[]): Map<string, string> {
  const ids = new Map(people.map(({ id, name }) => [name, id]));
  for (const { name, id } of people) if (ids.get(name) !== id) ids.delete(name);
  for (const { id } of people) ids.set(id, id);
  return ids;
}

interface RowsToPlan extends SharedContext, Pick<RowContext, 'proposeCode'> {
  rows: readonly BareRow[];
}

/** Compares rows with the projects that they are about, as these stand now. */
export async function planRows(
  { client, sees }: LookDeps,
  columns: Columns,
  { rows, ...shared }: RowsToPlan,
): Promise<[BareRow, PlannedRow][]> {
  const read = await madeInTurns(rows, (row) => readRow(columns, row));
  const likeliest = await madeInTurns(read, (row) => likeliestCode(row, shared));
  const codes = likeliest.flatMap((code) => (code !== undefined && sees(code) ? [code] : []));
  const projects = await findSheetProjects(client, [...new Set(codes)]);
  const known = read.filter((_, at) => projects.has(likeliest[at] ?? ''));
  const bare = { ...shared, projects };
  const context = { ...bare, askedBefore: await askedBefore(client, known, bare) };
  const planned = await madeInTurns(rows, (row, at): [BareRow, PlannedRow][] => {
    const one = read[at];
    return one ? [[row, planRow(one, row.number, context)]] : [];
  });
  return planned.flat();
}

/** What a row says of its project's code. */
export function codedRow({ headings, fields }: Columns, row: BareRow): CodedRow {
  const columns = { headings, fields: fields.map((one) => (one === 'code' ? one : null)), year: 0 };
  const { code } = row.answers;
  const listed = readRow(columns, { ...row, answers: {} }).values.code;
  if (code === undefined) return { number: row.number, listed, given: listed };
  const answered = readRow(columns, { ...row, answers: { code } });
  return { number: row.number, listed, given: answered.values.code };
}

function readRow(
  { headings, fields, year }: Columns,
  row: Pick<BareRow, 'cells' | 'answers'>,
): ReadProjectRow {
  const columns: SheetColumn[] = [];
  const cells: BareRow['cells'] = [];
  headings.forEach((heading, at) => {
    // `as`: fields are checked when they come in.
    const field = fields[at] as SheetField | null | undefined;
    if (field === null || field === undefined) return;
    columns.push({ heading, field });
    cells.push(row.cells[at] ?? null);
  });
  return readProjectRow(columns, cells, { answers: row.answers, year });
}

function likeliestCode(
  { values: { code, name } }: ReadProjectRow,
  { names }: Pick<SharedContext, 'names'>,
) {
  if (code !== undefined || name === undefined) return code;
  return (names.exact(name) ?? names.similar(name)[0])?.code;
}

// Looked up at once: each possible request of a plan change, by the id that it would have.
async function askedBefore(
  client: Queryable,
  read: readonly ReadProjectRow[],
  context: Omit<RowContext, 'askedBefore'>,
): Promise<Set<string>> {
  const bare = { ...context, askedBefore: new Set<string>() };
  const ids = await madeInTurns(read, (row) => {
    const { projectCode, acts } = planRow(row, 0, bare);
    return acts
      .filter(({ type }) => type === 'requestPlanChange')
      .map((act) => actCommandId(projectCode ?? '', act, 0));
  });
  return new Set((await outcomesOf(client, ids.flat())).keys());
}
