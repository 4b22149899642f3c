import { describe, expect, it } from '@jest/globals';
import { addDays } from '../../../domain/time.ts';
import {
  aCommand,
  aRegistration,
  assessAt,
  catalogue,
  corrected,
  definitionsWith,
  plan,
  registered,
  reported,
  signal,
  team,
} from '../../support/a-project.ts';

const DUE = '2026-06-15';

function colourAt(daysLate: number, { template = 'greenfield', redLine = false } = {}) {
  const registration = aRegistration({
    template,
    milestones: [plan('accepted', DUE, { redLine })],
  });
  const definitions = definitionsWith({ template });
  const assessment = assessAt([registered(registration)], addDays(DUE, daysLate), { definitions });
  return [signal(assessment, 'accepted/due')?.colour, assessment.colour];
}

const both = (colour: string) => [colour, colour];

describe('a milestone that is due', () => {
  const industrial = [...catalogue.lifecycles.keys()].filter((template) =>
    ['greenfield', 'greenfield_fast', 'tenant', 'upgrade'].includes(template),
  );
  const slow = ['infrastructure', 'road', 'facility', 'relocation'];

  it.each([
    { daysLate: -15, colour: 'green' },
    { daysLate: -14, colour: 'blue' },
    { daysLate: 0, colour: 'blue' },
    { daysLate: 1, colour: 'yellow' },
    { daysLate: 14, colour: 'yellow' },
    { daysLate: 15, colour: 'red' },
    { daysLate: 400, colour: 'red' },
  ])('is $colour $daysLate days after its day in an industrial project', ({ daysLate, colour }) => {
    expect(industrial).toHaveLength(4);
    for (const template of industrial) {
      expect(colourAt(daysLate, { template })).toEqual(both(colour));
    }
  });

  it.each([
    { daysLate: -15, colour: 'green' },
    { daysLate: -14, colour: 'blue' },
    { daysLate: 1, colour: 'yellow' },
    { daysLate: 29, colour: 'yellow' },
    { daysLate: 30, colour: 'red' },
  ])('is $colour $daysLate days after its day in a public work', ({ daysLate, colour }) => {
    for (const template of slow) expect(colourAt(daysLate, { template })).toEqual(both(colour));
  });

  it.each([
    { daysLate: -31, colour: 'green' },
    { daysLate: -30, colour: 'blue' },
    { daysLate: 0, colour: 'blue' },
    { daysLate: 1, colour: 'yellow' },
    { daysLate: 6, colour: 'yellow' },
    { daysLate: 7, colour: 'red' },
  ])('is $colour $daysLate days after a red-line day, in any project', ({ daysLate, colour }) => {
    for (const template of [...industrial, ...slow]) {
      expect(colourAt(daysLate, { template, redLine: true })).toEqual(both(colour));
    }
  });

  it('turns at 00:00 in Shanghai, not of UTC', () => {
    const facts = [registered(aRegistration({ milestones: [plan('accepted', DUE)] }))];

    expect(assessAt(facts, '2026-06-15T15:59:59.999Z').colour).toBe('blue');
    expect(assessAt(facts, '2026-06-15T16:00:00.000Z').colour).toBe('yellow');
    expect(assessAt(facts, '2026-06-15T15:59:59.999Z').nextChangeAt).toBe(
      '2026-06-15T16:00:00.000Z',
    );
  });

  it('gives the project the worst colour of its milestones, and names the one that leads', () => {
    const milestones = [
      plan('filed', addDays(DUE, 40)),
      plan('accepted', addDays(DUE, -3)),
      plan('production', addDays(DUE, 3), { redLine: true }),
    ];

    const { colour, leading } = assessAt([registered(aRegistration({ milestones }))], DUE);

    expect({ colour, leading }).toEqual({ colour: 'yellow', leading: 'accepted/due' });
  });

  it.each([
    { contributes: 'full' as const, colour: 'red' },
    { contributes: 'capYellow' as const, colour: 'yellow' },
    { contributes: 'capBlue' as const, colour: 'blue' },
    { contributes: 'none' as const, colour: 'green' },
  ])('contributes $colour of its red to the project when it may $contributes', (row) => {
    const definitions = definitionsWith({}, ({ policy }) => {
      if (policy.rules.due) policy.rules.due.contributes = row.contributes;
    });
    const facts = [registered(aRegistration({ milestones: [plan('accepted', DUE)] }))];

    const assessment = assessAt(facts, addDays(DUE, 20), { definitions });

    expect(signal(assessment, 'accepted/due')).toMatchObject({
      colour: 'red',
      projectColour: row.colour,
    });
    expect(assessment.colour).toBe(row.colour);
  });

  it('names the worse colour that waiting gives where red starts with the first late day', () => {
    const definitions = definitionsWith({}, ({ policy }) => {
      if (policy.rules.due) policy.rules.due.redFrom = 1;
    });
    const facts = [registered(aRegistration({ milestones: [plan('accepted', DUE)] }))];

    const flips = signal(assessAt(facts, DUE, { definitions }), 'accepted/due')?.flips;

    expect(flips).toContainEqual({ by: 'wait', day: addDays(DUE, 1), colour: 'red' });
    expect(assessAt(facts, addDays(DUE, 1), { definitions }).colour).toBe('red');
  });
});

