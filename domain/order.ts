import type { Fact } from './fact.ts';
import { toMillis } from './time.ts';

/**
 * Sorts facts into the one order in which they are folded, whatever their order of arrival: by order
 * time, source, application number, sequence, id. Total and transitive, because each fact gets its
 * order time before any two are compared.
 */
export function orderFacts(facts: readonly Fact[]): Fact[] {
  const times = orderTimes(facts);
  const timeOf = (fact: Fact): number => times.get(fact) ?? 0;
  return [...facts].sort((a, b) => timeOf(a) - timeOf(b) || compareOrigin(a, b));
}

/**
 * Milliseconds by which each fact is ordered: when it was true, but within one source and
 * application never before a fact with a lower sequence, since a source's own numbering is more
 * reliable than the times typed into it.
 */
export function orderTimes(facts: readonly Fact[]): Map<Fact, number> {
  const times = new Map(facts.map((fact) => [fact, toMillis(fact.occurredAt)]));
  for (const numbered of groupByApplication(facts)) {
    let latest = -Infinity;
    for (const block of blocksOfSequence(numbered)) {
      for (const fact of block) latest = Math.max(latest, times.get(fact) ?? latest);
      for (const fact of block) times.set(fact, latest);
    }
  }
  return times;
}

function groupByApplication(facts: readonly Fact[]): Fact[][] {
  const groups = new Map<string, Fact[]>();
  for (const fact of facts) {
    if (fact.sequence === undefined || fact.applicationNo === undefined) continue;
    const key = `${fact.source}\n${fact.applicationNo}`;
    const group = groups.get(key);
    if (group) group.push(fact);
    else groups.set(key, [fact]);
  }
  return [...groups.values()];
}

// Facts of the same sequence share one order time, else which of them came first would matter.
function blocksOfSequence(numbered: Fact[]): Fact[][] {
  const blocks = new Map<number, Fact[]>();
  for (const fact of numbered) {
    const sequence = fact.sequence ?? 0;
    const block = blocks.get(sequence);
    if (block) block.push(fact);
    else blocks.set(sequence, [fact]);
  }
  return [...blocks].sort(([a], [b]) => a - b).map(([, block]) => block);
}

function compareOrigin(a: Fact, b: Fact): number {
  return (
    compareText(a.source, b.source) ||
    compareText(a.applicationNo ?? '', b.applicationNo ?? '') ||
    (a.sequence ?? -1) - (b.sequence ?? -1) ||
    compareText(a.id, b.id)
  );
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
