import type { ItemAssessment } from '../domain/approval/assessment.ts';
import type { Instant } from '../domain/time.ts';
import { dayOf } from '../domain/time.ts';
import { domainNow } from '../readmodel/clock.ts';
import { approvalAt } from './approval-at.ts';
import type { ViewDeps } from './assess-at.ts';
import { SubjectFaulted } from './errors.ts';

/** Something that a list holds of an approval, as of its last settle. */
export interface ListedApproval {
  subject: string;
  assessedAt: Instant;
  closed: boolean;
}

const AT_ONCE = 4;

/**
 * The items, as of today, of those approvals that were settled on an earlier day: what they say
 * holds still, but their days have gone on. Those that can't be told are left out.
 */
export async function itemsToday(
  deps: Omit<ViewDeps, 'core'>,
  approvals: readonly ListedApproval[],
): Promise<Map<string, ItemAssessment[]>> {
  const today = dayOf(await domainNow(deps.pool, deps.clockOffsetMs));
  const stale = approvals.filter(({ assessedAt, closed }) => !closed && dayOf(assessedAt) < today);
  const found = new Map<string, ItemAssessment[]>();
  const lanes = Array.from({ length: AT_ONCE }, async () => {
    for (let next = stale.shift(); next; next = stale.shift()) {
      const items = await itemsOf(deps, next.subject);
      if (items) found.set(next.subject, items);
    }
  });
  await Promise.all(lanes);
  return found;
}

async function itemsOf(
  deps: Omit<ViewDeps, 'core'>,
  subject: string,
): Promise<ItemAssessment[] | undefined> {
  try {
    return (await approvalAt(deps, subject))?.assessment.items;
  } catch (error) {
    if (error instanceof SubjectFaulted) return undefined;
    throw error;
  }
}
