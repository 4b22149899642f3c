import type { WorkbookImport } from '../readmodel/workbook-imports.ts';
import type { RowNote } from '../schemas/workbook/project-row.ts';
import type { RowAct } from '../settlement/workbook/row-act.ts';
import { namesMoney, speaksOfMoney } from './money-fields.ts';
import { seesPart, type Sight } from './sight.ts';
import type { WorkbookRowItem } from './workbook-responses.ts';

/**
 * A row of a list as the caller may see it. Where they may not see a project's investment, what was
 * registered is left out, and of a list of somebody else what the list says of it, too.
 */
export function rowFor(
  sight: Sight,
  { actor, headings, fields }: Pick<WorkbookImport, 'actor' | 'headings' | 'fields'>,
  row: WorkbookRowItem,
): WorkbookRowItem {
  if (seesPart(sight, 'money', row.project ?? '')) return row;
  const notes = row.notes.map(unregistered);
  if (sight.handedTo.includes(actor)) return { ...row, notes };
  const isSum = headings.flatMap((heading, at) =>
    heading === '' ? [] : [namesMoney(heading) || namesMoney(fields[at] ?? '')],
  );
  const cells = row.cells.map((text, at) =>
    isSum[at] === true || speaksOfMoney(text) ? '' : text,
  );
  const isSaid = ({ column, field }: { column: string; field?: string | null }): boolean =>
    !namesMoney(column) && !namesMoney(field ?? '');
  return {
    ...row,
    cells,
    answers: Object.fromEntries(Object.entries(row.answers).filter(([name]) => !namesMoney(name))),
    faults: row.faults.map((fault) => (isSaid(fault) ? fault : { ...fault, found: '' })),
    guesses: row.guesses.filter(isSaid),
    notes: notes.map((note) => (isSaid(note) ? note : unsaid(note))),
    acts: row.acts.map(withoutInvestment),
    outcome: row.outcome?.map((one) => ({ ...one, act: withoutInvestment(one.act) })) ?? null,
    isWithheld: cells.some((text, at) => text !== row.cells[at]),
  };
}

function unregistered(note: RowNote): RowNote {
  if (note.code !== 'differs' || !namesMoney(note.column)) return note;
  const { code, column, said } = note;
  const text = `${column} is registered otherwise: what was registered stays, and is withheld`;
  return { code, column, text, ...(said !== undefined && { said }), isWithheld: true };
}

const unsaid = ({ code, column }: RowNote): RowNote => ({
  ...{ code, column, text: `${column}: withheld`, isWithheld: true },
});

function withoutInvestment(act: RowAct): RowAct {
  if (act.type !== 'register') return act;
  const { investment, ...registration } = act.registration;
  return investment === undefined ? act : { ...act, registration };
}
