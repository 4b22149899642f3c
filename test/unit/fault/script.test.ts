import { describe, expect, it } from '@jest/globals';
import { core } from '../../../domain/core.ts';
import type { CommandFact, Fact } from '../../../domain/fact.ts';
import { addDays, startOf } from '../../../domain/time.ts';
import { sortMessage } from '../../../gateway/sort-message.ts';
import {
  CommandBody,
  RegisterBody,
  toCommandFact,
  toRegisterFact,
} from '../../../schemas/command.ts';
import { definitionsFor, loadDefinitions } from '../../../schemas/definitions.ts';
import { endStateOf } from '../../fault/oracle/end-state.ts';
import { TODAY } from '../../fault/oracle/park.ts';
import { ACTIVITIES, makeLongPlan, makeShortPlan, TARGETS } from '../../fault/oracle/plan.ts';
import type { PersonsCommand } from '../../fault/oracle/people.ts';
import { makeScript, type Script } from '../../fault/oracle/script.ts';
import { expectEnd } from '../../fault/oracle/expect.ts';
import { logOf } from '../../support/fault-log.ts';
import { effectsOf } from '../../fault/oracle/effects.ts';

const SIZE = { projects: 60, messages: 1_000, commands: 40, spanMs: 100_000 };
const SEEDS = [1, 2, 3];
const catalogue = loadDefinitions();
const NOW = startOf(TODAY);
const AFTER_MIDNIGHT = startOf(addDays(TODAY, 1));
const scripts = new Map(SEEDS.map((seed) => [seed, makeScript(seed, SIZE)]));
const scriptOf = (seed: number) => scripts.get(seed) ?? makeScript(seed, SIZE);

describe('the script of a seed', () => {
  it('is the same each time, and another for another seed', () => {
    expect(makeScript(1, SIZE)).toEqual(scriptOf(1));
    expect(makeScript(2, SIZE)).not.toEqual(scriptOf(1));
  });

  it('has as much as was asked for, of every kind', () => {
    const { messages, park, commands } = scriptOf(1);
    expect([park.length, messages.length, commands.length]).toEqual([60, 1_000, 40]);
    const { facts, refusals } = effectsOf(messages, logOf(messages));
    expect(new Set(refusals.map(({ reason }) => reason))).toEqual(
      new Set([
        'not-json',
        'not-a-cloudevent',
        'unknown-type',
        'invalid-data',
        'payload-conflict',
        'future-dated',
      ]),
    );
    expect([...facts.keys()].filter((code) => code.startsWith('nobody'))).toHaveLength(3);
    expect(commands.filter(({ repeatedAtMs }) => repeatedAtMs.length > 0).length).toBeGreaterThan(
      9,
    );
  });

  it.each(SEEDS)(
    'says in CloudEvents what the gateway reads out of them again (seed %i)',
    (seed) => {
      for (const { nth, topic, key, value, headers, says, refusedFor } of scriptOf(seed).messages) {
        const raw = Object.fromEntries(
          Object.entries(headers).map(([name, text]) => [name, Buffer.from(text)]),
        );
        const place = { topic, partition: 0, offset: BigInt(nth), timestamp: NOW };
        const sorted = sortMessage(
          { ...place, key: key === null ? null : Buffer.from(key), value, headers: raw },
          says?.fact.arrivedAt ?? NOW,
        );
        if ('letter' in sorted) expect([nth, sorted.letter.reason]).toEqual([nth, refusedFor]);
        else {
          expect(sorted.row.fact).toEqual(says?.fact);
          expect(sorted.row.projectCode).toBe(says?.project);
        }
      }
    },
  );

  it.each(SEEDS)('gives people bodies that the API takes (seed %i)', (seed) => {
    const { registrations, commands } = scriptOf(seed);
    for (const { body } of registrations) expect(RegisterBody.parse(body)).toEqual(body);
    for (const { body } of commands) expect(CommandBody.parse(body)).toEqual(body);
  });
});

