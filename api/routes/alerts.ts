import type { FastifyInstance } from 'fastify';
import { alertRecordsOf, alertsOf, type AlertRow } from '../../readmodel/alerts.ts';
import type { Queryable } from '../../readmodel/pool.ts';
import { projectSubject } from '../../readmodel/subject-id.ts';
import { findSubject } from '../../readmodel/subjects.ts';
import type { ApiDeps } from '../deps.ts';
import { projectNotFound } from '../errors.ts';
import type { AlertItem } from '../responses.ts';

/** A project's alerts, open ones first, each with what became of it. */
export function alertRoutes(app: FastifyInstance, { pool }: ApiDeps): void {
  app.get<{ Params: { code: string } }>(
    '/projects/:code/alerts',
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
  const { alertId, open, severity, openedAt, clearedAt, reopenCount, stock } = alert;
  const records = await alertRecordsOf(client, alertId);
  return {
    id: alertId,
    open,
    severity,
    openedAt,
    clearedAt,
    reopenCount,
    stock,
    records: records.map(({ kind, severity: then, at }) => ({ kind, severity: then, at })),
  };
}
