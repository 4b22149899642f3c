import type { Pool } from 'pg';
import { dayOf } from '../domain/time.ts';
import { domainNow } from '../readmodel/clock.ts';
import { addNotices, type NewNotice } from '../readmodel/notices.ts';
import { inTransaction } from '../readmodel/pool.ts';
import { projectsToRemind, stepsGiven, type ToRemind } from '../readmodel/reminders.ts';

/** What became of a request to remind managers, by project. */
export interface Reminded {
  reminded: { project: string; person: string }[];
  left: { project: string; why: 'unknown' | 'closed' | 'noManager' | 'alreadyToday' }[];
}

/**
 * Asks the managers of these projects how they stand: one message each, within hours and budget, as
 * all messages go. At most once a day for each project, whoever asks.
 */
export function remindManagers(
  { pool, clockOffsetMs }: { pool: Pool; clockOffsetMs: number },
  { projects, by, text }: { projects: readonly string[]; by: string; text?: string | undefined },
): Promise<Reminded> {
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
    await addNotices(client, notices, now);
    return outcome;
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
