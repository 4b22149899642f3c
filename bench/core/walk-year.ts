import { assess } from '../../domain/assess.ts';
import type { Assessment } from '../../domain/assessment.ts';
import type { Definitions } from '../../domain/definitions.ts';
import type { Fact } from '../../domain/fact.ts';
import { fold } from '../../domain/fold.ts';
import { resolve } from '../../domain/resolve.ts';
import { toMillis, fromMillis, type Instant } from '../../domain/time.ts';

/** What holds from an instant on. */
export interface Step {
  at: Instant;
  assessment: Assessment;
}

/**
 * What would have held of a project under these definitions from `from` to before `until`: looked at
 * whenever a fact happened and whenever time alone changes something, and at no other time. Empty
 * until the project is registered.
 */
export function walk(
  facts: readonly Fact[],
  definitions: Definitions,
  { from, until }: { from: Instant; until: Instant },
): Step[] {
  const steps: Step[] = [];
  const moments = happenings(facts, from, until);
  for (const [index, moment] of moments.entries()) {
    const dossier = fold(facts, { asOf: moment });
    if (!dossier.registration) continue;
    const next = moments[index + 1] ?? until;
    for (let at: Instant | undefined = moment; at !== undefined && at < next;) {
      const closed = steps.at(-1)?.assessment.closed === true;
      const assessment: Assessment = assess(dossier, definitions, at, { closed });
      steps.push({ at, assessment });
      at = assessment.nextChangeAt;
    }
  }
  return steps;
}

function happenings(facts: readonly Fact[], from: Instant, until: Instant): Instant[] {
  // As corrected: what was corrected to another day happens on that day.
  const within = resolve(facts)
    .facts.map(({ occurredAt }) => fromMillis(toMillis(occurredAt)))
    .filter((at) => at > from && at < until);
  return [...new Set([from, ...within])].sort();
}
