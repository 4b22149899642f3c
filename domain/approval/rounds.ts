import type { Fact } from '../fact.ts';
import type { Day } from '../time.ts';
import { dayOf } from '../time.ts';
import type { ApprovalDossier } from './dossier.ts';
import { toldBy } from './steps.ts';

/** A round of a project's approval, from the day of its first fact. */
export interface Round {
  round: number;
  phase?: string;
  from: Day;
}

/**
 * Which facts are this round's, since every round hears all of its project: those of an application
 * of which any fact names its phase, else those of applications that began while it was the last
 * round. What people say to this approval is always its own.
 */
export function factsOfRound(
  { opening, project }: Pick<ApprovalDossier, 'opening' | 'project'>,
  facts: readonly Fact[],
): (fact: Fact) => boolean {
  const own = opening?.round ?? 1;
  const rounds = roundsOf(opening, project?.rounds ?? []);
  if (rounds.length < 2 && own === 1) return () => true;
  const origins = new Map<string, Origin>();
  for (const fact of facts) remember(origins, fact);
  return (fact) => {
    if (fact.type.startsWith('command.')) return true;
    const key = keyOf(fact);
    if (key === undefined) return true;
    return roundOf(origins.get(key) ?? originOf(fact), rounds) === own;
  };
}

interface Origin {
  first: Day;
  phases: string[];
}

function roundsOf(opening: ApprovalDossier['opening'], known: readonly Round[]): Round[] {
  const own: Round[] =
    opening && !known.some(({ round }) => round === opening.round)
      ? [{ round: opening.round, from: opening.on, ...phaseOf(opening) }]
      : [];
  return [...known, ...own].sort((a, b) => a.round - b.round);
}

function remember(origins: Map<string, Origin>, fact: Fact): void {
  const key = keyOf(fact);
  if (key === undefined) return;
  const known = origins.get(key);
  const origin = originOf(fact);
  // Facts come in fold order: the first is the earliest.
  if (known) known.phases.push(...origin.phases);
  else origins.set(key, origin);
}

// Facts without a number belong to no application that could be told from others: each stands alone.
function keyOf(fact: Fact): string | undefined {
  const told = toldBy(fact);
  if (!told) return undefined;
  return told.no === undefined ? `\n${fact.source}\n${fact.id}` : `${told.item}\n${told.no}`;
}

function originOf(fact: Fact): Origin {
  const { phase } = phaseOf(fact.data);
  return { first: dayOf(fact.occurredAt), phases: phase === undefined ? [] : [phase] };
}

function phaseOf(data: object): { phase?: string } {
  return 'phase' in data && typeof data.phase === 'string' ? { phase: data.phase } : {};
}

function roundOf({ first, phases }: Origin, rounds: readonly Round[]): number {
  const named = rounds.find(({ phase }) => phase !== undefined && phases.includes(phase));
  if (named) return named.round;
  return rounds.findLast(({ from }) => from <= first)?.round ?? 1;
}
