import type { Day } from '../time.ts';
import { addDays, laterOf } from '../time.ts';
import type { ProjectStanding } from './fact.ts';
import type { ApplicationRecord } from './record.ts';
import type { ApprovalTemplate } from './template.ts';
import { isIn } from './weight.ts';

/** The first day on which no certificate of a record is valid any more; none while one has no end. */
export function expiresOn({ certificates }: ApplicationRecord): Day | undefined {
  const valid = certificates.filter(({ revoked }) => !revoked);
  const ends = valid.flatMap(({ validUntil }) => validUntil ?? []);
  if (valid.length === 0 || ends.length < valid.length) return undefined;
  return addDays(ends.reduce(laterOf), 1);
}

/**
 * The items that must be valid still: those that the gate of a milestone ahead names. A certificate
 * that ends later has done its part.
 */
export const neededAhead = (
  { items, gates }: Pick<ApprovalTemplate, 'items' | 'gates'>,
  milestones: ProjectStanding['milestones'],
): ReadonlySet<string> => {
  const ahead = gates
    .filter(({ milestone }) => milestones[milestone]?.reached === undefined)
    .map(({ hard }) => ({ all: hard }));
  const named = items.filter((item) => ahead.some((requirement) => isIn(requirement, item)));
  return new Set(named.map(({ id }) => id));
};
