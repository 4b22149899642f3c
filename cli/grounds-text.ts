import type { ChainedFact, Grounded } from '../domain/grounded-signal.ts';

/** What a signal stands on, a line each: what is left out of its count, then its facts and where each came in. */
export function groundsText({ suspensions, facts }: Grounded): string[] {
  return [
    ...suspensions.map(({ from, to = '', reason }) => `⏸ ${from} – ${to} ${reason}`.trimEnd()),
    ...facts.flatMap((fact) => factLines(fact, '')),
  ];
}

function factLines(fact: ChainedFact, indent: string): string[] {
  const { source, id, type, occurredAt, actor, place, rests = [] } = fact;
  const where = place && `${place.topic}/${place.partition}/${place.offset}`;
  const parts = [type, occurredAt, actor?.id, `${source} ${id}`, where];
  const said = parts.filter((part) => part !== null && part !== undefined).join(' · ');
  return [`${indent}← ${said}`, ...rests.flatMap((one) => factLines(one, `${indent}  `))];
}
