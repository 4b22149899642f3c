import { desired } from '../../../domain/desired.ts';
import type { Fact } from '../../../domain/fact.ts';
import { canonicalJson } from '../../../schemas/canonical-json.ts';
import type { Effects } from './effects.ts';
import { differences, endStateOf } from './end-state.ts';
import type { Expectation } from './expect.ts';
import type { HeardLetter, KeptFact, KeptLetter, Observation } from './observation.ts';
import type { PersonsCommand } from './people.ts';

/** What must hold, from the script alone. */
export interface Expected {
  effects: Effects;
  ends: Map<string, Expectation>;
  commands: readonly PersonsCommand[];
}

/** Everything that is not as it must be, a sentence each; none after a good run. */
export function judgeState(expected: Expected, seen: Observation): string[] {
  return [
    ...expected.effects.missing.map((nth) => `Kafka lost message ${nth}, which it had taken`),
    ...judgeFacts(expected, seen.facts),
    ...judgeLetters('dead letters', expected.effects, seen.letters),
    ...judgeEnds(expected, seen),
    ...judgeAlerts(expected, seen),
    ...judgeAnswers(expected, seen),
  ];
}

/** Every refused message in `<topic>.dlq`, at least once, with its reason. */
export function judgeHeardLetters({ effects }: Expected, heard: readonly HeardLetter[]): string[] {
  const distinct = new Map(heard.map((letter) => [canonicalJson(letter), letter]));
  return judgeLetters('letters in the topics', effects, [...distinct.values()]);
}

// What the engine itself says in the inbox of a project.
const OWN_SOURCES = /^\/(command|upstream|dependency|kaigong)(\/|$)/;

function judgeFacts({ effects, ends }: Expected, kept: readonly KeptFact[]): string[] {
  const expected = new Map<string, { project: string; fact: Fact }>();
  for (const [project, facts] of effects.facts) {
    for (const fact of facts) expected.set(keyOf(fact), { project, fact });
  }
  const found = group(kept);
  const strange = kept
    .filter(({ body }) => !OWN_SOURCES.test(body.source) && !expected.has(keyOf(body)))
    .map(({ subject, body }) => `${subject} has a fact that nobody said: ${keyOf(body)}`);
  const wrong = [...expected].flatMap(([key, { project, fact }]) =>
    judgeFact(key, { project, fact, applied: ends.has(project) }, found.get(key) ?? []),
  );
  return [...strange, ...wrong];
}

function judgeFact(
  key: string,
  expected: { project: string; fact: Fact; applied: boolean },
  kept: readonly KeptFact[],
): string[] {
  const [one] = kept;
  if (!one) return [`event ${key} has no effect: its fact is not there`];
  if (kept.length > 1) return [`event ${key} has ${kept.length} effects`];
  const problems = [];
  if (one.subject !== `project/${expected.project}`)
    problems.push(`event ${key} went to ${one.subject} instead of ${expected.project}`);
  if (one.applied !== expected.applied)
    problems.push(`event ${key} is ${one.applied ? '' : 'not '}applied`);
  if (contentOf(one.body) !== contentOf(expected.fact))
    problems.push(`event ${key} says ${contentOf(one.body)}, sent was ${contentOf(expected.fact)}`);
  return problems;
}

function judgeLetters(what: string, { refusals }: Effects, kept: readonly KeptLetter[]): string[] {
  const told = (letter: KeptLetter) =>
    `${letter.topic}/${letter.partition}/${letter.offset} ${letter.reason}`;
  const expected = refusals.map(told);
  const found = kept.map(told);
  return [
    ...without(expected, found).map((one) => `${what}: ${one} is missing`),
    ...without(found, expected).map((one) => `${what}: ${one} should not be there`),
    ...found
      .filter((one, at) => found.indexOf(one) < at)
      .map((one) => `${what}: ${one} is there twice`),
  ];
}

function judgeEnds({ ends }: Expected, { assessments }: Observation): string[] {
  return [...ends.values()].flatMap(({ project, assessment }) => {
    const found = assessments.get(project);
    if (!found) return [`${project} has no snapshot`];
    return differences(endStateOf(assessment), endStateOf(found)).map(
      (difference) => `${project} ${difference}`,
    );
  });
}

function judgeAlerts({ ends }: Expected, { openAlerts }: Observation): string[] {
  return [...ends.values()].flatMap(({ project, assessment }) => {
    const expected = desired(assessment).alerts.map(({ id, severity }) => `${id} ${severity}`);
    const found = [...(openAlerts.get(project) ?? [])].map(([id, severity]) => `${id} ${severity}`);
    return [
      ...without(expected, found).map((one) => `${project} lacks the open alert ${one}`),
      ...without(found, expected).map((one) => `${project} should have no open alert ${one}`),
    ];
  });
}

function judgeAnswers({ commands }: Expected, { heard }: Observation): string[] {
  const byPlace = new Map(heard.map((one) => [one.commandId, one.answers]));
  return commands.flatMap((command) => {
    const name = nameOf(command);
    const [first, ...later] = byPlace.get(name) ?? [];
    if (!first) return [`command ${name} was never answered`];
    const wanted = command.expected === 'accepted' ? null : command.expected.refused;
    const isRight = first.code === wanted && first.status < 300 === (wanted === null);
    return [
      ...(isRight ? [] : [`command ${name} was answered ${told(first)}, not ${wanted ?? 'yes'}`]),
      ...later
        .filter((answer) => told(answer) !== told(first))
        .map((answer) => `command ${name} was answered ${told(first)}, then ${told(answer)}`),
    ];
  });
}

/** Tells the commands of a run apart, of which two may have taken the same id. */
export const nameOf = ({ body: { commandId, reason } }: PersonsCommand): string =>
  `${commandId} (${String(reason)})`;

const told = ({
  status,
  code,
  revision,
}: {
  status: number;
  code: string | null;
  revision: number | null;
}) => `${status} ${code ?? 'yes'} at revision ${revision ?? '-'}`;

const keyOf = ({ source, id }: Pick<Fact, 'source' | 'id'>): string => `${source} ${id}`;

const contentOf = ({ type, occurredAt, applicationNo, sequence, data }: Fact): string =>
  canonicalJson({ type, occurredAt, applicationNo, sequence, data });

const without = (some: readonly string[], others: readonly string[]): string[] => {
  const known = new Set(others);
  return some.filter((one) => !known.has(one));
};

function group(kept: readonly KeptFact[]): Map<string, KeptFact[]> {
  const groups = new Map<string, KeptFact[]>();
  for (const one of kept)
    groups.set(keyOf(one.body), [...(groups.get(keyOf(one.body)) ?? []), one]);
  return groups;
}
