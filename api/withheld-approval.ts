import type { ApprovalAssessment, ItemAssessment } from '../domain/approval/assessment.ts';
import type { ApprovalItemAnswer } from './approval-responses.ts';
import { seesPart, type Sight } from './sight.ts';
import { groundsFor } from './withheld.ts';

/** An approval without what is said within the park, for whoever may not see that: reasons of people and words of departments. */
export const approvalFor = (sight: Sight, assessment: ApprovalAssessment): ApprovalAssessment =>
  seesPart(sight, 'remarks', assessment.project)
    ? assessment
    : { ...assessment, items: assessment.items.map(silentItem) };

/** The same of one item, and of what it stands on nothing of projects that the caller does not see. */
export function approvalItemFor<A extends Pick<ApprovalItemAnswer, 'item' | 'steps' | 'explained'>>(
  sight: Sight,
  code: string,
  answer: A,
): A {
  const { zh, en } = answer.explained;
  const seen = { ...answer, explained: { zh: grounded(sight, zh), en: grounded(sight, en) } };
  if (seesPart(sight, 'remarks', code)) return seen;
  const steps = answer.steps.map((step) => ({ ...step, says: wordless(step.says) }));
  return { ...seen, item: silentItem(answer.item), steps };
}

type Explained = ApprovalItemAnswer['explained']['zh'];

const grounded = (sight: Sight, signals: Explained): Explained =>
  signals.map(({ grounds, ...signal }) => ({
    ...signal,
    grounds: groundsFor(sight, grounds),
  }));

function silentItem({ skipped, ...item }: ItemAssessment): ItemAssessment {
  return {
    ...item,
    ...(skipped && { skipped: { reason: '' } }),
    opinions: item.opinions.map(wordless),
  };
}

function wordless<T extends { text?: unknown }>(said: T): Omit<T, 'text'> {
  const rest: Partial<Pick<T, 'text'>> & Omit<T, 'text'> = { ...said };
  delete rest.text;
  return rest;
}