describe('a date that is reported and not yet confirmed', () => {
  // 2026-06-12 is a Friday; 19 to 21 June are off: five working days later is Monday 22 June.
  const REPORTED_ON = '2026-06-12';
  const LAST_HELD = '2026-06-22';
  const project = (due: string) =>
    registered(aRegistration({ milestones: [plan('groundbreaking', due)] }));
  const report = reported('groundbreaking', '2026-06-10', 'projectManager', {
    occurredAt: REPORTED_ON,
  });

  it.each([
    { due: '2026-06-30', held: 'green', after: 'blue' },
    { due: '2026-06-15', held: 'blue', after: 'yellow' },
    { due: '2026-06-10', held: 'yellow', after: 'yellow' },
    { due: '2026-06-01', held: 'yellow', after: 'red' },
  ])('holds $held for five working days; due $due it is $after after that', (row) => {
    const facts = [project(row.due), report];
    const colourOn = (day: string) => assessAt(facts, day).colour;

    expect(colourOn(REPORTED_ON)).toBe(row.held);
    expect(colourOn(LAST_HELD)).toBe(row.held);
    expect(colourOn(addDays(LAST_HELD, 1))).toBe(row.after);
  });

  it('says how long it is held, and changes next when the hold ends', () => {
    const assessment = assessAt([project('2026-06-15'), report], REPORTED_ON);

    expect(signal(assessment, 'groundbreaking/due')?.reason.days).toEqual({
      due: '2026-06-15',
      heldSince: REPORTED_ON,
      heldUntil: LAST_HELD,
    });
    expect(assessment.nextChangeAt).toBe('2026-06-22T16:00:00.000Z');
  });

  it('is cleared when someone else confirms it', () => {
    const confirm = aCommand('command.confirm.v1', '2026-06-15T02:00:00.000Z', {
      about: 'milestone',
      milestone: 'groundbreaking',
      decision: 'accept',
      actor: team,
    });

    const { signals, milestones } = assessAt(
      [project('2026-06-01'), report, confirm],
      '2026-06-16',
    );

    expect(signals).toEqual([]);
    expect(milestones).toMatchObject([
      { state: 'reached', evidence: 'confirmed', actual: '2026-06-10' },
    ]);
  });

  it('counts by its date again as soon as it is returned', () => {
    const back = aCommand('command.confirm.v1', '2026-06-16T02:00:00.000Z', {
      about: 'milestone',
      milestone: 'groundbreaking',
      decision: 'return',
      actor: team,
    });

    const { colour, milestones } = assessAt([project('2026-06-01'), report, back], '2026-06-16');

    expect(colour).toBe('red');
    expect(milestones).toMatchObject([{ state: 'open' }]);
  });

  it('is held again for a new report after a return', () => {
    const back = aCommand('command.confirm.v1', '2026-06-15T02:00:00.000Z', {
      about: 'milestone',
      milestone: 'groundbreaking',
      decision: 'return',
      actor: team,
    });
    const anew = reported('groundbreaking', '2026-06-14', 'projectManager', {
      occurredAt: '2026-06-16',
    });

    const { milestones } = assessAt([project('2026-06-01'), report, back, anew], '2026-06-16');

    expect(milestones).toMatchObject([{ state: 'reported', reportedOn: '2026-06-16' }]);
  });

  it('is not held longer by repeating the report, nor by dating it earlier or correcting it', () => {
    const again = reported('groundbreaking', '2026-06-09', 'enterpriseContact', {
      occurredAt: '2026-06-18',
    });
    const correction = corrected(again, '2026-06-20', { date: '2026-06-08' });
    const facts = [project('2026-06-10'), report, again, correction];

    expect(assessAt(facts, LAST_HELD).milestones).toMatchObject([{ reportedOn: REPORTED_ON }]);
    expect(signal(assessAt(facts, LAST_HELD), 'groundbreaking/due')?.reason.days).toHaveProperty(
      'heldUntil',
    );
    expect(
      signal(assessAt(facts, addDays(LAST_HELD, 1)), 'groundbreaking/due')?.reason.days,
    ).not.toHaveProperty('heldUntil');
  });

  it('is held from the day on which it reached us, not from the day it claims', () => {
    const late = reported('groundbreaking', '2026-06-01', 'projectManager', {
      arrivedAt: '2026-06-12T01:00:00.000Z',
    });

    const assessment = assessAt([project('2026-06-05'), late], REPORTED_ON);

    expect(signal(assessment, 'groundbreaking/due')).toMatchObject({
      colour: 'yellow',
      reason: { days: { heldSince: REPORTED_ON } },
    });
  });

  it('counts as reached at once where the template asks for no more than a report', () => {
    const registration = aRegistration({ milestones: [plan('toppedOut', '2026-06-10')] });

    const { milestones } = assessAt(
      [registered(registration), reported('toppedOut', '2026-06-10')],
      REPORTED_ON,
    );

    expect(milestones).toMatchObject([{ state: 'reached', evidence: 'reported' }]);
  });
});
