import type { SheetProject } from '../../readmodel/sheet-projects.ts';
import type { ProjectRowValues } from '../../schemas/workbook/project-row.ts';
import type { PlannedRow } from './plan-row.ts';

type Pair = [column: string, said: string | number | undefined, known: string | number | undefined];

/** Notes where a list says other than a project was registered with, which no command changes. */
export function noteRegistered(
  planned: PlannedRow,
  { name, assessment, investment }: SheetProject,
  { yearInvestment, ...values }: ProjectRowValues,
): void {
  const pairs: Pair[] = [
    ['name', values.name, name],
    ['investor', values.investor, assessment.investor],
    ['kind', values.kind, assessment.kind],
    ['totalInvestment', values.totalInvestment, investment?.total],
    ...Object.entries(yearInvestment).map(([year, amount]): Pair => [
      `yearInvestment:${year}`,
      amount,
      investment?.byYear?.[year],
    ]),
  ];
  for (const [column, said, known] of pairs) {
    if (said === undefined || said === known) continue;
    const text = `${column} is registered as ${known ?? 'nothing'}, the list says ${said}: what was registered stays`;
    const note = { code: 'differs', column, text, said: String(said) } as const;
    planned.notes.push({ ...note, ...(known !== undefined && { known: String(known) }) });
  }
}
