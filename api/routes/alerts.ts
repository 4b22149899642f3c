import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { caseCaveat } from '../../domain/alert/case-caveat.ts';
import { proposedCauses } from '../../domain/alert/alert-section.ts';
import type { AlertStep } from '../../domain/alert/case.ts';
import { CASE_STATES } from '../../domain/alert/case.ts';
import { COLOURS } from '../../domain/definitions.ts';
import { LANGUAGES, type Language } from '../../domain/texts.ts';
import { stepsOfAlert, type StepRow } from '../../readmodel/alert-steps.ts';
import {
  alertRecordsOf,
  alertsOf,
  findAlert,
  listAlerts,
  type AlertRow,
} from '../../readmodel/alerts.ts';
import type { Queryable } from '../../readmodel/pool.ts';
import { findProject } from '../../readmodel/projects.ts';
import { projectSubject } from '../../readmodel/subject-id.ts';
import { findSubject } from '../../readmodel/subjects.ts';
import { peopleTold } from '../../readmodel/told-people.ts';
import { actionsOnAlert } from '../actions.ts';
import { alertAbout } from '../alert-about.ts';
import { alertReason } from '../alert-reason.ts';
import type { AlertDetail, AlertItem, AlertSummary, ListedAlert } from '../alert-responses.ts';
import type { ApiDeps } from '../deps.ts';
import { ApiError, projectNotFound } from '../errors.ts';
import type { Identity } from '../identity.ts';
import { parseInput } from '../input.ts';
import { limitParam, pageOf } from '../paging.ts';
import type { Page } from '../responses.ts';
import { seesPart, sightOf, sightOfProject, type Sight } from '../sight.ts';
import { alertsSeen, isAlertSeen } from '../withheld.ts';

const text = z.string().min(1).max(200).optional();

const AlertsQuery = z.strictObject({
  project: text,
  /** On any post of the project. */
  person: text,
  severity: z.enum(COLOURS).exclude(['green']).optional(),
  /** Every state but `closed`, unless one is named. */
  state: z.enum(CASE_STATES).optional(),
  after: z.string().max(400).default(''),
  limit: limitParam,
});

const AlertQuery = z.strictObject({ lang: z.enum(LANGUAGES).default('zh') });

/** Alerts of all projects, of one project, and one alert with what its ladder has done and does next. */
export function alertRoutes(app: FastifyInstance, deps: ApiDeps): void {
  const { pool, rules } = deps;
  app.get(
    '/alerts',
    { config: { right: 'seeProjects', query: AlertsQuery, answer: 'Page<ListedAlert>' } },
    async (request): Promise<Page<ListedAlert>> => {
      const { limit, after, ...filter } = parseInput(AlertsQuery, request.query);
      const sight = await sightOf(deps, request.identity);
      const seen = alertsSeen(sight);
      const rows = await listAlerts(pool, { ...filter, seen }, { after, limit: limit + 1 });
      const catalogue = await rules.now(pool);
      const item = (row: (typeof rows)[number]) => ({
        ...summaryOf(row),
        about: alertAbout(row, catalogue),
        name: row.projectName,
      });
      return pageOf(rows, limit, { item, cursor: ({ alertId }) => alertId });
    },
  );

  app.get<{ Params: { id: string } }>(
    '/alerts/:id',
    { config: { right: 'seeProjects', query: AlertQuery, answer: 'AlertDetail' } },
    async (request): Promise<AlertDetail> => {
      const { id } = request.params;
      const { lang } = parseInput(AlertQuery, request.query);
      const alert = await findAlert(pool, id);
      const sight = alert && (await sightOfProject(deps, request.identity, alert.projectCode));
      if (!alert || !sight || !isAlertSeen(sight, alert)) {
        throw new ApiError('ALERT_NOT_FOUND', `There is no alert ${id}`);
      }
      return detailOf(deps, { alert, sight, lang, identity: request.identity });
    },
  );

  app.get<{ Params: { code: string } }>(
    '/projects/:code/alerts',
    { config: { right: 'seeProjects', answer: '{ items: AlertItem[] }' } },
    async (request): Promise<{ items: AlertItem[] }> => {
      const { code } = request.params;
      const alerts = await alertsOf(pool, code);
      if (alerts.length === 0 && !(await findSubject(pool, projectSubject(code)))) {
        throw projectNotFound(code);
      }
      const sight = await sightOfProject(deps, request.identity, code);
      if (!sight) throw projectNotFound(code);
      const seen = alerts.filter((alert) => isAlertSeen(sight, alert));
      return { items: await Promise.all(seen.map((alert) => alertItem(pool, alert, sight))) };
    },
  );
}

interface DetailCase {
  alert: AlertRow;
  sight: Sight;
  lang: Language;
  identity: Identity | null;
}

async function detailOf(
  deps: ApiDeps,
  { alert, sight, lang, identity }: DetailCase,
): Promise<AlertDetail> {
  const { pool, rules } = deps;
  const { alertId, projectCode, standing } = alert;
  const project = await findProject(pool, projectCode);
  const steps = await stepsOfAlert(pool, alertId);
  const reason = await alertReason(deps, alert, { language: lang, sight });
  const told = isRemarkSeen(sight, alert);
  const template = project?.assessment.template.id ?? null;
  return {
    ...(await alertItem(pool, alert, sight)),
    name: project?.name ?? null,
    about: alertAbout({ alertId, template }, await rules.now(pool)),
    standing: told ? standing : null,
    reason,
    causes: proposedCauses(standing ?? undefined, reason?.causes),
    told: told ? await peopleTold(pool, alertId) : [],
    done: steps.flatMap((step) => (step.doneAt === null ? [] : [doneStep(step, step.doneAt)])),
    toCome: steps.filter(isToCome).map(stepOf),
    actions: await actionsOnAlert(deps, identity, { code: projectCode, alert: standing }),
  };
}

async function alertItem(client: Queryable, alert: AlertRow, sight: Sight): Promise<AlertItem> {
  const told = isRemarkSeen(sight, alert);
  const records = await alertRecordsOf(client, alert.alertId);
  return {
    ...summaryOf(alert),
    records: records.map(({ kind, severity, at, person, detail }) => {
      return { kind, severity, at, by: told ? person : null, detail: told ? detail : null };
    }),
  };
}

// What people wrote about it stays within the park.
const isRemarkSeen = (sight: Sight, { projectCode }: AlertRow): boolean =>
  seesPart(sight, 'remarks', projectCode);

// Named one by one: a column that is added to the query is not thereby public.
const summaryOf = (row: AlertRow): AlertSummary => ({
  id: row.alertId,
  project: row.projectCode,
  open: row.open,
  state: row.state,
  severity: row.severity,
  caveat: row.standing && caseCaveat(row.standing),
  openedAt: row.openedAt,
  clearedAt: row.clearedAt,
  episode: row.episode,
  reopenCount: row.reopenCount,
  stock: row.stock,
  acknowledgedBy: row.standing?.acknowledged?.by ?? null,
});

const isToCome = ({ doneAt, droppedAt }: StepRow): boolean => doneAt === null && droppedAt === null;

const stepOf = ({ id, kind, at, to, severity, how }: StepRow): AlertStep => ({
  ...{ id, kind, at, to, severity, how },
});

const doneStep = (step: StepRow, doneAt: string) => ({ ...stepOf(step), doneAt });
