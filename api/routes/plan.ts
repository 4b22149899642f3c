import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { isWorkingDay } from '../../domain/calendar.ts';
import type { WorkingCalendar } from '../../domain/definitions.ts';
import { addDays, dayOf, daysBetween, earlierOf, laterOf, type Day } from '../../domain/time.ts';
import { domainNow } from '../../readmodel/clock.ts';
import { projectNames } from '../../readmodel/connected-projects.ts';
import { pausesOf, type PauseRow } from '../../readmodel/pauses.ts';
import { countProjects, listProjects, type ListedProject } from '../../readmodel/projects.ts';
import { assessmentsOf } from '../../readmodel/tellable-alerts.ts';
import { PlainDay } from '../../schemas/definition-parts.ts';
import type { ApiDeps } from '../deps.ts';
import { invalidInput } from '../errors.ts';
import { parseInput } from '../input.ts';
import type { PlanAnswer, PlanRow } from '../page-responses.ts';
import { limitParam, pageOf } from '../paging.ts';
import { planDependencies, planMilestones } from '../plan-row.ts';
import { cursorOf, filterParams, orderParams, placeOf } from '../project-query.ts';
import { sightOf, type Sight } from '../sight.ts';
import { stageLabels } from '../stage-labels.ts';
import { assessmentFor, dependenciesFor } from '../withheld.ts';

const PlanQuery = z.strictObject({
  ...filterParams,
  ...orderParams,
  limit: limitParam,
  /** The days that are shown; without them, those of the page's plans. */
  from: PlainDay.optional(),
  to: PlainDay.optional(),
});

// Fifty years: more is a mistake.
const MOST_DAYS = 18_300;

/** Projects and their milestones on a calendar: the wall chart. */
export function planRoutes(app: FastifyInstance, deps: ApiDeps): void {
  const { pool, rules, clockOffsetMs } = deps;
  app.get(
    '/plan',
    { config: { right: 'seeProjects', query: PlanQuery, answer: 'PlanAnswer' } },
    async (request): Promise<PlanAnswer> => {
      const { limit, after, sort, from, to, ...given } = parseInput(PlanQuery, request.query);
      const sight = await sightOf(deps, request.identity);
      const filter = { ...given, seen: sight };
      const [now, catalogue, listed, total] = await Promise.all([
        domainNow(pool, clockOffsetMs),
        rules.now(pool),
        listProjects(pool, filter, { sort, after: placeOf(sort, after), limit: limit + 1 }),
        countProjects(pool, filter),
      ]);
      const page = pageOf(listed, limit, {
        item: (row) => row,
        cursor: (row) => cursorOf(sort, row.place),
      });
      const today = dayOf(now);
      const labelOf = stageLabels(catalogue);
      const items = await rowsOf(deps, page.items, { today, labelOf, sight });
      const span = spanOf(items, { from, to, today });
      return { ...page, items, total, today, ...span, ...daysOffIn(catalogue.calendar, span) };
    },
  );
}

async function rowsOf(
  { pool }: ApiDeps,
  projects: readonly ListedProject[],
  { today, labelOf, sight }: { today: Day; labelOf: ReturnType<typeof stageLabels>; sight: Sight },
): Promise<PlanRow[]> {
  const codes = projects.map(({ code }) => code);
  const [assessments, pauses] = await Promise.all([
    assessmentsOf(pool, codes),
    pausesOf(pool, codes),
  ]);
  const upstream = [...assessments.values()].flatMap(({ dependencies }) =>
    dependencies.map(({ on }) => on),
  );
  const names = await projectNames(pool, [...new Set(upstream)]);
  return projects.flatMap(({ code, name, manager, phase, stage, colour, caveat, sample }) => {
    const found = assessments.get(code);
    // Registered and removed between two statements.
    if (!found) return [];
    const assessment = assessmentFor(sight, found);
    return [
      {
        ...{ code, name, manager, phase, stage, colour, caveat, sample },
        stageLabel: labelOf(stage, assessment.template.id),
        milestones: planMilestones(assessment, today),
        dependencies: dependenciesFor(sight, planDependencies(assessment.dependencies, names)),
        pauses: pauses.filter(({ project }) => project === code).map(pauseOf),
      },
    ];
  });
}

const pauseOf = ({ from, to }: PauseRow) => ({ from, to });

/** What is shown: the days asked for, else from the first to the last of the page's dates and today. */
function spanOf(
  items: readonly PlanRow[],
  { from, to, today }: { from: Day | undefined; to: Day | undefined; today: Day },
): { from: Day; to: Day } {
  const days = items.flatMap(({ milestones }) =>
    milestones.flatMap(({ baseline, due, expected, actual }) =>
      [baseline, due, expected, actual].filter((day) => day !== null),
    ),
  );
  const span = {
    from: from ?? days.reduce(earlierOf, today),
    to: to ?? days.reduce(laterOf, today),
  };
  if (span.to < span.from || daysBetween(span.from, span.to) > MOST_DAYS) {
    throw invalidInput([
      { path: 'to', message: `expected a day within 50 years after ${span.from}` },
    ]);
  }
  return span;
}

function daysOffIn(
  calendar: WorkingCalendar,
  { from, to }: { from: Day; to: Day },
): Pick<PlanAnswer, 'daysOff' | 'estimatedYears'> {
  const days = Array.from({ length: daysBetween(from, to) + 1 }, (_, nth) => addDays(from, nth));
  const kinds = days.map((day) => ({ day, ...isWorkingDay(calendar, day) }));
  const years = kinds
    .filter(({ estimated }) => estimated)
    .map(({ day }) => Number(day.slice(0, 4)));
  return {
    daysOff: kinds.filter(({ working }) => !working).map(({ day }) => day),
    estimatedYears: [...new Set(years)],
  };
}
