import { alertIdOf } from '../domain/alert/alert-id.ts';
import { resolveRecipients, type Member } from '../domain/alert/recipients.ts';
import { aheadStep, daysOffAfter, turnsAhead } from '../domain/alert/told-ahead.ts';
import type { Assessment } from '../domain/assessment.ts';
import type { Instant } from '../domain/time.ts';
import { dayOf } from '../domain/time.ts';
import type { NewNotice } from '../readmodel/notices.ts';
import type { Queryable } from '../readmodel/pool.ts';
import { openAssessments } from '../readmodel/tellable-alerts.ts';
import type { Catalogue } from '../schemas/definitions.ts';

/** When and by which rules a day ahead is told. */
export interface AheadTelling {
  catalogue: Catalogue;
  members: readonly Member[];
  /** Of the digest that carries it; domain time. */
  at: Instant;
}

/** What turns blue on the days off to come, for whom its ladder tells; nothing when tomorrow is worked. */
export async function aheadNotices(client: Queryable, telling: AheadTelling): Promise<NewNotice[]> {
  const { catalogue, at } = telling;
  if (daysOffAfter(catalogue.calendar, dayOf(at)).length === 0) return [];
  return (await openAssessments(client)).flatMap((assessment) => aheadOf(assessment, telling));
}

function aheadOf(
  assessment: Assessment,
  { catalogue: { calendar, policies }, members, at }: AheadTelling,
): NewNotice[] {
  const today = dayOf(at);
  const turns = turnsAhead(assessment, {
    ...{ today, calendar },
    policyOf: ({ rule }) => policies.get(rule.policy.id),
  });
  const { code: projectCode, people: posts } = assessment;
  return turns.flatMap(({ id, day, to }) =>
    resolveRecipients(to, { posts, members, today }).map((told) => ({
      ...{ ...told, kind: 'ahead' as const, projectCode, alertId: alertIdOf(projectCode, id) },
      ...{ stepId: aheadStep(day), severity: 'blue' as const, how: 'digest' as const },
      ...{ dueAt: at, words: { day } },
    })),
  );
}
