import type { Client } from '@temporalio/client';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { forgetObeyed, openSubjects, type OpenSubject } from '../readmodel/dispatch.ts';
import { projectCodeOf } from '../readmodel/subject-id.ts';
import { forgetTold, toldAlerts, type ToldAlert } from '../readmodel/told-alerts.ts';
import { alertId, workflowOf, type SubjectWorkflow } from '../workflows/messages.ts';
import { listOpenWorkflows, type OpenWorkflows } from './open-workflows.ts';
import { pause } from './pause.ts';

export interface LossCheckOptions {
  pool: Pool;
  client: Client;
  log: Logger;
  /** Between the two lists that must agree: what began or ended a moment ago may be listed wrongly. */
  confirmAfterMs?: number;
  /** For the wait between the lists, which it cuts short. */
  signal?: AbortSignal;
}

/** How many workflows Temporal had lost. */
export interface Losses {
  projects: number;
  approvals: number;
  alerts: number;
}

const NONE: Losses = { projects: 0, approvals: 0, alerts: 0 };

const CONFIRM_AFTER_MS = 30_000;

/**
 * Finds workflows that should be open and that Temporal doesn't list, or lists as of an older
 * revision than they had carried out: its database was lost or restored. What they should do is
 * then owed again, and the ringer starts them. Throws while Temporal or PostgreSQL is away.
 */
export async function checkLosses(options: LossCheckOptions): Promise<Losses> {
  const { pool, client, log, confirmAfterMs = CONFIRM_AFTER_MS, signal } = options;
  // PostgreSQL is read before Temporal each time: what happens in between makes no suspect.
  const subjects = await openSubjects(pool);
  const told = await toldAlerts(pool);
  const first = await listOpenWorkflows(client);
  const suspects = subjects.filter((subject) => isBehind(subject, first));
  const suspectAlerts = new Set(told.filter((alert) => isAstray(alert, first)).map(idOf));
  if (suspects.length + suspectAlerts.size === 0) return NONE;

  await pause(confirmAfterMs, signal);
  if (signal?.aborted) return NONE;
  const toldSince = await toldAlerts(pool);
  const second = await listOpenWorkflows(client);
  const lost = suspects.filter((subject) => isBehind(subject, second));
  const lostAlerts = toldSince.filter((a) => suspectAlerts.has(idOf(a)) && isAstray(a, second));
  const forget = ({ id }: OpenSubject) => forgetObeyed(pool, id);
  const losses: Losses = {
    projects: await forgetAll(lost.filter(isFollowedBy('project')), forget),
    approvals: await forgetAll(lost.filter(isFollowedBy('approval')), forget),
    alerts: await forgetAll(lostAlerts, (a) => forgetTold(pool, a.subject, a.levelId)),
  };
  if (Object.values(losses).some((count) => count > 0)) {
    const some = [...lost.map(({ id }) => id), ...lostAlerts.map(idOf)].slice(0, 20);
    log.warn({ ...losses, some }, 'Temporal had lost workflows: they are started again');
  }
  return losses;
}

const isFollowedBy =
  (type: SubjectWorkflow) =>
  ({ id }: OpenSubject): boolean =>
    workflowOf(id) === type;

function isBehind({ id, obeyedRevision }: OpenSubject, { subjects }: OpenWorkflows): boolean {
  return (subjects.get(id) ?? 0) < obeyedRevision;
}

// One that is told to be open and is not, or the other way round.
function isAstray(alert: ToldAlert, { alerts }: OpenWorkflows): boolean {
  return alert.wanted !== alerts.has(idOf(alert));
}

const idOf = ({ subject, levelId }: ToldAlert): string => alertId(projectCodeOf(subject), levelId);

async function forgetAll<T>(items: T[], forget: (item: T) => Promise<boolean>): Promise<number> {
  let forgotten = 0;
  for (const item of items) if (await forget(item)) forgotten += 1;
  return forgotten;
}
