import type { FactRef, Signal } from '../domain/assessment.ts';
import type { ApprovalAssessment } from '../domain/approval/assessment.ts';
import {
  bareGrounds,
  factsOfMilestone,
  groundsOf,
  type Grounds,
  type Suspension,
} from '../domain/grounds.ts';
import { present } from '../domain/present.ts';
import { dayOf, type Day } from '../domain/time.ts';
import { knownFacts, type KnownFact } from '../readmodel/known-facts.ts';
import { approvalSubject, projectSubject } from '../readmodel/subject-id.ts';
import { approvalAt } from './approval-at.ts';
import { assessAt, type AssessedView, type View, type ViewDeps } from './assess-at.ts';

/** A fact of a chain; a date told by another project rests on facts of that one. */
export interface ChainedFact extends KnownFact {
  rests?: ChainedFact[];
}

/** What a signal stands on, down to where each raw event came in. */
export interface Grounded extends Omit<Grounds, 'facts'> {
  facts: ChainedFact[];
}

/** What each signal of a project stands on, by its id; those that its approvals have said too. */
export async function groundedSignals(
  deps: ViewDeps,
  code: string,
  { view, found }: { view: View; found: AssessedView },
): Promise<Record<string, Grounded>> {
  const { assessment, dossier, at } = found;
  const today = dayOf(at);
  const approvals = new Map<number, ApprovalAssessment | undefined>();
  const grounded: Record<string, Grounded> = {};
  for (const signal of assessment.signals) {
    const round = roundOf(signal);
    if (round !== undefined && !approvals.has(round)) {
      const approval = await approvalAt(deps, approvalSubject(code, round), view);
      approvals.set(round, approval?.assessment);
    }
    const grounds =
      round === undefined
        ? groundsOf(signal, dossier, today)
        : groundsInApproval(signal, approvals.get(round), today);
    const facts = await chained(deps, grounds.facts, { code, view, seen: new Set() });
    grounded[signal.id] = { ...grounds, facts };
  }
  return grounded;
}

/** The same of signals of one round of an approval, in their order. */
export async function groundedInApproval(
  deps: ViewDeps,
  code: string,
  {
    signals,
    assessment,
    today,
  }: { signals: readonly Signal[]; assessment: ApprovalAssessment; today: Day },
): Promise<Grounded[]> {
  return Promise.all(
    signals.map(async (signal) => {
      const grounds = groundsInApproval(signal, assessment, today);
      const facts = await chained(deps, grounds.facts, { code, view: {}, seen: new Set() });
      return { ...grounds, facts };
    }),
  );
}

function groundsInApproval(
  signal: Signal,
  approval: ApprovalAssessment | undefined,
  today: Day,
): Grounds {
  const item = approval?.items.find(({ id }) => id === signal.object);
  const stops = item?.stops.map(({ from, to, reason }): Suspension =>
    present({ from, to, reason }),
  );
  return bareGrounds(signal, today, stops);
}

const OF_APPROVALS: readonly Signal['kind'][] = [
  ...(['limit', 'corrections', 'deficiency', 'utilityNeed', 'umbrella', 'presumed'] as const),
  ...(['itemState', 'quality'] as const),
];

/** The round that said it: ids of later rounds begin with theirs. */
function roundOf({ id, kind }: Signal): number | undefined {
  if (!OF_APPROVALS.includes(kind)) return undefined;
  const [, round = '1'] = /^(\d+)\//.exec(id) ?? [];
  return Number(round);
}

interface Walk {
  code: string;
  view: View;
  /** Dates already followed, so that no circle of projects is walked for ever. */
  seen: Set<string>;
}

// Rounds whose facts are looked through; a project has no more phases.
const ROUNDS = 9;

async function chained(
  deps: ViewDeps,
  refs: readonly FactRef[],
  { code, view, seen }: Walk,
): Promise<ChainedFact[]> {
  const approvals = Array.from({ length: ROUNDS }, (_, nth) => approvalSubject(code, nth + 1));
  const facts = await knownFacts(deps.pool, refs, [projectSubject(code), ...approvals]);
  return Promise.all(
    facts.map(async (fact): Promise<ChainedFact> => {
      const { upstream } = fact;
      const key = upstream && `${upstream.project}/${upstream.milestone}`;
      if (!upstream || !key || seen.has(key)) return fact;
      const there = await assessAt(deps, upstream.project, view);
      if (!there) return fact;
      const behind = factsOfMilestone(upstream.milestone, there.assessment, there.dossier);
      const walk = { code: upstream.project, view, seen: new Set([...seen, key]) };
      return { ...fact, rests: await chained(deps, behind, walk) };
    }),
  );
}
