import { describe, expect, it } from '@jest/globals';
import type { Assessment } from '../../../domain/assessment.ts';
import { assess } from '../../../domain/assess.ts';
import { capped, severity } from '../../../domain/colour.ts';
import { edges } from '../../../domain/edges.ts';
import type { Fact } from '../../../domain/fact.ts';
import { fold } from '../../../domain/fold.ts';
import {
  addDays,
  endOf,
  fromMillis,
  startOf,
  toMillis,
  type Instant,
} from '../../../domain/time.ts';
import { assessAt, definitionsWith } from '../../support/a-project.ts';
import { anyDay, anyFacts, anyStory, FIRST_DAY, LAST_DAY } from '../../support/any-project.ts';
import { fc } from '../../support/property.ts';

const definitions = definitionsWith();

/** An assessment for each day on which one changes, by its nextChangeAt alone. */
function walk(facts: readonly Fact[]): Map<Instant, string> {
  const dossier = fold(facts);
  const said = new Map<Instant, string>();
  let now: Instant | undefined = startOf(FIRST_DAY);
  while (now !== undefined && now <= endOf(LAST_DAY)) {
    const assessment: Assessment = assess(dossier, definitions, now, { closed: false });
    said.set(now, JSON.stringify(assessment));
    now = assessment.nextChangeAt;
  }
  return said;
}

describe('nextChangeAt', () => {
  it('walked from change to change gives what assessing on every day gives', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const dossier = fold(facts);
        const walked = walk(facts);
        let last: string | undefined;
        for (let day = FIRST_DAY; day <= LAST_DAY; day = addDays(day, 1)) {
          last = walked.get(startOf(day)) ?? last;
          const daily = assess(dossier, definitions, endOf(day), { closed: false });

          // Comparing texts first is a hundred times faster than comparing objects.
          if (JSON.stringify(daily) !== last) expect(daily).toEqual(JSON.parse(last ?? ''));
          // A closed project is closed whatever comes, so time changes nothing in it.
          if (daily.closed) break;
        }
      }),
      { numRuns: 12 },
    );
  });

  it('is later than now, and nothing changes until its last millisecond', () => {
    fc.assert(
      fc.property(anyStory, ({ facts, today }) => {
        const now = assessAt(facts, today);
        if (now.nextChangeAt === undefined) return;
        const justBefore = fromMillis(toMillis(now.nextChangeAt) - 1);

        expect(now.nextChangeAt > endOf(today)).toBe(true);
        expect(assessAt(facts, justBefore)).toStrictEqual(now);
      }),
    );
  });
});

describe('an assessment', () => {
  it('is the same as its JSON, without anything undefined', () => {
    fc.assert(
      fc.property(anyStory, ({ facts, today }) => {
        const assessment = assessAt(facts, today);

        expect(JSON.parse(JSON.stringify(assessment))).toStrictEqual(assessment);
      }),
    );
  });

  it('gives no colour without a leading signal and its reason, unless nothing is open', () => {
    fc.assert(
      fc.property(anyStory, ({ facts, today }) => {
        const { leading, signals, milestones, ...shown } = assessAt(facts, today);
        const colour = shown.computedColour ?? shown.colour;
        if (colour === null) return;
        const open = milestones.filter(
          ({ state, due }) => due !== undefined && (state === 'open' || state === 'reported'),
        );

        const led = signals.find(({ id }) => id === leading);
        if (led) expect(led.projectColour).toBe(colour);
        else expect([colour, open, signals]).toEqual(['green', [], []]);
        for (const { reason, rule } of signals) {
          expect([reason.code, rule.rule, rule.policy.version]).not.toContain('');
        }
      }),
    );
  });

  it('takes the worst of what its signals contribute, and of each no more than its cap', () => {
    fc.assert(
      fc.property(anyStory, ({ facts, today }) => {
        const { signals, ...shown } = assessAt(facts, today);
        const colour = shown.computedColour ?? shown.colour;
        const worst = Math.max(0, ...signals.map((one) => severity(one.projectColour)));

        if (colour !== null) expect(severity(colour)).toBe(worst);
        for (const one of signals) {
          expect(one.projectColour).toBe(capped(one.colour, one.contributes));
        }
      }),
    );
  });

  it('names each signal, milestone and finding once', () => {
    fc.assert(
      fc.property(anyStory, ({ facts, today }) => {
        const { signals, milestones, findings } = assessAt(facts, today);
        const ids = [...signals, ...findings].map(({ id }) => id);
        const codes = milestones.map(({ code }) => code);

        expect(new Set(ids).size).toBe(ids.length);
        expect(new Set(codes).size).toBe(codes.length);
      }),
    );
  });
});

describe('edges', () => {
  it('are none between an assessment and itself', () => {
    fc.assert(
      fc.property(anyStory, ({ facts, today }) => {
        const assessment = assessAt(facts, today);

        expect(edges(assessment, assessment)).toEqual([]);
      }),
    );
  });

  it('lead from the colours, stage and states before to those after', () => {
    fc.assert(
      fc.property(anyStory, anyDay, ({ facts, today }, another) => {
        const before = assessAt(facts.slice(0, 1), another);
        const after = assessAt(facts, today);
        const told = edges(before, after);

        expect(apply(pictureOf(before), told)).toEqual(pictureOf(after));
        expect(apply(new Map(), edges(undefined, after))).toEqual(pictureOf(after));
      }),
    );
  });
});

/** What a reader of the timeline alone believes: the status, stage, colour and each coloured signal. */
function pictureOf({ status, stage, colour, signals, people }: Assessment): Map<string, string> {
  return new Map([
    ['statusChanged', status],
    ['stageChanged', stage],
    ['colourChanged', colour ?? 'grey'],
    ...signals.flatMap(({ id, colour: own }): [string, string][] =>
      own === 'green' ? [] : [[id, own]],
    ),
    ...Object.entries(people),
  ]);
}

function apply(picture: Map<string, string>, told: ReturnType<typeof edges>): Map<string, string> {
  const next = new Map(picture);
  for (const { kind, object, from, to } of told) {
    if (/^(?:milestone|finding|gate|approval|exempt|overrid|instruct)/.test(kind)) continue;
    if (['registered', 'planChanged', 'forecastChanged', 'upstreamMoved'].includes(kind)) continue;
    const key = object === 'project' ? kind : object;
    if (kind !== 'signalRaised') expect(from).toBe(next.get(key));
    if (to === undefined || kind === 'signalCleared') next.delete(key);
    else next.set(key, to);
  }
  return next;
}
