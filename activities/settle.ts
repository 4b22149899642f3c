import { ApplicationFailure } from '@temporalio/activity';
import type { Decision } from '../settlement/decision.ts';
import type { Settler } from '../settlement/settle.ts';
import { isSubject } from '../workflows/messages.ts';

/** How a workflow asks what holds. */
export type SettleActivities = ReturnType<typeof createSettleActivities>;

/** The workflow's way through the one door: what the core said becomes history, so replay asks no rule. */
export function createSettleActivities({ settler }: { settler: Settler }) {
  return {
    /** Repeating it is harmless: nothing waits any more, and the levels are compared again. */
    settle(subject: string, carriedRevision: number): Promise<Decision> {
      if (!isSubject(subject)) {
        throw ApplicationFailure.nonRetryable(`${subject} is no subject`, 'NotASubject');
      }
      return settler.settle(subject, { carriedRevision });
    },
  };
}
