import type { Day } from '../time.ts';
import { earlierOf, laterOf } from '../time.ts';
import type { ProjectStanding } from './fact.ts';
import type { Requirement, Utility, UtilityStep } from './template.ts';
import type { Applicability } from './applicability.ts';

/** What other items and gates may ask of an item. */
export interface ItemStanding {
  applies: Applicability;
  /** A person has decided by name that it is not needed: then it holds nobody up, `ifApplies` or not. */
  waived?: boolean;
  done: boolean;
  doneOn?: Day;
}

/** All that requirements can ask for, in one place. */
export interface GraphContext {
  /** By item id; one that is missing here is not done. */
  items: ReadonlyMap<string, ItemStanding>;
  milestones: ProjectStanding['milestones'];
  /** When each step of a supply was reached; a later step does not stand for an earlier one. */
  utilities: Partial<Readonly<Record<Utility, Partial<Readonly<Record<UtilityStep, Day>>>>>>;
}

/** What a requirement lacks, as item ids, `milestone:<code>` or `utility:<utility>.<step>`, each once. */
export interface Unmet {
  missing: string[];
  /** Items of which nobody knows whether they apply: a question, they hold nothing up. */
  undetermined: string[];
}

/** What a requirement still waits for; of an `any` nothing once one branch is met, else all its branches. */
export function unmet(requirement: Requirement, context: GraphContext): Unmet {
  if ('all' in requirement) return joined(requirement.all.map((one) => unmet(one, context)));
  if ('any' in requirement) return lackOfAny(requirement.any.map((one) => unmet(one, context)));
  if ('item' in requirement) return lackOfItem(requirement, context);
  if ('milestone' in requirement) {
    const isReached = context.milestones[requirement.milestone]?.reached !== undefined;
    return isReached ? NOTHING : missing(`milestone:${requirement.milestone}`);
  }
  const { utility, step } = requirement;
  const isReached = context.utilities[utility]?.[step] !== undefined;
  return isReached ? NOTHING : missing(`utility:${utility}.${step}`);
}

/** Whether nothing that is surely needed is missing; what is undetermined holds nothing up. */
export const isMet = (requirement: Requirement, context: GraphContext): boolean =>
  unmet(requirement, context).missing.length === 0;

/** The day from which on a met requirement was met; nothing where it is not met or no day is known. */
export function metOn(requirement: Requirement, context: GraphContext): Day | undefined {
  if (!isMet(requirement, context)) return undefined;
  if ('all' in requirement) return latest(requirement.all.map((one) => metOn(one, context)));
  if ('any' in requirement) {
    const met = requirement.any.filter((one) => isMet(one, context));
    return earliest(met.map((one) => metOn(one, context)));
  }
  if ('item' in requirement) return context.items.get(requirement.item)?.doneOn;
  if ('milestone' in requirement)
    return context.milestones[requirement.milestone]?.reached ?? undefined;
  return context.utilities[requirement.utility]?.[requirement.step];
}

type Leaf = Exclude<Requirement, { all: readonly Requirement[] } | { any: readonly Requirement[] }>;

// Templates never change, and each assessment asks for those of all their items.
const LEAVES = new WeakMap<Requirement, readonly Leaf[]>();

/** The plain requirements in it, in order, without their `all` and `any`. */
export function leavesOf(requirement: Requirement): readonly Leaf[] {
  const known = LEAVES.get(requirement);
  if (known) return known;
  const leaves = partsOf(requirement);
  LEAVES.set(requirement, leaves);
  return leaves;
}

function partsOf(requirement: Requirement): readonly Leaf[] {
  if ('all' in requirement) return requirement.all.flatMap(leavesOf);
  if ('any' in requirement) return requirement.any.flatMap(leavesOf);
  return [requirement];
}

const NOTHING: Unmet = { missing: [], undetermined: [] };
const missing = (what: string): Unmet => ({ missing: [what], undetermined: [] });

function lackOfItem(
  { item, ifApplies }: Extract<Requirement, { item: string }>,
  { items }: GraphContext,
): Unmet {
  const standing = items.get(item);
  if (!standing) return missing(item);
  if (standing.done || standing.waived) return NOTHING;
  if (standing.applies === 'undetermined') return { missing: [], undetermined: [item] };
  return standing.applies === 'no' && ifApplies ? NOTHING : missing(item);
}

// A branch that only asks a question is as good as met, but the question is passed on.
function lackOfAny(branches: readonly Unmet[]): Unmet {
  const open = branches.filter((one) => one.missing.length === 0);
  if (open.length === 0) return joined(branches);
  return open.find((one) => one.undetermined.length === 0) ?? joined(open);
}

const joined = (parts: readonly Unmet[]): Unmet => ({
  missing: [...new Set(parts.flatMap((part) => part.missing))],
  undetermined: [...new Set(parts.flatMap((part) => part.undetermined))],
});

const latest = (days: readonly (Day | undefined)[]): Day | undefined => reduced(days, laterOf);
const earliest = (days: readonly (Day | undefined)[]): Day | undefined => reduced(days, earlierOf);

const reduced = (days: readonly (Day | undefined)[], better: (a: Day, b: Day) => Day) =>
  days.reduce<Day | undefined>(
    (best, day) => (best && day ? better(best, day) : (best ?? day)),
    undefined,
  );
