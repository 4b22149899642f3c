import type { FastifyInstance } from 'fastify';
import type { Assessment } from '../../domain/assessment.ts';
import { explain } from '../../domain/explain.ts';
import { POSTS } from '../../domain/fact.ts';
import { LANGUAGES } from '../../domain/texts.ts';
import { dayOf, type Day } from '../../domain/time.ts';
import { approvalRounds } from '../../readmodel/approvals.ts';
import { domainNow } from '../../readmodel/clock.ts';
import { projectNames, waitingFor } from '../../readmodel/connected-projects.ts';
import { listPeople } from '../../readmodel/people.ts';
import { lastUpdates } from '../../readmodel/project-updates.ts';
import { findProject, listProjects } from '../../readmodel/projects.ts';
import type { Queryable } from '../../readmodel/pool.ts';
import { findSheetProjects } from '../../readmodel/sheet-projects.ts';
import { projectSubject } from '../../readmodel/subject-id.ts';
import { latestOf } from '../../readmodel/timeline.ts';
import { actionsOn } from '../actions.ts';
import type { ApiDeps } from '../deps.ts';
import { projectNotFound } from '../errors.ts';
import type { PagePerson, ProjectPage } from '../page-responses.ts';
import { planDependencies, planMilestones } from '../plan-row.ts';
import { projectFor } from '../reports/report-source.ts';
import { summaryOf } from '../project-item.ts';
import { sees, seesPart, sightOf, sightOfProject, type Sight } from '../sight.ts';
import { timelineItem } from '../timeline-item.ts';
import {
  alertsSeen,
  assessmentFor,
  dependenciesFor,
  leadingFor,
  timelineRowFor,
} from '../withheld.ts';

const UPDATES = 10;
const LINES = 20;

/** All of one project in one answer. */
export function projectPageRoutes(app: FastifyInstance, deps: ApiDeps): void {
  app.get<{ Params: { code: string } }>(
    '/projects/:code/page',
    { config: { right: 'seeProjects', answer: 'ProjectPage' } },
    async (request) => {
      const { code } = request.params;
      const sight = await sightOfProject(deps, request.identity, code);
      if (!sight) throw projectNotFound(code);
      const page = await pageOf(deps, code, sight);
      const { status, closed } = page;
      const actions = await actionsOn(deps, request.identity, { code, status, closed });
      return { ...forReader(page, await sightOf(deps, request.identity)), actions };
    },
  );
}

async function pageOf(
  { pool, clockOffsetMs }: ApiDeps,
  code: string,
  sight: Sight,
): Promise<ProjectPage> {
  const project = await findProject(pool, code);
  if (!project) throw projectNotFound(code);
  const { registeredAt, fault, colourSince } = project;
  const assessment = assessmentFor(sight, project.assessment);
  const leading = leadingFor(sight, code, project.leading);
  const subject = projectSubject(code);
  const [now, listed, people, names, others, updates, rounds, lines, size] = await Promise.all([
    domainNow(pool, clockOffsetMs),
    listProjects(pool, { codes: [code] }, { limit: 1, alerts: alertsSeen(sight) }),
    listPeople(pool),
    projectNames(
      pool,
      assessment.dependencies.map(({ on }) => on),
    ),
    waitingFor(pool, code),
    seesPart(sight, 'remarks', code) ? lastUpdates(pool, subject, UPDATES) : [],
    approvalRounds(pool, code),
    latestOf(pool, subject, LINES),
    sizeOf(pool, sight, code),
  ]);
  const today = dayOf(now);
  const known = new Map(people.map(({ id, name }) => [id, name]));
  const personOf = (id: string): PagePerson => ({ id, name: known.get(id) ?? id });
  const nameOf = (id: string): string => personOf(id).name;
  return {
    ...summaryOf({ ...project, leading }),
    ...{ registeredAt, fault, assessment, today, colourSince, size },
    why: whyOf(assessment, today),
    plan: planMilestones(assessment, today),
    posts: POSTS.flatMap((post) => {
      const holder = assessment.people[post];
      return holder === undefined ? [] : [{ post, person: personOf(holder) }];
    }),
    people: namedIn(assessment, updates).map(personOf),
    waitsFor: planDependencies(assessment.dependencies, names),
    waitedForBy: others,
    instructions: (assessment.instructions ?? []).map((one) => ({
      ...one,
      ownerName: nameOf(one.owner),
      byName: nameOf(one.by),
    })),
    updates: updates.map(({ at, text, noChange, by }) => ({
      ...{ day: dayOf(at), text, noChange },
      by: by === null ? null : personOf(by),
    })),
    approvals: rounds.map(({ round, phase, colour, complete, done, of }) => ({
      ...{ round, phase, colour, complete, done, of },
    })),
    alerts: listed[0]?.alerts ?? { red: 0, yellow: 0, blue: 0 },
    recent: lines.flatMap((line) => timelineRowFor(sight, line) ?? []).map(timelineItem),
    actions: [],
  };
}

async function sizeOf(client: Queryable, sight: Sight, code: string): Promise<ProjectPage['size']> {
  const project = (await findSheetProjects(client, [code])).get(code);
  const seen = project && projectFor(sight, project);
  const numberOf = (field: string): number | null => {
    const said = seen?.reportFields[field];
    return said === undefined ? null : Number(said);
  };
  return {
    investment: seen?.investment?.total ?? null,
    siteSquareMetres: numberOf('siteAreaSquareMetres'),
    floorSquareMetres: numberOf('floorAreaSquareMetres'),
  };
}

// That another project exists is part of what is restricted.
const forReader = (page: ProjectPage, park: Sight): ProjectPage => ({
  ...page,
  waitsFor: dependenciesFor(park, page.waitsFor),
  waitedForBy: page.waitedForBy.filter(({ project }) => sees(park, project)),
});

function whyOf(assessment: Assessment, today: Day): ProjectPage['why'] {
  const told = LANGUAGES.map((language) => {
    const { headline, signals, findings } = explain(assessment, today, language);
    const lines = signals.map(({ id, object, kind, colour, text, flips }) => ({
      ...{ id, object, kind, colour, text, flips },
    }));
    const toSettle = findings.map(({ id, text }) => ({ id, text }));
    return [language, { headline, signals: lines, findings: toSettle }] as const;
  });
  // `as`: fromEntries forgets that there is one for each language.
  return Object.fromEntries(told) as ProjectPage['why'];
}

function namedIn(
  { people, instructions = [], milestones }: Assessment,
  updates: readonly { by: string | null }[],
): string[] {
  return [
    ...new Set([
      ...Object.values(people),
      ...instructions.flatMap(({ owner, by, writtenBy }) => [owner, by, writtenBy ?? by]),
      ...milestones.flatMap(({ planChange }) => planChange?.requestedBy ?? []),
      ...updates.flatMap(({ by }) => by ?? []),
    ]),
  ];
}
