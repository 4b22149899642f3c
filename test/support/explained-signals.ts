import { bareGrounds, factKey, groundsOf } from '../../domain/grounds.ts';
import type { Signal } from '../../domain/assessment.ts';
import { explain } from '../../domain/explain.ts';
import { fold } from '../../domain/fold.ts';
import type { Fact } from '../../domain/fact.ts';
import type { ChainedFact, GroundedSignal } from '../../domain/grounded-signal.ts';
import { hearOut } from '../../domain/policy-cases/project-and-approval.ts';
import type { PolicyCase } from '../../domain/policy-cases/policy-case.ts';
import { present } from '../../domain/present.ts';
import type { Language } from '../../domain/texts.ts';
import { endOf } from '../../domain/time.ts';
import { DEFAULT_DIRECTORY, definitionsFor } from '../../schemas/definitions.ts';
import { readCase } from '../../schemas/policy-case.ts';
import { readPolicyCases } from '../../schemas/policy-files.ts';
import { catalogue } from './a-project.ts';

/** A signal with what it says in each language. */
export interface ToldSignal {
  signal: Signal;
  zh: GroundedSignal;
  en: GroundedSignal;
}

/** The invented projects of each shipped policy, from its own file. */
export const shippedCases = (): Map<string, PolicyCase[]> =>
  new Map(
    [...readPolicyCases(DEFAULT_DIRECTORY)].map(([policy, cases]) => [
      policy,
      cases.map((written) => {
        const read = readCase(written, catalogue);
        if ('faults' in read) throw new Error(`${written.title} cannot be read`);
        return read;
      }),
    ]),
  );

/** What a policy says of a project at the end of its day, explained with grounds; every fact as if it had come by Kafka. */
export function toldBy(policy: string, { registration, facts, on }: PolicyCase): ToldSignal[] {
  const definitions = definitionsFor(catalogue, { ...registration, policy });
  const pair = hearOut({ facts: [] }, facts, definitions, { now: endOf(on), closed: false });
  const { assessment } = pair;
  const dossier = fold(pair.facts);
  const known = chainedFacts([...pair.facts, ...(pair.approval ?? [])]);
  const told = (language: Language) => explain(assessment, on, language).signals;
  const grounded = (one: ReturnType<typeof told>[number], signal: Signal): GroundedSignal => {
    const grounds = OF_APPROVALS.includes(signal.kind)
      ? bareGrounds(signal, on)
      : groundsOf(signal, dossier, on);
    const chain = grounds.facts.flatMap((ref) => known.get(factKey(ref)) ?? []);
    return { ...one, grounds: { ...grounds, facts: chain } };
  };
  const [zh, en] = [told('zh'), told('en')];
  return assessment.signals.flatMap((signal) => {
    const [inChinese, inEnglish] = [zh, en].map((all) => all.find(({ id }) => id === signal.id));
    if (!inChinese || !inEnglish) return [];
    return [{ signal, zh: grounded(inChinese, signal), en: grounded(inEnglish, signal) }];
  });
}

const OF_APPROVALS: readonly Signal['kind'][] = [
  ...(['limit', 'corrections', 'deficiency', 'utilityNeed', 'umbrella', 'presumed'] as const),
  ...(['itemState', 'quality'] as const),
];

const chainedFacts = (facts: readonly Fact[]): ReadonlyMap<string, ChainedFact> =>
  new Map(
    facts.map((fact, offset): [string, ChainedFact] => {
      const { source, id, type, occurredAt, arrivedAt } = fact;
      const place = { topic: 'permit.events', partition: 0, offset };
      return [
        factKey(fact),
        present({
          ...{ source, id, type, occurredAt, arrivedAt, place },
          ...{ actor: null, upstream: null },
        }),
      ];
    }),
  );
