import { describe, expect, it } from '@jest/globals';
import { addWorkingDays } from '../../../domain/calendar.ts';
import { explain } from '../../../domain/explain.ts';
import type { Fact } from '../../../domain/fact.ts';
import { addDays, startOf, type Day } from '../../../domain/time.ts';
import {
  aCommand,
  aRegistration,
  assessAt,
  definitionsWith,
  mainLeader,
  person,
  plan,
  registered,
  signal,
  team,
} from '../../support/a-project.ts';
import { fc } from '../../support/property.ts';

const ID = 'instruction:P-1/noUpdate';
const GIVEN = '2026-03-02';
const project = registered(aRegistration({ milestones: [plan('accepted', '2026-12-01')] }));

const given = (on: Day = GIVEN, instructionId = 'P-1', due = '2026-06-30') =>
  aCommand('command.instruct.v1', on, {
    ...{ instructionId, text: '请尽快协调外线工程', owner: 'liaison-1', due },
    actor: person('office-1', 'supervision'),
    onBehalfOf: mainLeader.id,
  });
const update = (on: Day, done = false) =>
  aCommand('command.reportInstruction.v1', on, {
    ...{ instructionId: 'P-1', text: '已现场对接', done },
    actor: person('liaison-1', 'utilityLiaison'),
  });
const on = (day: Day, facts: readonly Fact[] = [given()]) =>
  signal(assessAt([project, ...facts], day), ID);

describe('an open instruction without a word', () => {
  // Working days after Monday 2026-03-02: the seventh is 03-11, the fourteenth 03-20, the 21st 03-31.
  it.each([
    { last: '2026-03-11', was: undefined, colour: 'blue', workingDays: 7 },
    { last: '2026-03-20', was: 'blue', colour: 'yellow', workingDays: 14 },
    { last: '2026-03-31', was: 'yellow', colour: 'red', workingDays: 21 },
  ])('is $colour after $workingDays whole working days', ({ last, was, colour, workingDays }) => {
    expect(on(last)?.colour).toBe(was);
    expect(on(addDays(last, 1))).toMatchObject({
      ...{ colour, projectColour: 'blue', contributes: 'capBlue' },
      reason: { code: 'noUpdate', numbers: { workingDays }, days: { since: GIVEN } },
    });
  });

  it('says when it turns, and that a word is enough', () => {
    const assessment = assessAt([project, given()], '2026-03-12');

    expect(assessment.nextChangeAt).toBe(startOf('2026-03-21'));
    expect(signal(assessment, ID)?.flips).toEqual([
      { by: 'update', what: 'P-1', colour: 'green' },
      { by: 'wait', day: '2026-03-21', colour: 'yellow' },
    ]);
  });

  it('counts from the last word, and not at all once it is done', () => {
    expect(on('2026-03-12', [given(), update('2026-03-03')])).toBeUndefined();
    expect(on('2026-03-13', [given(), update('2026-03-03')])?.facts).toHaveLength(2);
    expect(on('2026-06-01', [given(), update('2026-03-03', true)])).toBeUndefined();
    expect(
      on('2026-06-01', [given(), update('2026-03-03', true), update('2026-03-04')])?.colour,
    ).toBe('red');
  });

  it('does not count the days of a pause', () => {
    const pause = [
      aCommand('command.pause.v1', '2026-03-04', { from: '2026-03-04', actor: team }),
      aCommand('command.resume.v1', '2026-03-09', { on: '2026-03-09', actor: team }),
    ];

    expect(on('2026-03-16', [given(), ...pause])).toBeUndefined();
    expect(on('2026-03-17', [given(), ...pause])?.colour).toBe('blue');
  });

  it('is told with its words and its owner', () => {
    const [told] = explain(assessAt([project, given()], '2026-03-12'), '2026-03-12', 'zh').signals;

    expect(told).toMatchObject({
      name: '请尽快协调外线工程',
      text: '批示“请尽快协调外线工程”（liaison-1）自2026-03-02起7个工作日无进展',
      flips: ['报告请尽快协调外线工程的进展，则转绿', '不采取行动，2026-03-21转黄'],
    });
  });

  it('has each colour from its own day on, whatever the day on which it was given', () => {
    const { calendar } = definitionsWith();
    fc.assert(
      fc.property(fc.nat({ max: 200 }), fc.constantFrom(7, 14, 21), (days, workingDays) => {
        const start = addDays('2026-01-07', days);
        const last = addWorkingDays(calendar, start, workingDays).day;
        const colours = { 7: 'blue', 14: 'yellow', 21: 'red' } as const;
        const colour = colours[workingDays as 7];

        expect(on(last, [given(start)])?.colour).not.toBe(colour);
        expect(on(addDays(last, 1), [given(start)])?.colour).toBe(colour);
      }),
    );
  });
});

describe('instructions', () => {
  it('stand with both names, open ones first and then by their day', () => {
    const facts = [
      given(GIVEN),
      given(GIVEN, 'P-2', '2026-05-01'),
      given(GIVEN, 'P-3', '2026-04-01'),
      update('2026-03-05', true),
    ];

    const { instructions = [] } = assessAt([project, ...facts], '2026-03-06');

    expect(instructions.map(({ id }) => id)).toEqual(['P-3', 'P-2', 'P-1']);
    expect(instructions[2]).toEqual({
      ...{ id: 'P-1', text: '请尽快协调外线工程', owner: 'liaison-1', due: '2026-06-30' },
      ...{ by: mainLeader.id, writtenBy: 'office-1', on: GIVEN, doneOn: '2026-03-05' },
      update: { day: '2026-03-05', text: '已现场对接', by: 'liaison-1' },
    });
  });
});
