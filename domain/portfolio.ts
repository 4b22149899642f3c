import { assess } from './assess.ts';
import type { Assessment } from './assessment.ts';
import type { Definitions } from './definitions.ts';
import type { Dependency, Fact, Registration } from './fact.ts';
import { fold } from './fold.ts';
import { endOf, startOf } from './time.ts';
import type { Day } from './time.ts';
import { upstreamDate } from './upstream.ts';

/**
 * What the core says of each project of a list on that day, knowing nothing but the list; in the
 * order of the list. Projects are assessed after those they wait for, so that dates pass on.
 */
export function assessPortfolio(
  registrations: readonly Registration[],
  definitionsFor: (registration: Registration) => Definitions,
  asOf: Day,
): Assessment[] {
  const done = new Map<string, Assessment>();
  for (const registration of upstreamFirst(registrations)) {
    const upstream = registration.dependencies.flatMap((edge) => {
      const fact = upstreamFact(edge, done.get(edge.on), asOf);
      return fact ? [fact] : [];
    });
    const dossier = fold([registerFact(registration, asOf), ...upstream], { asOf });
    const definitions = definitionsFor(registration);
    done.set(registration.code, assess(dossier, definitions, endOf(asOf), { closed: false }));
  }
  return registrations.flatMap(({ code }) => done.get(code) ?? []);
}

interface Waiting {
  code: string;
  dependencies: readonly Pick<Dependency, 'on'>[];
}

/** Upstream projects before their dependants; in a circle one dependant comes before what it waits for. */
export function upstreamFirst<T extends Waiting>(registrations: readonly T[]): T[] {
  const byCode = new Map(registrations.map((registration) => [registration.code, registration]));
  const ordered = new Set<T>();
  const entered = new Set<string>();
  const visit = (registration: T): void => {
    if (entered.has(registration.code)) return;
    entered.add(registration.code);
    for (const { on } of registration.dependencies) {
      const upstream = byCode.get(on);
      if (upstream) visit(upstream);
    }
    ordered.add(registration);
  };
  for (const registration of registrations) visit(registration);
  return [...ordered];
}

const registerFact = (registration: Registration, asOf: Day): Fact => ({
  source: '/command',
  id: `register/${registration.code}`,
  type: 'command.register.v1',
  occurredAt: asOf,
  arrivedAt: startOf(asOf),
  data: { actor: { id: 'kaigong', role: 'system' }, reason: 'assessment of a list', registration },
});

function upstreamFact(
  { on, milestone }: Dependency,
  upstream: Assessment | undefined,
  asOf: Day,
): Fact | undefined {
  const data = upstream && upstreamDate(upstream, milestone);
  if (!data) return undefined;
  return {
    source: `/upstream/${on}`,
    id: `${milestone}/0`,
    type: 'upstream.date.v1',
    occurredAt: asOf,
    arrivedAt: startOf(asOf),
    data,
  };
}
