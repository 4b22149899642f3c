import type { FactRef, Signal } from '../domain/assessment.ts';
import type { ApprovalAssessment } from '../domain/approval/assessment.ts';
import type { ChainedFact, Grounded, KnownFact } from '../domain/grounded-signal.ts';
import {
  bareGrounds,
  eachOnce,
  factKey,
  factsOfMilestone,
  groundsOf,
  type Grounds,
  type Suspension,
} from '../domain/grounds.ts';
import { present } from '../domain/present.ts';
import { dayOf, type Day } from '../domain/time.ts';
import { knownFacts } from '../readmodel/known-facts.ts';
import { approvalSubject, projectSubject } from '../readmodel/subject-id.ts';
import { approvalAt } from './approval-at.ts';
import { assessAt, type AssessedView, type View, type ViewDeps } from './assess-at.ts';

/** What signals of a project stand on, by their ids; those that its approvals have said too. */
export async function groundedSignals(
  deps: ViewDeps,
  code: string,
  { view, found, signals = found.assessment.signals }: Grounding,
): Promise<Record<string, Grounded>> {
  const today = dayOf(found.at);
  const approvals = new Map<number, ApprovalAssessment | undefined>();
  for (const round of new Set(signals.flatMap((signal) => roundOf(signal) ?? []))) {
    const approval = await approvalAt(deps, approvalSubject(code, round), view);
    approvals.set(round, approval?.assessment);
  }
  const all = signals.map((signal): [string, Grounds] => {
    const round = roundOf(signal);
    return [
      signal.id,
      round === undefined
        ? groundsOf(signal, found.dossier, today)
        : groundsInApproval(signal, approvals.get(round), today),
    ];
  });
  return chainedAll(deps, all, { code, view, seen: new Set() });
}

/** Which signals of what was found. */
export interface Grounding {
  view: View;
  found: AssessedView;
  /** All of them unless told otherwise. */
  signals?: readonly Signal[];
}

/** The same of signals of one round of an approval, as known now. */
export function groundedInApproval(
  deps: ViewDeps,
  code: string,
  {
    signals,
    assessment,
    today,
  }: { signals: readonly Signal[]; assessment: ApprovalAssessment; today: Day },
): Promise<Record<string, Grounded>> {
  const all = signals.map((signal): [string, Grounds] => [
    signal.id,
    groundsInApproval(signal, assessment, today),
  ]);
  return chainedAll(deps, all, { code, view: {}, seen: new Set() });
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
  seen: ReadonlySet<string>;
}

/** One look at the facts for all of them. */
async function chainedAll(
  deps: ViewDeps,
  all: readonly [string, Grounds][],
  walk: Walk,
): Promise<Record<string, Grounded>> {
  const refs = all.flatMap(([, { facts }]) => facts);
  const known = await chained(deps, refs, walk);
  return Object.fromEntries(
    all.map(([id, grounds]) => [id, { ...grounds, facts: pick(grounds.facts, known) }]),
  );
}

type Chain = ReadonlyMap<string, ChainedFact>;

const pick = (refs: readonly FactRef[], known: Chain): ChainedFact[] =>
  refs.flatMap((ref) => known.get(factKey(ref)) ?? []);

// Rounds whose facts are looked through; a project has no more phases.
const ROUNDS = 9;

async function chained(deps: ViewDeps, refs: readonly FactRef[], walk: Walk): Promise<Chain> {
  const { code } = walk;
  const approvals = Array.from({ length: ROUNDS }, (_, nth) => approvalSubject(code, nth + 1));
  const subjects = [projectSubject(code), ...approvals];
  const facts = await knownFacts(deps.pool, eachOnce(refs), subjects);
  const behind = await factsBehind(deps, facts, walk);
  return new Map(
    facts.map((fact) => {
      const rests = fact.upstream && behind.get(dateKey(fact.upstream));
      return [factKey(fact), rests ? { ...fact, rests } : fact];
    }),
  );
}

type UpstreamDate = NonNullable<KnownFact['upstream']>;

const dateKey = ({ project, milestone }: UpstreamDate): string => `${project}/${milestone}`;

/** What dates told by other projects rest on there, by date; each project is looked at once. */
async function factsBehind(
  deps: ViewDeps,
  facts: readonly KnownFact[],
  { view, seen }: Walk,
): Promise<Map<string, ChainedFact[]>> {
  const dates = new Map(
    facts.flatMap(({ upstream }) =>
      upstream && !seen.has(dateKey(upstream)) ? [[dateKey(upstream), upstream] as const] : [],
    ),
  );
  const behind = new Map<string, ChainedFact[]>();
  for (const code of new Set([...dates.values()].map(({ project }) => project))) {
    const there = await assessAt(deps, code, view);
    if (!there) continue;
    const refs = [...dates.values()]
      .filter(({ project }) => project === code)
      .map((date) => ({
        key: dateKey(date),
        facts: factsOfMilestone(date.milestone, there.assessment, there.dossier),
      }));
    const walk = { code, view, seen: new Set([...seen, ...refs.map(({ key }) => key)]) };
    const all = refs.flatMap((one) => one.facts);
    const known = await chained(deps, all, walk);
    for (const one of refs) behind.set(one.key, pick(one.facts, known));
  }
  return behind;
}
