import { describe, expect, it } from '@jest/globals';
import { desired } from '../../../domain/desired.ts';
import { addDays, startOf } from '../../../domain/time.ts';
import { effectsOf } from '../../fault/oracle/effects.ts';
import { expectEnd } from '../../fault/oracle/expect.ts';
import type { Observation } from '../../fault/oracle/observation.ts';
import { TODAY } from '../../fault/oracle/park.ts';
import { makeScript } from '../../fault/oracle/script.ts';
import {
  judgeHeardLetters,
  judgeState,
  nameOf,
  type Expected,
} from '../../fault/oracle/verdict.ts';
import { logOf } from '../../support/fault-log.ts';

const script = makeScript(11, { projects: 12, messages: 300, commands: 16, spanMs: 30_000 });
const log = logOf(script.messages);
const effects = effectsOf(script.messages, log);
const commands = [...script.registrations, ...script.commands];
const ends = expectEnd(script, effects, startOf(addDays(TODAY, 1)));
const expected: Expected = { effects, ends, commands };

/** What is seen after a run in which nothing went wrong. */
function flawless(): Observation {
  const facts = [...effects.facts].flatMap(([project, said]) =>
    said.map((body) => ({ subject: `project/${project}`, applied: ends.has(project), body })),
  );
  const alerts = [...ends].map(([project, { assessment }]) => {
    const open = desired(assessment).alerts.map(({ id, severity }) => [id, severity] as const);
    return [project, new Map<string, string>(open)] as const;
  });
  const assessments = [...ends].map(([project, { assessment }]) => [project, assessment] as const);
  return structuredClone({
    facts,
    letters: effects.refusals,
    assessments: new Map(assessments),
    openAlerts: new Map(alerts),
    lines: [],
    events: [],
    heardLetters: effects.refusals,
    heard: commands.map((command) => ({ commandId: nameOf(command), answers: answersTo(command) })),
  });
}

function answersTo({ expected: wanted, repeatedAtMs }: (typeof commands)[number]) {
  const answer =
    wanted === 'accepted'
      ? { status: 200, code: null, revision: 3 }
      : { status: 409, code: wanted.refused, revision: null };
  return [answer, ...repeatedAtMs.map(() => answer)];
}

function firstOf<T>(items: Iterable<T>): T {
  for (const item of items) return item;
  throw new Error('There is none');
}

/** Ways to be wrong, each with what the oracle must say of it. */
const FLAWS: [flaw: string, spoil: (seen: Observation) => void, says: RegExp][] = [
  ['an event is lost', (seen) => seen.facts.pop(), /has no effect/],
  [
    'a fact is there twice',
    (seen) => seen.facts.push({ ...firstOf(seen.facts), subject: 'project/flt-02' }),
    /has 2 effects/,
  ],
  [
    'a fact went to another project',
    (seen) => (firstOf(seen.facts).subject = 'project/flt-99'),
    /went to project\/flt-99/,
  ],
  ['a fact still waits', (seen) => (firstOf(seen.facts).applied = false), /is not applied/],
  [
    'a fact says something else',
    (seen) => (firstOf(seen.facts).body.occurredAt = '2020-01-01'),
    /sent was/,
  ],
  [
    'there is a fact that nobody said',
    (seen) => {
      const [one] = structuredClone(seen.facts);
      if (one) seen.facts.push({ ...one, body: { ...one.body, id: 'strange' } });
    },
    /nobody said: .* strange/,
  ],
  ['a dead letter is missing', (seen) => seen.letters.pop(), /dead letters: .* is missing/],
  [
    'a dead letter has another reason',
    (seen) => (firstOf(seen.letters).reason = 'unknown'),
    /dead letters: .* unknown should not be there/,
  ],
  [
    'a dead letter is there twice',
    (seen) => seen.letters.push(firstOf(seen.letters)),
    /dead letters: .* is there twice/,
  ],
  [
    'a stage differs',
    (seen) => (firstOf(seen.assessments.values()).stage = 'production'),
    /stage: expected .*, found production/,
  ],
  [
    'a colour differs',
    (seen) => (firstOf(seen.assessments.values()).colour = null),
    /colour: expected .*, found null/,
  ],
  [
    'a milestone has another day',
    (seen) => (firstOf(firstOf(seen.assessments.values()).milestones).actual = '2020-01-01'),
    /milestones signed: expected .*, found .*2020-01-01/,
  ],
  ['a project is forgotten', (seen) => seen.assessments.delete('flt-03'), /flt-03 has no snapshot/],
  [
    'an alert was not opened',
    (seen) => {
      for (const alerts of seen.openAlerts.values()) alerts.clear();
    },
    /lacks the open alert/,
  ],
  [
    'an alert stays open',
    (seen) => firstOf(seen.openAlerts.values()).set('signed/due', 'red'),
    /should have no open alert signed\/due red/,
  ],
  ['nobody answered', (seen) => seen.heard.pop(), /was never answered/],
  [
    'a refusal became a yes',
    (seen) => {
      for (const { answers } of seen.heard)
        for (const answer of answers) Object.assign(answer, { status: 200, code: null });
    },
    /was answered 200 yes .*, not /,
  ],
  [
    'a repeated command got another outcome',
    (seen) => firstOf(seen.heard).answers.push({ status: 201, code: null, revision: 9 }),
    /then 201 yes at revision 9/,
  ],
];

describe('the oracle', () => {
  it('finds nothing where nothing is wrong', () => {
    expect(judgeState(expected, flawless())).toEqual([]);
    expect(judgeHeardLetters(expected, flawless().heardLetters)).toEqual([]);
  });

  it.each(FLAWS)('bites when %s', (_flaw, spoil, says) => {
    const seen = flawless();
    spoil(seen);
    expect(judgeState(expected, seen)).toContainEqual(expect.stringMatching(says));
  });

  it('bites when Kafka lost a message that it had taken', () => {
    const { missing } = effectsOf(script.messages, log.slice(1));
    const problems = judgeState({ ...expected, effects: { ...effects, missing } }, flawless());
    expect(problems).toEqual(['Kafka lost message 0, which it had taken']);
  });

  it('takes a dead letter that was published twice, and bites when one was not', () => {
    const { heardLetters } = flawless();
    expect(judgeHeardLetters(expected, [...heardLetters, firstOf(heardLetters)])).toEqual([]);
    expect(judgeHeardLetters(expected, heardLetters.slice(1))).toHaveLength(1);
  });
});
