import type { Assessment } from './assessment.ts';
import type { FactData } from './fact.ts';

/** What the projects that wait for a milestone are told of it; nothing while it has no date. */
export function upstreamDate(
  { code, milestones }: Assessment,
  milestone: string,
): FactData['upstream.date.v1'] | undefined {
  const one = milestones.find((found) => found.code === milestone);
  if (one?.expected === undefined) return undefined;
  return {
    project: code,
    milestone,
    label: one.label,
    // What happened without having been planned was never later than planned.
    planned: one.planned ?? one.expected,
    expected: one.expected,
    reached: one.state === 'reached',
    chain: one.chain ?? [],
  };
}
