import type { Assessment } from '../../../domain/assessment.ts';
import { core } from '../../../domain/core.ts';
import type { Fact, FactOf } from '../../../domain/fact.ts';
import { startOf, type Instant } from '../../../domain/time.ts';
import { upstreamDate } from '../../../domain/upstream.ts';
import { definitionsFor, loadDefinitions } from '../../../schemas/definitions.ts';
import { UNKNOWN_ARRIVAL } from './message.ts';
import { TODAY } from './park.ts';
import type { PersonsCommand } from './people.ts';
import type { Script } from './script.ts';
import type { Effects } from './effects.ts';

const catalogue = loadDefinitions();

/** What must be known of a project when everything has come to rest. */
export interface Expectation {
  project: string;
  /** All that sources have said of it, once each. */
  said: Fact[];
  assessment: Assessment;
}

/** Every registered project as it must be at `now`, folded from what was produced and what people were told. */
export function expectEnd(
  { park, registrations, commands }: Script,
  effects: Effects,
  now: Instant,
): Map<string, Expectation> {
  const ends = new Map<string, Expectation>();
  // Who waits for another comes after it in the park.
  for (const { code, dependencies } of park) {
    const said = effects.facts.get(code) ?? [];
    const acts = [...registrations, ...commands].filter(
      ({ project, expected }) => project === code && expected === 'accepted',
    );
    const told = dependencies.flatMap(({ on, milestone }) =>
      toldBy(ends.get(on)?.assessment, milestone),
    );
    const facts = [...acts.map(asFact), ...said, ...told];
    ends.set(code, { project: code, said, assessment: assess(facts, now, isClosed(acts)) });
  }
  return ends;
}

function assess(facts: readonly Fact[], now: Instant, closed: boolean): Assessment {
  const dossier = core.fold(facts);
  if (!dossier.registration) throw new Error('The script registers every project of its park');
  return core.assess(dossier, definitionsFor(catalogue, dossier.registration), now, { closed });
}

// Everything that is said is older than the run, so what people do comes after it in any case.
function asFact({ body }: PersonsCommand, nth: number): Fact {
  const { commandId, type = 'register', ...data } = body;
  const fact = {
    source: '/command',
    id: commandId,
    type: `command.${type}.v1`,
    sequence: nth + 1,
    occurredAt: startOf(TODAY),
    arrivedAt: UNKNOWN_ARRIVAL,
    data,
  };
  return fact as unknown as Fact; // the unit test has the product's own schema parse every body
}

function isClosed(acts: readonly PersonsCommand[]): boolean {
  const last = acts.findLast(({ body: { type } }) => type === 'terminate' || type === 'reopen');
  return last?.body.type === 'terminate';
}

function toldBy(upstream: Assessment | undefined, milestone: string): Fact[] {
  const data = upstream && upstreamDate(upstream, milestone);
  if (!data) return [];
  const fact: FactOf<'upstream.date.v1'> = {
    source: `/upstream/${data.project}`,
    id: 'the last one counts',
    type: 'upstream.date.v1',
    occurredAt: startOf(TODAY),
    arrivedAt: UNKNOWN_ARRIVAL,
    data,
  };
  return [fact];
}