describe('what the oracle expects', () => {
  it.each(SEEDS)('does not depend on the day on which a fact arrived (seed %i)', (seed) => {
    const script = scriptOf(seed);
    const effects = effectsOf(script.messages, logOf(script.messages));
    const late = structuredClone(effects);
    for (const fact of [...late.facts.values()].flat()) fact.arrivedAt = AFTER_MIDNIGHT;

    const ends = expectEnd(script, effects, AFTER_MIDNIGHT);

    for (const [project, { assessment }] of expectEnd(script, late, AFTER_MIDNIGHT)) {
      const other = ends.get(project)?.assessment ?? assessment;
      expect([project, endStateOf(assessment)]).toEqual([project, endStateOf(other)]);
    }
  });

  it.each(SEEDS)('changes at the midnight of the run (seed %i)', (seed) => {
    const script = scriptOf(seed);
    const effects = effectsOf(script.messages, logOf(script.messages));
    const before = expectEnd(script, effects, NOW);
    const turned = [...expectEnd(script, effects, AFTER_MIDNIGHT)].filter(
      ([project, { assessment }]) =>
        JSON.stringify(assessment.signals) !==
        JSON.stringify(before.get(project)?.assessment.signals),
    );
    expect(turned.length).toBeGreaterThan(9);
  });

  it.each(SEEDS)(
    'of answers to people is what the core judges, whatever came before (seed %i)',
    (seed) => {
      const script = scriptOf(seed);
      const { facts } = effectsOf(script.messages, logOf(script.messages));
      for (const said of [facts, new Map<string, Fact[]>()]) {
        for (const { code } of script.park)
          expect(judged(script, code, said.get(code) ?? [])).toEqual([]);
      }
    },
  );
});

/** Commands of a project that the core judges otherwise than the script expects. */
function judged({ registrations, commands }: Script, project: string, said: Fact[]): string[] {
  const facts = [...said];
  return [...registrations, ...commands]
    .filter((command) => command.project === project && !isConflict(command))
    .flatMap((command) => {
      const fact = commandFact(command);
      const verdict = judge(fact, facts);
      if (verdict.accepted) facts.push({ ...fact, sequence: facts.length });
      const wanted = command.expected === 'accepted' ? 'accepted' : command.expected.refused;
      const found = verdict.accepted ? 'accepted' : verdict.code;
      return wanted === found ? [] : [`${command.body.commandId} ${wanted} ${found}`];
    });
}

const isConflict = ({ expected }: PersonsCommand): boolean =>
  expected !== 'accepted' && expected.refused === 'COMMAND_CONFLICT';

function commandFact({ body }: PersonsCommand): CommandFact {
  if (body.type !== undefined) return toCommandFact(CommandBody.parse(body), NOW);
  const register = RegisterBody.parse(body);
  const { milestones = [], ...rest } = register.registration;
  return toRegisterFact(register, { ...rest, milestones }, NOW);
}

function judge(fact: CommandFact, facts: readonly Fact[]) {
  const dossier = core.fold(facts);
  const registration =
    fact.type === 'command.register.v1' ? fact.data.registration : dossier.registration;
  if (!registration) throw new Error('The script registers before it commands');
  const closed = facts.reduce(
    (was, { type }) => type === 'command.terminate.v1' || (was && type !== 'command.reopen.v1'),
    false,
  );
  return core.judge(fact, dossier, definitionsFor(catalogue, registration), NOW, { closed });
}

describe('the plan of a seed', () => {
  it.each([makeLongPlan, makeShortPlan])(
    'is the same each time, and another for another seed',
    (make) => {
      expect(make(7)).toEqual(make(7));
      expect(make(8)).not.toEqual(make(7));
    },
  );

  it.each([...SEEDS, 4, 5, 6, 7, 8])('breaks everything at least once (seed %i)', (seed) => {
    for (const { faults, spanMs, midnightAtMs } of [makeLongPlan(seed), makeShortPlan(seed)]) {
      expect(new Set(faults.map(({ target }) => target))).toEqual(new Set(TARGETS));
      expect(faults.every(({ atMs }) => atMs < spanMs)).toBe(true);
      expect(midnightAtMs).toBeLessThan(spanMs);
    }
  });

  it('stops PostgreSQL for a minute around midnight, and deletes what Temporal knows', () => {
    const { faults, midnightAtMs } = makeLongPlan(1);
    const outage = faults.find(({ how }) => how === 'stop');
    expect(outage).toMatchObject({ target: 'postgres', forMs: 60_000 });
    expect(midnightAtMs - (outage?.atMs ?? 0)).toBe(10_000);
    expect(faults.filter(({ how }) => how === 'loseData')).toMatchObject([{ target: 'temporal' }]);
    expect(faults.filter(({ how }) => how === 'empty')).toHaveLength(1);
  });

  it('asks of some faults that work goes on meanwhile', () => {
    const seeds = Array.from({ length: 20 }, (_, nth) => nth + 1);
    const asked = seeds.flatMap((seed) => makeLongPlan(seed).faults.map(({ goesOn }) => goesOn));
    for (const activity of ACTIVITIES) expect(asked).toContain(activity);
  });
});
