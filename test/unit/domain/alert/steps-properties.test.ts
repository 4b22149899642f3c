import { describe, expect, it } from '@jest/globals';
import type { AlertCase } from '../../../../domain/alert/case.ts';
import { stepsOf } from '../../../../domain/alert/steps.ts';
import { isWorkingDay } from '../../../../domain/calendar.ts';
import { dayOf, fromMillis, toMillis } from '../../../../domain/time.ts';
import { aCommand } from '../../../support/a-project.ts';
import { createDice } from '../../../support/dice.ts';
import { aSignal, at, calendar, caseOf, follow, local } from '../../../support/following.ts';

const ID = 'production/due';
const HOUR = 3_600_000;

/** The case after each of some random moves: colours that come and go at any hour, and acts. */
function aStory(seed: number): AlertCase[] {
  const dice = createDice(seed);
  let now = toMillis(at('2026-01-05 00:00')) + dice(24 * 300) * HOUR;
  let cases: AlertCase[] = [];
  const story: AlertCase[] = [];
  for (let move = 0; move < 12; move += 1) {
    now += (1 + dice(60)) * HOUR;
    const colour = (['green', 'blue', 'yellow', 'red', 'red', 'yellow'] as const)[dice(6)] ?? 'red';
    const when = fromMillis(now);
    const alertId = `alert/ZZY-900/${ID}`;
    const until = dayOf(fromMillis(now + 24 * HOUR * (1 + dice(9))));
    const known = [
      aCommand('command.acknowledge.v1', when, { alertId }),
      aCommand('command.snooze.v1', when, { alertId, until }),
      aCommand('command.delegate.v1', when, { alertId, to: 'deputy-7', until }),
    ];
    const acts = cases[0]?.state === 'open' ? known.slice(dice(4)).slice(0, 1) : [];
    const signals = colour === 'green' ? [] : [aSignal(ID, colour)];
    // `as`: each of them is a command about a case
    cases = follow(cases, when, { signals, acts: acts }).cases;
    if (cases.length > 0) story.push(caseOf({ cases }, ID));
  }
  return story;
}

const STORIES = Array.from({ length: 100 }, (_, seed) => aStory(seed));

describe('the steps of any story', () => {
  it('lie on working days between the morning and the evening', () => {
    const all = STORIES.flat().flatMap((one) => stepsOf(one, calendar));

    expect(all.length).toBeGreaterThan(3_000);
    const wrong = all.filter(({ at: when }) => {
      const time = local(when).slice(11);
      return time < '08:30' || time >= '20:00' || !isWorkingDay(calendar, dayOf(when)).working;
    });
    expect(wrong).toEqual([]);
  });

  it('are the same for the same case', () => {
    const different = STORIES.flat().filter((one) => {
      // The order of its fields is no part of a case; `as`: they are the same fields.
      const turned = Object.fromEntries(Object.entries(one).reverse()) as unknown as AlertCase;
      return JSON.stringify(stepsOf(turned, calendar)) !== JSON.stringify(stepsOf(one, calendar));
    });

    expect(different).toEqual([]);
  });

  it('keep their time for as long as they keep their name, and no name means two things', () => {
    const moved = STORIES.flatMap((story) => {
      const known = new Map<string, string>();
      return story.flatMap((one) =>
        stepsOf(one, calendar).flatMap(({ id, at: when, kind }) => {
          const first = known.get(id) ?? `${when} ${kind}`;
          known.set(id, first);
          return first === `${when} ${kind}` ? [] : [`${id}: ${first}, then ${when} ${kind}`];
        }),
      );
    });

    expect(moved).toEqual([]);
  });

  it('have one name each', () => {
    const twice = STORIES.flat().filter((one) => {
      const ids = stepsOf(one, calendar).map(({ id }) => id);
      return new Set(ids).size !== ids.length;
    });

    expect(twice).toEqual([]);
  });
});
