import type { ApprovalAssessment } from '../domain/approval/assessment.ts';

/** Where an approval stands in one English sentence, for the page of its workflow. */
export function approvalHeadline({
  items,
  complete,
  closed,
  criticalPath,
}: ApprovalAssessment): string {
  const needed = items.filter(({ applies }) => applies === 'yes');
  const done = needed.filter((item) => item.done).length;
  const counted = `${done} of ${needed.length} items are done`;
  if (closed) return `${counted}; its project is over.`;
  if (complete) return `${counted}: the approval is complete.`;
  const next = criticalPath
    .map((id) => needed.find((item) => item.id === id && !item.done))
    .find((item) => item !== undefined);
  if (!next) return `${counted}.`;
  const held = next.holder ? `, now with the ${next.holder}` : '';
  return `${counted}; next on the critical path: ${next.id} ${next.name.en}${held}.`;
}
