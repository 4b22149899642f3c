import { fill } from './fill.ts';
import type { ChainedFact, Grounded, GroundedSignal } from './grounded-signal.ts';
import { factKey, type Suspension } from './grounds.ts';
import { GROUNDS_WORDS, type GroundsWords } from './grounds-words.ts';
import type { Language } from './texts.ts';
import { dayOf } from './time.ts';

/** The grounds of a signal in one line, once in full and once for a small screen. */
export interface GroundsLine {
  full: string;
  brief: string;
}

/** The fact that decided last, with its source and its place; nothing of what only the few may know. */
export function groundsLine(
  { facts, grounds, restricted }: GroundedSignal,
  language: Language,
): GroundsLine | undefined {
  const own = new Set(facts.map(factKey));
  const said = grounds.facts.filter((one) => own.has(factKey(one)));
  // A plan that was set later decides nothing that was reported.
  const fact = decidingFact(said.length > 0 ? said : grounds.facts);
  if (restricted || (!fact && !grounds.byPlanAlone)) return undefined;
  const words = GROUNDS_WORDS[language];
  const values = fact ? valuesOf(fact) : {};
  return grounds.byPlanAlone
    ? { full: fill(words.byPlanAlone, values), brief: words.byPlanAloneBriefly }
    : { full: fill(words.fact, values), brief: fill(words.factBriefly, values) };
}

/** All that a signal stands on beside its sentence, a line each: rule, facts, what is left out of the count, the next move. */
export function groundsLines(
  { rule, causes, grounds, restricted }: GroundedSignal,
  language: Language,
): string[] {
  if (restricted) return [];
  const words = GROUNDS_WORDS[language];
  return [
    fill(words.rule, { rule }),
    ...(grounds.byPlanAlone ? [words.byPlanAloneBriefly] : []),
    ...grounds.facts.flatMap((fact) => factLines(fact, words)),
    ...grounds.suspensions.map((one) => leftOutLine(one, words)),
    ...holderLine(grounds, causes.length > 0, words),
  ];
}

/** The latest of them; of a date told by another project what it rests on there. */
function decidingFact(facts: readonly ChainedFact[]): ChainedFact | undefined {
  const latest = facts.reduce<ChainedFact | undefined>(
    (best, fact) => (best && dayIn(best) > dayIn(fact) ? best : fact),
    undefined,
  );
  return (latest?.rests && decidingFact(latest.rests)) ?? latest;
}

// What was cleared away since has no day any more.
const dayIn = ({ occurredAt }: ChainedFact): string =>
  occurredAt === null ? '' : dayOf(occurredAt);

function factLines(fact: ChainedFact, words: GroundsWords): string[] {
  const behind = (fact.rests ?? []).flatMap((one) => factLines(one, words));
  return [fill(words.fact, valuesOf(fact)), ...behind.map((line) => `← ${line}`)];
}

function valuesOf(fact: ChainedFact): Record<string, string> {
  const { source, id, place } = fact;
  const day = dayIn(fact);
  return {
    ...{ source, id },
    ...(day !== '' && { day }),
    ...(place && { place: `${place.topic}/${place.partition}/${place.offset}` }),
  };
}

function leftOutLine({ from, to, reason }: Suspension, { leftOut, stops }: GroundsWords): string {
  // A stop of an approval has a code, a pause the words of whoever asked for it.
  const said = (stops as Partial<Record<string, string>>)[reason] ?? reason;
  return fill(leftOut, {
    from: dayOf(from),
    reason: said,
    ...(to !== undefined && { to: dayOf(to) }),
  });
}

function holderLine(
  { holder }: Grounded,
  isSaid: boolean,
  { holder: line, holders, nobody }: GroundsWords,
): string[] {
  if (holder === undefined) return isSaid ? [] : [fill(line, { holder: nobody })];
  const named = (holders as Partial<Record<string, string>>)[holder] ?? holder;
  return [fill(line, { holder: named })];
}
