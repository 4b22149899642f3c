import { dayOf, type Day } from '../../domain/time.ts';
import { domainNow } from '../../readmodel/clock.ts';
import { listPeople } from '../../readmodel/people.ts';
import type { ProjectFilter } from '../../readmodel/project-filter.ts';
import type { ProjectSort } from '../../readmodel/project-order.ts';
import { listProjects } from '../../readmodel/projects.ts';
import { findSheetProjects, type SheetProject } from '../../readmodel/sheet-projects.ts';
import type { ReportLayout } from '../../schemas/report-layout.ts';
import { inTurns } from '../../settlement/in-turns.ts';
import type { ApiDeps } from '../deps.ts';
import { seesPart, type Sight } from '../sight.ts';
import { assessmentFor } from '../withheld.ts';
import { reportCell, type ReportCell, type RowWords } from './report-row.ts';

const PAGE = 200;

/** What all reports are told with, as of today. */
export async function rowWords({ pool, rules, clockOffsetMs }: ApiDeps): Promise<RowWords> {
  const { policies } = await rules.now(pool);
  const people = await listPeople(pool);
  const names = people.map(({ name }) => name);
  const known = new Map(
    people
      // A name that two have tells nobody apart.
      .filter(({ name }) => names.indexOf(name) === names.lastIndexOf(name))
      .map(({ id, name }) => [id, name]),
  );
  return {
    today: dayOf(await domainNow(pool, clockOffsetMs)),
    nameOf: (id) => known.get(id) ?? id,
    coloursOf: (policy) => policies.get(policy)?.colours,
  };
}

/** The rows of a report in the order of a list, read page by page, without what their reader may not see. */
export async function* reportRows(
  { pool }: Pick<ApiDeps, 'pool'>,
  asked: { filter: ProjectFilter; sort: ProjectSort; layout: ReportLayout; sight: Sight },
  { words, onRow }: { words: RowWords; onRow: () => void },
): AsyncGenerator<ReportCell[]> {
  const { filter, sort, layout, sight } = asked;
  let after: Parameters<typeof listProjects>[2]['after'];
  let number = 0;
  for (;;) {
    const page = await listProjects(pool, filter, { sort, after, limit: PAGE });
    const projects = await findSheetProjects(
      pool,
      page.map(({ code }) => code),
    );
    for await (const { code } of inTurns(page)) {
      const project = projects.get(code);
      if (!project) continue;
      number += 1;
      onRow();
      const seen = projectFor(sight, project);
      yield layout.columns.map(({ field }) => reportCell(seen, field, { number, words }));
    }
    after = page.at(-1)?.place;
    if (page.length < PAGE || after === undefined) return;
  }
}

/** A project without what its reader may not see. */
export function projectFor(sight: Sight, project: SheetProject): SheetProject {
  const { code, assessment, investment } = project;
  const remarks = seesPart(sight, 'remarks', code) ? project.reportFields : {};
  return {
    ...project,
    assessment: assessmentFor(sight, assessment),
    investment: seesPart(sight, 'money', code) ? investment : null,
    reportFields: remarks,
  };
}

/** A title with its places filled. */
export const filled = (title: string, { from, to }: { from: Day; to: Day }): string =>
  title.replaceAll('{year}', to.slice(0, 4)).replaceAll('{from}', from).replaceAll('{to}', to);
