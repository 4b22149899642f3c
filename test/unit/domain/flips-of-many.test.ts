import { describe, expect, it } from '@jest/globals';
import { severity } from '../../../domain/colour.ts';
import type { Definitions } from '../../../domain/definitions.ts';
import type { Fact } from '../../../domain/fact.ts';
import { addDays, startOf, type Day } from '../../../domain/time.ts';
import { aFact, catalogue, definitionsWith, registered } from '../../support/a-project.ts';
import { anyRunningStory, anyStory, type Story } from '../../support/any-project.ts';
import { colourAfter, flipCases, type FlipCase } from '../../support/flips.ts';
import { fc } from '../../support/property.ts';
import { parkEntries, parkHistory } from '../../support/sample-park.ts';

const POLICIES = [...catalogue.policies.keys()].sort();

/** Reports of works and money, for the rules that measure them. */
const anyReportedStory: fc.Arbitrary<Story> = fc
  .tuple(
    anyRunningStory,
    fc.array(fc.record({ physical: fc.nat({ max: 100 }), money: fc.nat({ max: 9000 }) }), {
      minLength: 1,
      maxLength: 3,
    }),
  )
  .map(([{ facts, today }, reports]) => ({
    today,
    facts: [
      ...facts.map(withInvestment),
      ...reports.map(({ physical, money }, nth) =>
        aFact('site.progress.reported.v1', `2026-0${nth + 3}-20`, {
          month: `2026-0${nth + 3}`,
          physicalShare: physical,
          investedToDate: money,
        }),
      ),
    ],
  }));

function withInvestment(fact: Fact): Fact {
  if (fact.type !== 'command.register.v1') return fact;
  const investment = { total: 9000, byYear: { 2025: 1000, 2026: 6000, 2027: 2000 } };
  const registration = { ...fact.data.registration, investment };
  return { ...fact, data: { ...fact.data, registration } };
}

// Every second by the park's own policy, the others by the presets in turn.
const policyOf = (nth: number): string =>
  nth % 2 === 0 ? 'default' : (POLICIES[(nth >> 1) % POLICIES.length] ?? 'default');

const rulesBy = new Map<string, Definitions>();
function rulesOf(policy: string, template?: string): Definitions {
  const key = `${policy} ${template ?? ''}`;
  const known = rulesBy.get(key);
  if (known) return known;
  const made = definitionsWith({ policy, ...(template !== undefined && { template }) });
  rulesBy.set(key, made);
  return made;
}

/** How far one less lies on the side that is not enough; none where a change has no size. */
function oneLessOf({ by, what }: FlipCase['flip']): number | undefined {
  if (by === 'progress') return what === 'physical' ? -0.01 : -1;
  const days: Partial<Record<typeof by, number>> = { plan: -1, forecast: 1, upstream: 1 };
  return days[by];
}

/** What is wrong with a promise, if anything. */
function faultOf(one: FlipCase): string | undefined {
  const { flip, of, today } = one;
  const told = `${of.id} ${of.colour} on ${today}: ${JSON.stringify(flip)}`;
  const after = colourAfter(one);
  if (after !== flip.colour) return `${told} gave ${after}`;
  const less = oneLessOf(flip);
  if (less === undefined) return undefined;
  const nearly = colourAfter(one, less);
  return severity(nearly) > severity(after) ? undefined : `${told}: one less gave ${nearly} too`;
}

/** Faults of all promises of some projects, and which kinds of signals and changes were seen. */
function tried(projects: readonly { story: Story; rules: Definitions }[]) {
  const cases = projects
    .flatMap(({ story, rules }) => flipCases(story, rules))
    .filter(({ flip }) => flip.by !== 'wait');
  return {
    faults: cases.flatMap((one) => faultOf(one) ?? []),
    kinds: new Set(cases.map(({ of }) => of.kind)),
    acts: new Set(cases.map(({ flip }) => flip.by)),
  };
}

const parkOn = (day: Day) => {
  const history = parkHistory(startOf('2026-01-15'));
  return parkEntries().map(({ registration }) => ({
    story: {
      today: day,
      facts: [registered(registration, '2026-01-14'), ...(history.get(registration.code) ?? [])],
    },
    rules: rulesOf('default', registration.template),
  }));
};

describe('the changes that explanations promise', () => {
  it('turn the colours of a thousand generated projects under every policy, and nothing less does', () => {
    const stories = fc.sample(fc.oneof(anyStory, anyRunningStory, anyReportedStory), {
      numRuns: 1000,
      seed: 20_260_115,
    });

    const { faults, kinds, acts } = tried(
      stories.map((story, nth) => ({ story, rules: rulesOf(policyOf(nth)) })),
    );

    expect(faults).toEqual([]);
    expect([...kinds].sort()).toEqual(
      expect.arrayContaining(['blocked', 'due', 'forecast', 'followUp', 'progress', 'startMonth']),
    );
    expect([...acts]).toEqual(
      expect.arrayContaining(['plan', 'forecast', 'reach', 'decide', 'progress', 'upstream']),
    );
  });

  it('turn the colours of the sample park all through its year', () => {
    const days = [0, 60, 120, 180, 240, 300].map((days) => addDays('2026-01-15', days));

    const { faults, kinds } = tried(days.flatMap(parkOn));

    expect(faults).toEqual([]);
    expect(kinds).toContain('due');
  });
});
