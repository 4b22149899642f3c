import type { Pool } from 'pg';
import { dayOf } from '../domain/time.ts';
import { auditAll, type AuditVia } from '../readmodel/audit.ts';
import { domainNow } from '../readmodel/clock.ts';
import { addNotices, type NewNotice } from '../readmodel/notices.ts';
import { inTransaction } from '../readmodel/pool.ts';
import { projectsToRemind, stepsGiven, type ToRemind } from '../readmodel/reminders.ts';

/** What became of a request to remind managers, by project. */
export interface Reminded {
  reminded: { project: string; person: string }[];
  left: { project: string; why: 'unknown' | 'closed' | 'noManager' | 'alreadyToday' }[];
}

/** What managers are reminded with. */
export interface RemindDeps {
  pool: Pool;
  /** Domain time minus real time. */
  clockOffsetMs: number;
  /** How whoever asks has come to us, for the audit. */
  via: AuditVia;
  /** Has the mailboxes of these people look at once; called after the commit. */
  ringMailboxes: (people: readonly string[]) => void;
}

interface Reminder {
  projects: readonly string[];
  by: string;
  text?: string | undefined;
}

/**
 * Asks the managers of these projects how they stand: one message each, within hours and budget, as
 * all messages go. At most once a day for each project, whoever asks.
 */
export async function remindManagers(deps: RemindDeps, reminder: Reminder): Promise<Reminded> {
  const { outcome, told } = await addReminders(deps, reminder);
  if (told.length > 0) deps.ringMailboxes(told);
  return outcome;
}

function addReminders(
  { pool, clockOffsetMs, via }: RemindDeps,
  { projects, by, text }: Reminder,
): Promise<{ outcome: Reminded; told: string[] }> {
  return inTransaction(pool, async (client) => {
    const now = await domainNow(client, clockOffsetMs);
    const known = await projectsToRemind(client, projects);
    const stepOf = (project: string) => `reminder/${project}/${dayOf(now)}`;
    const given = await stepsGiven(
      client,
      known.map(({ project }) => ({ project, stepId: stepOf(project) })),
    );
    const outcome: Reminded = { reminded: [], left: [] };
    const notices: NewNotice[] = [];
    for (const code of new Set(projects)) {
      const found = known.find(({ project }) => project === code);
      const why = found ? reasonAgainst(found, given.has(stepOf(code))) : 'unknown';
      if (found?.manager == null || why) {
        outcome.left.push({ project: code, why: why ?? 'noManager' });
        continue;
      }
      outcome.reminded.push({ project: code, person: found.manager });
      notices.push({
        ...{ person: found.manager, kind: 'reminder', projectCode: code, stepId: stepOf(code) },
        ...{ how: 'push', dueAt: now, words: { by, ...(text !== undefined && { text }) } },
      });
    }
    const told = await addNotices(client, notices, now);
    await auditAll(
      client,
      outcome.reminded.map(({ project, person }) => ({
        ...{ at: new Date().toISOString(), person: by, via, act: 'manager.remind' },
        ...{ object: `project/${project}`, projectCode: project, after: { manager: person } },
      })),
    );
    return { outcome, told };
  });
}

function reasonAgainst(
  { closed, manager }: ToRemind,
  isGiven: boolean,
): Reminded['left'][number]['why'] | undefined {
  if (closed) return 'closed';
  if (manager === null) return 'noManager';
  return isGiven ? 'alreadyToday' : undefined;
}
