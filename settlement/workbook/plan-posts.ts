import { POSTS } from '../../domain/fact.ts';
import type { SheetProject } from '../../readmodel/sheet-projects.ts';
import type { ProjectRowValues } from '../../schemas/workbook/project-row.ts';
import type { RowContext } from './known-project.ts';
import type { PlannedRow } from './plan-row.ts';

/** Adds who else has a post of a registered project from today on; whom the list of people does not know is noted. */
export function planPosts(
  planned: PlannedRow,
  { assessment }: SheetProject,
  values: ProjectRowValues,
  { people, today }: Pick<RowContext, 'people' | 'today'>,
): void {
  for (const post of POSTS) {
    const said = values[post];
    const known = assessment.people[post];
    if (said === undefined || said === known) continue;
    const person = people.get(said);
    if (person === undefined) {
      const text = `the list of people has nobody, or several, by the name ${said}: ${known ?? 'nobody'} stays ${post}`;
      const note = { code: 'unknownPerson', column: post, text, said } as const;
      planned.notes.push({ ...note, ...(known !== undefined && { known }) });
    } else if (person !== known) planned.acts.push({ type: 'assign', post, person, from: today });
  }
}
