import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { workingDaysBetween } from '../../domain/calendar.ts';
import { STATUSES } from '../../domain/assessment.ts';
import { PHASES } from '../../domain/definitions.ts';
import { addDays, dayOf, startOf, weekdayOf, type Day, type Instant } from '../../domain/time.ts';
import { domainNow, shift } from '../../readmodel/clock.ts';
import { listNeeds } from '../../readmodel/needs.ts';
import type { Queryable } from '../../readmodel/pool.ts';
import type { ProjectFilter } from '../../readmodel/project-filter.ts';
import { listProjects } from '../../readmodel/projects.ts';
import {
  coloursBefore,
  countByColour,
  milestonesAhead,
  worstRisks,
  type CountRow,
  type Blocker,
} from '../../readmodel/today.ts';
import type { Catalogue } from '../../schemas/definitions.ts';
import { colourCounts, totalOf } from '../colour-counts.ts';
import type { ApiDeps } from '../deps.ts';
import { eyesOf, readerOf } from '../eyes.ts';
import { parseInput } from '../input.ts';
import { listActions } from '../list-actions.ts';
import { needItem } from '../need-item.ts';
import type { TodayAnswer, WeekColours } from '../page-responses.ts';
import { listItemFor } from '../project-item.ts';
import { NO_PART, sees, sightOf, type Sight } from '../sight.ts';
import { stageLabels } from '../stage-labels.ts';
import { alertsSeen } from '../withheld.ts';

const text = z.string().min(1).max(100).optional();

const TodayQuery = z.strictObject({
  /** Who reads; whoever has signed in, without it. */
  person: text,
  /** Narrows all but what waits for the reader to the projects of one division leader. */
  lead: text,
  /** For a wall that anybody may look at: nothing restricted, whoever asks. */
  wall: z.stringbool().default(false),
});

const NEEDS_SHOWN = 20;
const WORST_SHOWN = 10;
const AHEAD_SHOWN = 200;
const AHEAD_DAYS = 14;
const WEEKS = 12;

// Its counts name nobody, so they leave out the pipeline alone.
const COUNTED_ON_WALL = { status: STATUSES.filter((status) => status !== 'pipeline') };

/** The page that everybody opens in the morning. */
export function todayRoutes(app: FastifyInstance, deps: ApiDeps): void {
  const { pool, rules, clockOffsetMs } = deps;
  app.get(
    '/today',
    { config: { right: 'seeProjects', query: TodayQuery, answer: 'TodayAnswer' } },
    async (request): Promise<TodayAnswer> => {
      const { person: asked, lead, wall } = parseInput(TodayQuery, request.query);
      const [now, catalogue, sight] = await Promise.all([
        domainNow(pool, clockOffsetMs),
        rules.now(pool),
        sightOf(deps, request.identity),
      ]);
      const person = wall ? undefined : readerOf(request, asked);
      const filter: ProjectFilter = { open: true, lead, seen: sight, ...(wall && COUNTED_ON_WALL) };
      const named: ProjectFilter = { ...filter, openly: wall };
      const shown = alertsSeen(wall ? NO_PART : sight);
      const [counts, needsMe, ahead, trend, blockers, worst] = await Promise.all([
        countByColour(pool, filter),
        needsOf(pool, { person, now, catalogue, sight }),
        aheadOf(pool, named, { today: dayOf(now), catalogue }),
        trendOf(pool, { ...filter, open: undefined }, now),
        wall ? [] : worstRisks(pool, filter, { today: dayOf(now), limit: WORST_SHOWN }),
        listProjects(pool, named, { sort: 'pain', limit: WORST_SHOWN, alerts: shown }),
      ]);
      const actions = await listActions(deps, request.identity, worst);
      return {
        ...{ today: dayOf(now), now, needsMe, ahead, trend },
        blockers: blockersFor(sight, blockers),
        counts: countsOf(counts, catalogue),
        worst: wall
          ? worst.map((row) => listItemFor(NO_PART, row, []))
          : worst.map((row) => listItemFor(sight, row, actions(row))),
      };
    },
  );
}

// A project that the caller does not see has no name.
const blockersFor = (sight: Sight, blockers: readonly Blocker[]): Blocker[] =>
  blockers.map((one) =>
    one.kind !== 'project' || sees(sight, one.id) ? one : { ...one, name: null },
  );

function countsOf(rows: readonly CountRow[], catalogue: Catalogue): TodayAnswer['counts'] {
  const labels = stageLabels(catalogue);
  const sumOf = (own: readonly CountRow[]) => ({ total: totalOf(own), colours: colourCounts(own) });
  const stagesOf = (own: readonly CountRow[]) =>
    [...new Set(own.map(({ stage }) => stage))]
      .map((stage) => ({
        ...{ stage, label: labels(stage) },
        ...sumOf(own.filter((row) => row.stage === stage)),
      }))
      .sort((a, b) => b.total - a.total || (a.stage < b.stage ? -1 : 1));
  return {
    ...sumOf(rows),
    phases: ['lead', ...PHASES].map((phase) => {
      const own = rows.filter((row) => row.phase === phase);
      return { phase, ...sumOf(own), stages: stagesOf(own) };
    }),
  };
}

async function needsOf(
  client: Queryable,
  {
    person,
    now,
    catalogue,
    sight,
  }: { person: string | undefined; now: Instant; catalogue: Catalogue; sight: Sight },
): Promise<TodayAnswer['needsMe']> {
  if (person === undefined) return { total: 0, items: [] };
  const eyes = await eyesOf(client, person, { now, sight });
  const { rows, total } = await listNeeds(client, eyes, { limit: NEEDS_SHOWN });
  return {
    total,
    items: rows.map((row) =>
      needItem(row, catalogue, { persons: eyes.persons, today: dayOf(now) }),
    ),
  };
}

async function aheadOf(
  client: Queryable,
  filter: ProjectFilter,
  { today, catalogue }: { today: Day; catalogue: Catalogue },
): Promise<TodayAnswer['ahead']> {
  const days = Array.from({ length: AHEAD_DAYS + 1 }, (_, nth) => addDays(today, nth));
  const { total, items } = await milestonesAhead(client, filter, { days, limit: AHEAD_SHOWN });
  return {
    total,
    items: items.map((item) => ({
      ...item,
      expected: item.expected === item.due ? null : item.expected,
      workingDays: workingDaysBetween(catalogue.calendar, today, item.due).days,
    })),
  };
}

/** Each week as it ended, the running one as it is now. */
async function trendOf(
  client: Queryable,
  filter: ProjectFilter,
  now: Instant,
): Promise<WeekColours[]> {
  const today = dayOf(now);
  // Monday is the first day of a week.
  const monday = addDays(today, -((weekdayOf(today) + 6) % 7));
  const weeks = Array.from({ length: WEEKS }, (_, nth) => addDays(monday, -7 * (WEEKS - 1 - nth)));
  const ends = weeks.map((week) => (week === monday ? shift(now, 1) : startOf(addDays(week, 7))));
  const rows = await coloursBefore(client, filter, ends);
  return weeks.map((week, nth) => ({
    week,
    colours: colourCounts(rows[nth] ?? []),
  }));
}
