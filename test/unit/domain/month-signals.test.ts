import { describe, expect, it } from '@jest/globals';
import type { ColourPolicy } from '../../../domain/definitions.ts';
import { addDays } from '../../../domain/time.ts';
import {
  aCommand,
  aRegistration,
  assessAt,
  definitionsWith,
  mainLeader,
  milestone,
  plan,
  registered,
  reported,
  signal,
} from '../../support/a-project.ts';

const RULES: ColourPolicy['rules'] = {
  startMonth: {
    ...{ id: 'startMonth', milestone: 'groundbreaking' },
    ...{ yellowAfter: 1, redAfter: 3, contributes: 'full' },
  },
  followUp: {
    ...{ id: 'followUp', milestone: 'inStats', after: 'groundbreaking' },
    ...{ yellowAfterMonths: 1, redAfterMonths: 2, contributes: 'full' },
  },
};
const definitions = definitionsWith({ policy: 'milestones-only' }, ({ policy }) => {
  policy.rules = RULES;
});

type Facts = Parameters<typeof assessAt>[0];
const START = 'groundbreaking/startMonth';
const FOLLOW = 'inStats/followUp';

/** The colours of a signal at the end of each of these days. */
const colours = (facts: Facts, id: string, days: readonly string[]) =>
  days.map(
    (day) => signal(assessAt(facts, day, { definitions, asOf: day }), id)?.colour ?? 'green',
  );

/** The first day of each colour, found by walking from change to change. */
function turns(facts: Facts, id: string, from: string): [string, string][] {
  const found: [string, string][] = [];
  for (let at: string | undefined = from; at !== undefined && found.length < 3;) {
    const assessment = assessAt(facts, at, { definitions });
    const colour = signal(assessment, id)?.colour ?? 'green';
    if (found.at(-1)?.[1] !== colour) found.push([at, colour]);
    at = assessment.nextChangeAt;
  }
  return found;
}

describe('a milestone planned for a month', () => {
  const facts = [registered(aRegistration({ milestones: [plan('groundbreaking', '2026-03-10')] }))];

  it.each([
    { day: '2026-03-31', colour: undefined, months: undefined },
    { day: '2026-04-01', colour: 'yellow', months: 1 },
    { day: '2026-05-31', colour: 'yellow', months: 2 },
    { day: '2026-06-01', colour: 'red', months: 3 },
    { day: '2027-02-01', colour: 'red', months: 11 },
  ])('is $colour on $day', ({ day, colour, months }) => {
    const said = signal(assessAt(facts, day, { definitions }), START);

    expect(said?.colour).toBe(colour);
    expect(said?.reason.numbers['months']).toBe(months);
  });

  it('turns at the beginning of months, each of which is foreseen', () => {
    expect(turns(facts, START, '2026-03-01T00:00:00.000Z')).toEqual([
      ['2026-03-01T00:00:00.000Z', 'green'],
      ['2026-03-31T16:00:00.000Z', 'yellow'],
      ['2026-05-31T16:00:00.000Z', 'red'],
    ]);
  });

  it.each([
    { today: '2026-05-20', to: 'green', day: '2026-05-01' },
    { today: '2026-07-02', to: 'yellow', day: '2026-05-01' },
  ])('eases on $today to $to by a plan of $day, not by one a day earlier', ({ today, to, day }) => {
    const before = signal(assessAt(facts, today, { definitions }), START);
    const moved = (planned: string) => {
      const about = { changeId: 'x', milestone: 'groundbreaking', to: planned };
      const acts = [
        aCommand('command.requestPlanChange.v1', today, about),
        aCommand('command.approvePlanChange.v1', `${today}T08:00:00.000Z`, {
          changeId: 'x',
          actor: mainLeader,
        }),
      ];
      return colours([...facts, ...acts], START, [today])[0];
    };

    expect(before?.flips).toContainEqual({
      by: 'plan',
      milestone: 'groundbreaking',
      day,
      colour: to,
    });
    expect(moved(day)).toBe(to);
    expect(moved(addDays(day, -1))).toBe(before?.colour);
  });

  it('holds its colour while a reported day waits to be confirmed', () => {
    const claimed = [...facts, reported('groundbreaking', '2026-03-30')];

    // Five working days until 2026-04-07.
    expect(colours(claimed, START, ['2026-04-07', '2026-04-08'])).toEqual(['green', 'yellow']);
    const late = [
      ...facts,
      reported('groundbreaking', '2026-04-29', 'projectManager', { occurredAt: '2026-05-29' }),
    ];
    const held = signal(assessAt(late, '2026-06-02', { definitions }), START);
    expect(held).toMatchObject({ colour: 'yellow', flips: [{ by: 'decide', colour: 'green' }] });
    expect(held?.reason).toMatchObject({
      numbers: { months: 2 },
      days: { heldSince: '2026-05-29' },
    });
  });

  it('is over once it is reached', () => {
    const done = [...facts, reported('groundbreaking', '2026-06-02', 'team')];

    expect(colours(done, START, ['2026-06-01', '2026-06-02'])).toEqual(['red', 'green']);
    expect(milestone(assessAt(done, '2026-06-02', { definitions }), 'groundbreaking').state).toBe(
      'reached',
    );
  });
});

