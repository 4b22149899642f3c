import { describe, expect, it } from '@jest/globals';
import { addWorkingDays } from '../../../domain/calendar.ts';
import { desired } from '../../../domain/desired.ts';
import type { Fact } from '../../../domain/fact.ts';
import { addDays, startOf, type Day } from '../../../domain/time.ts';
import {
  aCommand,
  aRegistration,
  assessAt,
  definitionsWith,
  plan,
  registered,
  reported,
  signal,
  team,
} from '../../support/a-project.ts';
import { fc } from '../../support/property.ts';

const ID = 'toppedOut/recovery';
const due = '2026-03-02';
// Red from 15 days late.
const FIRST_RED = '2026-03-17';
// The tenth working day after it.
const LAST_DAY = '2026-03-31';

const milestones = [
  plan('toppedOut', due),
  plan('accepted', '2026-12-01'),
  plan('production', '2027-01-01'),
];
const project = registered(aRegistration({ milestones }));
const done = (on: Day, code = 'toppedOut') => reported(code, on, 'team');
const recovering = (day: Day, facts: readonly Fact[]) =>
  signal(assessAt([project, ...facts], day), ID);

describe('what was red when its evidence came', () => {
  it('counts yellow for ten working days, and says what would end it', () => {
    expect(recovering(FIRST_RED, [done(FIRST_RED)])).toMatchObject({
      ...{ colour: 'yellow', projectColour: 'yellow', rule: { rule: 'recovery' } },
      reason: { code: 'recovering', days: { actual: FIRST_RED, until: LAST_DAY } },
      flips: [{ by: 'wait', day: '2026-04-01', colour: 'green' }],
    });
    expect(recovering(LAST_DAY, [done(FIRST_RED)])?.flips).toContainEqual({
      ...{ by: 'reach', milestone: 'accepted', colour: 'green' },
    });
    expect(recovering('2026-04-01', [done(FIRST_RED)])).toBeUndefined();
  });

  it('is looked at again on the day after and when the time is over', () => {
    const nextAt = (day: Day) => assessAt([project, done(FIRST_RED)], day).nextChangeAt;

    expect(nextAt(FIRST_RED)).toBe(startOf('2026-03-18'));
    expect(nextAt('2026-03-18')).toBe(startOf('2026-04-01'));
  });

  it.each<{ what: string; facts: Fact[] }>([
    { what: 'it was yellow only', facts: [done(addDays(FIRST_RED, -1))] },
    {
      what: 'evidence of a later day has come',
      facts: [done(FIRST_RED), done('2026-03-18', 'accepted')],
    },
    { what: 'it was told long after it happened on time', facts: [done(due)] },
    {
      what: 'it happened while the project was paused',
      facts: [
        // 22 days late, its two days of pause left out.
        aCommand('command.pause.v1', '2026-03-25', { from: '2026-03-25', actor: team }),
        aCommand('command.resume.v1', '2026-03-27', { on: '2026-03-27', actor: team }),
        done('2026-03-26'),
      ],
    },
  ])('is green when $what', ({ facts }) => {
    expect(recovering('2026-03-30', facts)).toBeUndefined();
  });

  it('goes on with evidence of the same day', () => {
    const both = [done(FIRST_RED), done(FIRST_RED, 'accepted')];

    expect(recovering('2026-03-20', both)?.colour).toBe('yellow');
  });

  it('alerts nobody', () => {
    const assessment = assessAt([project, done(FIRST_RED)], FIRST_RED);

    expect(assessment.colour).toBe('yellow');
    expect(desired(assessment).alerts).toEqual([]);
  });

  it('lasts until the next evidence where the policy gives it no other end', () => {
    const definitions = definitionsWith({}, ({ policy }) => {
      delete policy.rules.recovery?.atMostWorkingDays;
    });
    const on = (facts: Fact[]) =>
      signal(assessAt([project, ...facts], '2026-10-01', { definitions }), ID);

    expect(on([done(FIRST_RED)])?.colour).toBe('yellow');
    expect(on([done(FIRST_RED), done('2026-09-30', 'accepted')])).toBeUndefined();
  });

  it('ends after its tenth working day, whatever the day on which it happened', () => {
    const { calendar } = definitionsWith();
    fc.assert(
      fc.property(fc.nat({ max: 150 }), (days) => {
        const actual = addDays(FIRST_RED, days);
        const last = addWorkingDays(calendar, actual, 10).day;

        expect(recovering(addDays(actual, -1), [done(actual)])).toBeUndefined();
        expect(recovering(last, [done(actual)])?.colour).toBe('yellow');
        expect(recovering(addDays(last, 1), [done(actual)])).toBeUndefined();
      }),
    );
  });
});
