import { dayOf, type Instant } from '../../domain/time.ts';
import { outcomesOf } from '../../readmodel/outcomes.ts';
import { listPeople } from '../../readmodel/people.ts';
import type { Queryable } from '../../readmodel/pool.ts';
import { findSheetProjects, listProjectNames } from '../../readmodel/sheet-projects.ts';
import type { WorkbookImport } from '../../readmodel/workbook-imports.ts';
import type { ReadProjectRow, RowFault } from '../../schemas/workbook/project-row.ts';
import { readProjectRow, type SheetColumn } from '../../schemas/workbook/read-project-row.ts';
import type { SheetField } from '../../schemas/workbook/sheet-field.ts';
import type { Rulebook } from '../catalogue.ts';
import { inTurns } from '../in-turns.ts';
import type { RowContext } from './known-project.ts';
import { planRow, type PlannedRow } from './plan-row.ts';
import { actCommandId } from './row-act.ts';
import { indexNames, type NameIndex } from './similar-names.ts';
import type { StagedRow } from './staged-row.ts';

/** What rows are looked at with. */
export interface LookDeps {
  client: Queryable;
  rules: Rulebook;
  now: Instant;
  /** Whether the caller sees a project; rows are compared with no other. */
  sees: (code: string) => boolean;
}

type Columns = Pick<WorkbookImport, 'headings' | 'fields' | 'year'>;

/**
 * Reads the rows of an import by its columns and compares them with what is registered now. `all`:
 * every row of the import, of which the second for one project is a fault; those that are over stay.
 */
export async function lookAtRows(
  deps: LookDeps,
  columns: Columns,
  all: readonly StagedRow[],
): Promise<StagedRow[]> {
  const read = await madeInTurns(all, (row) => readRow(columns, row));
  const context = await contextOf(deps, read);
  const looked: StagedRow[] = [];
  const firstOf = new Map<string, number>();
  for await (const [at, row] of inTurns(all.entries())) {
    const one = read[at];
    if (!one) continue;
    const planned = planRow(one, row.number, context);
    const first = firstOf.get(planned.projectCode ?? '');
    if (planned.projectCode !== null) firstOf.set(planned.projectCode, first ?? row.number);
    looked.push(staged(row, first === undefined ? planned : doubled(planned, first)));
  }
  return looked;
}

async function madeInTurns<One, Made>(
  all: readonly One[],
  make: (one: One, at: number) => Made,
): Promise<Made[]> {
  const made: Made[] = [];
  for await (const [at, one] of inTurns(all.entries())) made.push(make(one, at));
  return made;
}

const OVER: readonly StagedRow['state'][] = ['done', 'refused', 'skipped'];

function staged(row: StagedRow, { state, projectCode, name, ...found }: PlannedRow): StagedRow {
  if (OVER.includes(row.state)) return row;
  return { ...row, state, projectCode, name, found };
}

function doubled(planned: PlannedRow, first: number): PlannedRow {
  const fault: RowFault = {
    ...{ code: 'doubled', column: '', field: null, found: planned.projectCode ?? '' },
    message: `row ${first} is about the same project: expected each once`,
  };
  return { ...planned, state: 'error', faults: [...planned.faults, fault], acts: [] };
}

function readRow({ headings, fields, year }: Columns, row: StagedRow): ReadProjectRow {
  const columns: SheetColumn[] = [];
  const cells: StagedRow['cells'] = [];
  headings.forEach((heading, at) => {
    // `as`: fields are checked when they come in.
    const field = fields[at] as SheetField | null | undefined;
    if (field === null || field === undefined) return;
    columns.push({ heading, field });
    cells.push(row.cells[at] ?? null);
  });
  return readProjectRow(columns, cells, { answers: row.answers, year });
}

async function contextOf(
  { client, rules, now, sees }: LookDeps,
  read: readonly ReadProjectRow[],
): Promise<RowContext> {
  const all = await listProjectNames(client);
  const known = all.filter(({ code }) => sees(code));
  const names = indexNames(known);
  const likeliest = await madeInTurns(read, (row) => likeliestCode(row, names));
  // One that is not seen as if it were not there: that a code is taken is nothing to be found out by a list.
  const codes = likeliest.flatMap((code) => (code !== undefined && sees(code) ? [code] : []));
  const projects = await findSheetProjects(client, [...new Set(codes)]);
  const catalogue = await rules.now(client);
  const context = {
    ...{ projects, names, lifecycles: catalogue.lifecycles, today: dayOf(now) },
    people: idsByName(await listPeople(client)),
    proposeCode: proposer(
      known.map(({ code }) => code),
      read,
    ),
  };
  return { ...context, askedBefore: await askedBefore(client, read, context) };
}

function likeliestCode({ values: { code, name } }: ReadProjectRow, names: NameIndex) {
  if (code !== undefined || name === undefined) return code;
  return (names.exact(name) ?? names.similar(name)[0])?.code;
}

function idsByName(people: readonly { id: string; name: string }[]): Map<string, string> {
  const ids = new Map(people.map(({ id, name }) => [name, id]));
  for (const { name, id } of people) if (ids.get(name) !== id) ids.delete(name);
  for (const { id } of people) ids.set(id, id);
  return ids;
}

const NUMBERED = /^(.*?)(\d+)$/u;

// The park's own way of counting goes on; row by row, so that a row keeps its proposal.
function proposer(known: readonly string[], read: readonly ReadProjectRow[]) {
  const given = read.flatMap(({ values: { code } }) => (code === undefined ? [] : [code]));
  const series = new Map<string, { last: number; width: number; size: number }>();
  for (const code of [...known, ...given]) {
    const [, prefix, digits = ''] = NUMBERED.exec(code) ?? [];
    if (prefix === undefined || digits.length > 6) continue;
    const { last = 0, size = 0 } = series.get(prefix) ?? {};
    series.set(prefix, {
      ...{ last: Math.max(last, Number(digits)), width: digits.length, size: size + 1 },
    });
  }
  const [prefix, { last, width }] = [...series].sort(([, a], [, b]) => b.size - a.size)[0] ?? [
    'XM-',
    { last: 0, width: 3 },
  ];
  return (row: number): string => `${prefix}${String(last + row).padStart(width, '0')}`;
}

// Looked up at once: each possible request of a plan change, by the id that it would have.
async function askedBefore(
  client: Queryable,
  read: readonly ReadProjectRow[],
  context: Omit<RowContext, 'askedBefore'>,
): Promise<Set<string>> {
  const bare = { ...context, askedBefore: new Set<string>() };
  const ids = await madeInTurns(read, (row, at) => {
    const { projectCode, acts } = planRow(row, at, bare);
    return acts
      .filter(({ type }) => type === 'requestPlanChange')
      .map((act) => actCommandId(projectCode ?? '', act, 0));
  });
  return new Set((await outcomesOf(client, ids.flat())).keys());
}
