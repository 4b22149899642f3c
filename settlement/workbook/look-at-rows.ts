import type { RowFault } from '../../schemas/workbook/project-row.ts';
import { madeInTurns } from '../in-turns.ts';
import type { PlannedRow } from './plan-row.ts';
import { codedRow, planRows, readSharedContext, type Columns, type LookDeps } from './plan-rows.ts';
import { proposeCodes } from './propose-codes.ts';
import { isConfirmed, isOpen, type BareRow, type StagedRow } from './staged-row.ts';

/**
 * Reads the open rows of an import by its columns and compares them with what is registered now. `all`:
 * every row of the import, of which the second for one project is a fault unless one of them is left out.
 */
export async function lookAtRows(
  deps: LookDeps,
  columns: Columns,
  all: readonly BareRow[],
): Promise<StagedRow[]> {
  const shared = await readSharedContext(deps);
  const coded = await madeInTurns(all, (row) => codedRow(columns, row));
  const proposeCode = proposeCodes(shared.codes, coded);
  const rows = all.filter(isOpen);
  const planned = await planRows(deps, columns, { ...shared, proposeCode, rows });
  return found(all, new Map(planned));
}

/**
 * As `lookAtRows`, but only at what the answer to one row can change: that row, those about the project that
 * it was or is about, and one whose proposed code it takes or gives back. `was`: the row before.
 */
export async function lookAtAnswered(
  deps: LookDeps,
  columns: Columns,
  { all, was }: { all: readonly BareRow[]; was: BareRow },
): Promise<StagedRow[]> {
  const shared = await readSharedContext(deps);
  const coded = await madeInTurns(all, (row) => codedRow(columns, row));
  const before = coded.map((one) => (one.number === was.number ? codedRow(columns, was) : one));
  const proposeCode = proposeCodes(shared.codes, coded);
  const proposedBefore = proposeCodes(shared.codes, before);
  const isMoved = ({ number }: BareRow) => proposeCode(number) !== proposedBefore(number);

  const planned = new Map<BareRow, PlannedRow>();
  const codes = new Set([was.projectCode]);
  const next = (isConcerned: (row: BareRow) => boolean) =>
    all.filter((row) => isOpen(row) && !planned.has(row) && isConcerned(row));
  let rows = next((row) => row.number === was.number || isMoved(row));
  // A row that is now about another project concerns those that are about it too.
  do {
    for (const [row, one] of await planRows(deps, columns, { ...shared, proposeCode, rows })) {
      planned.set(row, one);
      codes.add(row.projectCode).add(one.projectCode);
    }
    rows = next(({ projectCode }) => projectCode !== null && codes.has(projectCode));
  } while (rows.length > 0);
  return found(all, planned);
}

/** The rows that were planned, with what was found in each. */
function found(all: readonly BareRow[], planned: ReadonlyMap<BareRow, PlannedRow>): StagedRow[] {
  const codeOf = (row: BareRow) => (planned.get(row) ?? row).projectCode;
  const firstOf = new Map<string, BareRow>();
  // What is confirmed counts before what can still be changed.
  for (const row of [...all.filter(isConfirmed), ...all.filter(isOpen)]) {
    const code = codeOf(row);
    if (code !== null && !firstOf.has(code)) firstOf.set(code, row);
  }
  return [...planned].map(([row, one]) => {
    const first = firstOf.get(one.projectCode ?? '') ?? row;
    const { state, projectCode, name, ...rest } = first === row ? one : doubled(one, first.number);
    return { ...row, state, projectCode, name, found: rest };
  });
}

function doubled(planned: PlannedRow, first: number): PlannedRow {
  const fault: RowFault = {
    ...{ code: 'doubled', column: '', field: null, found: planned.projectCode ?? '' },
    message: `row ${first} is about the same project: expected each once`,
  };
  return { ...planned, state: 'error', faults: [...planned.faults, fault], acts: [] };
}
