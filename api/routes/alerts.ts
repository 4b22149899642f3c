import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { AlertStep } from '../../domain/alert/case.ts';
import { CASE_STATES } from '../../domain/alert/case.ts';
import { COLOURS } from '../../domain/definitions.ts';
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
import { alertReason } from '../alert-reason.ts';
import type { AlertDetail, AlertItem, AlertSummary, ListedAlert } from '../alert-responses.ts';
import type { ApiDeps } from '../deps.ts';
import { ApiError, projectNotFound } from '../errors.ts';
import { parseInput } from '../input.ts';
import { limitParam, pageOf } from '../paging.ts';
import type { Page } from '../responses.ts';

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

/** Alerts of all projects, of one project, and one alert with what its ladder has done and does next. */
export function alertRoutes(app: FastifyInstance, deps: ApiDeps): void {
  const { pool } = deps;
  app.get(
    '/alerts',
    { config: { right: 'seeProjects' } },
    async (request): Promise<Page<ListedAlert>> => {
      const { limit, after, ...filter } = parseInput(AlertsQuery, request.query);
      const rows = await listAlerts(pool, filter, { after, limit: limit + 1 });
      const item = (row: (typeof rows)[number]) => ({ ...summaryOf(row), name: row.projectName });
      return pageOf(rows, limit, { item, cursor: ({ alertId }) => alertId });
    },
  );

  app.get<{ Params: { id: string } }>(
    '/alerts/:id',
    { config: { right: 'seeProjects' } },
    async (request): Promise<AlertDetail> => {
      const { id } = request.params;
      const alert = await findAlert(pool, id);
      if (!alert) throw new ApiError('ALERT_NOT_FOUND', `There is no alert ${id}`);
      const steps = await stepsOfAlert(pool, id);
      return {
        ...(await alertItem(pool, alert)),
        name: (await findProject(pool, alert.projectCode))?.name ?? null,
        standing: alert.standing,
        reason: await alertReason(deps, alert),
        told: await peopleTold(pool, id),
        done: steps.flatMap((step) => (step.doneAt === null ? [] : [doneStep(step, step.doneAt)])),
        toCome: steps.filter(isToCome).map(stepOf),
      };
    },
  );

  app.get<{ Params: { code: string } }>(
    '/projects/:code/alerts',
    { config: { right: 'seeProjects' } },
    async (request): Promise<{ items: AlertItem[] }> => {
      const { code } = request.params;
      const alerts = await alertsOf(pool, code);
      if (alerts.length === 0 && !(await findSubject(pool, projectSubject(code)))) {
        throw projectNotFound(code);
      }
      return { items: await Promise.all(alerts.map((alert) => alertItem(pool, alert))) };
    },
  );
}

async function alertItem(client: Queryable, alert: AlertRow): Promise<AlertItem> {
  const records = await alertRecordsOf(client, alert.alertId);
  return {
    ...summaryOf(alert),
    records: records.map(({ kind, severity, at, person, detail }) => {
      return { kind, severity, at, by: person, detail };
    }),
  };
}

// Named one by one: a column that is added to the query is not thereby public.
const summaryOf = (row: AlertRow): AlertSummary => ({
  id: row.alertId,
  project: row.projectCode,
  open: row.open,
  state: row.state,
  severity: row.severity,
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
