import type { Fact } from '../../../domain/fact.ts';
import { cloudEvent, UNKNOWN_ARRIVAL, type Message, type Said, type Unplaced } from './message.ts';
import { drawFuture, drawPoison } from './poison.ts';
import type { Chance } from './seeded.ts';
import { drawCorrection, drawStatement, someMoment } from './statements.ts';

/** How many messages of each kind a run has. */
export interface Mixture {
  statements: number;
  corrections: number;
  voids: number;
  /** The same event once more, perhaps in the other mode. */
  duplicates: number;
  /** The same source and id with another content. */
  conflicts: number;
  poison: number;
  future: number;
  /** Of projects that nobody ever registers. */
  unknown: number;
}

/** Shares of a run of so many messages; the statements are what is left. */
export function mixtureOf(messages: number): Mixture {
  const share = (thousandths: number) => Math.max(2, Math.round((messages * thousandths) / 1_000));
  const others = {
    corrections: share(45),
    voids: share(25),
    duplicates: share(75),
    conflicts: share(15),
    poison: share(30),
    future: share(10),
    unknown: share(20),
  };
  const sum = Object.values(others).reduce((a, b) => a + b);
  return { statements: messages - sum, ...others };
}

const UNKNOWN_PROJECTS = ['nobody-1', 'nobody-2', 'nobody-3'];

/** All messages of a run in the order in which they are sent, spread over `spanMs`; about the given projects. */
export function makeMessages(
  chance: Chance,
  { mixture, projects, spanMs }: { mixture: Mixture; projects: readonly string[]; spanMs: number },
): Message[] {
  const said = times(mixture.statements, (nth) => state(chance, chance.pick(projects), nth));
  const unknown = times(mixture.unknown, (nth) =>
    state(chance, chance.pick(UNKNOWN_PROJECTS), nth + mixture.statements),
  );
  const valid = [
    ...said,
    ...unknown,
    ...times(mixture.corrections, (nth) => correct(chance, said, nth)),
    ...times(mixture.voids, (nth) => take(chance, said, nth)),
  ];
  const sent = valid.map((one) => inSomeForm(chance, one));
  const again = times(mixture.duplicates, () => inSomeForm(chance, chance.pick(valid), sent));
  const otherwise = times(mixture.conflicts, () => conflictWith(chance, said));
  const poison = times(mixture.poison, (nth) =>
    drawPoison(chance, `poison-${nth}`, chance.pick(projects)),
  );
  const future = times(mixture.future, (nth) => drawFuture(`future-${nth}`, chance.pick(projects)));
  return placed(chance, [...sent, ...again, ...otherwise, ...poison, ...future], spanMs);
}

function state(chance: Chance, project: string, nth: number): Said {
  const { type, ...rest } = drawStatement(chance, nth);
  const family = type.split('.')[0] ?? '';
  const fact = { source: `/${family}/fault`, id: `e-${nth}`, type, ...rest };
  // `as`: drawStatement gives each type its own data; the unit test parses every one by its schema.
  return { project, fact: { ...fact, arrivedAt: UNKNOWN_ARRIVAL } as Fact };
}

function correct(chance: Chance, said: readonly Said[], nth: number): Said {
  for (;;) {
    const { project, fact } = chance.pick(said);
    const changes = drawCorrection(fact, chance);
    if (changes) {
      const data = { target: fact.id, changes, reason: '录入有误' };
      return { project, fact: about(chance, fact, `c-${nth}`, 'event.corrected.v1', data) };
    }
  }
}

function take(chance: Chance, said: readonly Said[], nth: number): Said {
  const { project, fact } = chance.pick(said);
  const data = { target: fact.id, reason: '重复录入' };
  return { project, fact: about(chance, fact, `v-${nth}`, 'event.voided.v1', data) };
}

function about(
  chance: Chance,
  target: Fact,
  id: string,
  type: 'event.corrected.v1' | 'event.voided.v1',
  data: object,
): Fact {
  const { source } = target;
  const envelope = { source, id, occurredAt: someMoment(chance), arrivedAt: UNKNOWN_ARRIVAL };
  return { ...envelope, type, data } as Fact; // `data` is of this type at both callers
}

function conflictWith(chance: Chance, said: readonly Said[]): Unplaced {
  const { project, fact } = chance.pick(said);
  const other = { ...fact, occurredAt: someMoment(chance) };
  if (other.occurredAt === fact.occurredAt) return conflictWith(chance, said);
  return inSomeForm(chance, { project, fact: other });
}

/** A duplicate keeps the spelling of the time, else it would be another content. */
function inSomeForm(chance: Chance, said: Said, before: readonly Unplaced[] = []): Unplaced {
  const binary = chance.isLucky(0.5);
  const drawn = chance.isLucky(0.5);
  const first = before.find(({ says }) => says === said);
  return cloudEvent(said, { binary, zoned: first ? isZoned(first) : drawn });
}

const isZoned = ({ headers, value }: Unplaced): boolean =>
  (headers['ce_time'] ?? value?.toString() ?? '').includes('+08:00');

/** Shuffled: what corrects, voids or repeats may come long before what it is about. */
function placed(chance: Chance, messages: readonly Unplaced[], spanMs: number): Message[] {
  return chance.shuffled(messages).map((message, nth) => ({
    ...message,
    nth,
    atMs: Math.floor((nth * spanMs) / messages.length),
  }));
}

function times<T>(count: number, make: (nth: number) => T): T[] {
  return Array.from({ length: count }, (_, nth) => make(nth));
}