describe('a milestone that is to follow another', () => {
  const base = registered(
    aRegistration({
      milestones: [plan('groundbreaking', '2026-03-31'), plan('accepted', '2027-03-31')],
    }),
  );
  const begun = [base, reported('groundbreaking', '2026-01-31', 'team')];

  it.each([
    // A month after the last of January is the last of February.
    { day: '2026-02-28', colour: 'green' },
    { day: '2026-03-01', colour: 'yellow' },
    { day: '2026-03-31', colour: 'yellow' },
    { day: '2026-04-01', colour: 'red' },
  ])('without being in the plan is $colour on $day', ({ day, colour }) => {
    expect(colours(begun, FOLLOW, [day])).toEqual([colour]);
  });

  it('says the months that are over, and what would come', () => {
    const said = signal(assessAt(begun, '2026-03-05', { definitions }), FOLLOW);

    expect(said).toMatchObject({
      object: 'inStats',
      reason: {
        code: 'notFollowed',
        numbers: { months: 1, redAfterMonths: 2 },
        days: { since: '2026-01-31', due: '2026-02-28' },
        words: { milestone: 'inStats', after: 'groundbreaking' },
      },
      flips: [
        { by: 'reach', milestone: 'inStats', colour: 'green' },
        { by: 'wait', day: '2026-04-01', colour: 'red' },
      ],
    });
  });

  it('turns on the days that are foreseen', () => {
    expect(turns(begun, FOLLOW, '2026-02-01T00:00:00.000Z').slice(1)).toEqual([
      ['2026-02-28T16:00:00.000Z', 'yellow'],
      ['2026-03-31T16:00:00.000Z', 'red'],
    ]);
  });

  it('is over once it has come, and does not begin before the other one is there', () => {
    const came = [...begun, reported('inStats', '2026-03-10', 'team')];

    expect(colours(came, FOLLOW, ['2026-03-10', '2026-06-01'])).toEqual(['green', 'green']);
    expect(colours([base], FOLLOW, ['2027-01-01'])).toEqual(['green']);
    expect(
      colours([base, reported('groundbreaking', '2026-01-31')], FOLLOW, ['2026-02-03']),
    ).toEqual(['green']);
  });

  it('asks nothing of a lifecycle that lacks it', () => {
    const lacking = definitionsWith(
      { policy: 'milestones-only', template: 'relocation' },
      ({ policy }) => {
        policy.rules = RULES;
      },
    );

    expect(
      assessAt(begun, '2026-06-01', { definitions: lacking }).signals.map(({ kind }) => kind),
    ).not.toContain('followUp');
  });
});
