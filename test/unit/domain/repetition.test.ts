import { describe, expect, it } from '@jest/globals';
import { addWorkingDays } from '../../../domain/calendar.ts';
import type { Cause } from '../../../domain/alert/fact.ts';
import { explain } from '../../../domain/explain.ts';
import { desired } from '../../../domain/desired.ts';
import type { Fact } from '../../../domain/fact.ts';
import { addDays, startOf, type Day } from '../../../domain/time.ts';
import {
  aCommand,
  anItemSignal,
  approvalSaid,
  aRegistration,
  assessAt,
  definitionsWith,
  divisionLeader,
  mainLeader,
  plan,
  registered,
  reported,
  signal,
} from '../../support/a-project.ts';
import { fc } from '../../support/property.ts';

// A date turns red by repetition where its rule never says when.
const definitions = definitionsWith({ template: 'facility' }, ({ policy }) => {
  policy.rules.due = { id: 'due', blueWithin: 14, contributes: 'full' };
});
const shipped = definitionsWith({ template: 'facility' });
const ID = 'accepted/due';
const due = '2026-03-02';
// Yellow from Tuesday 2026-03-03; the twentieth working day after it is 2026-03-31.
const RED_ON = '2026-03-31';

const project = registered(
  aRegistration({ template: 'facility', milestones: [plan('accepted', due)] }),
);
const on = (day: Day, facts: readonly Fact[] = [], start = project) =>
  signal(assessAt([start, ...facts], day, { definitions }), ID);
const named = (cause: Cause) =>
  aCommand('command.acknowledge.v1', '2026-03-04', { alertId: `alert/ZZY-900/${ID}`, cause });
const excusedUntil = (until: Day) =>
  aCommand('command.exempt.v1', '2026-03-10', {
    ...{ signal: ID, documentNo: '8号', until },
    actor: divisionLeader,
  });

describe('a signal that stays yellow', () => {
  it('turns red with its twentieth working day, and not a day earlier', () => {
    expect(on(addDays(RED_ON, -1))).toMatchObject({
      colour: 'yellow',
      reason: { code: 'overdue' },
    });
    expect(on(RED_ON)).toMatchObject({
      ...{ colour: 'red', projectColour: 'red' },
      rule: { rule: 'repetition' },
      reason: {
        code: 'overdue',
        numbers: { yellowWorkingDays: 20 },
        days: { yellowSince: '2026-03-03', due },
        words: { milestone: 'accepted' },
      },
    });
  });

  it('says when it will, and changes then', () => {
    const yellow = assessAt([project], '2026-03-05', { definitions });

    expect(signal(yellow, ID)?.flips).toContainEqual({ by: 'wait', day: RED_ON, colour: 'red' });
    expect(yellow.nextChangeAt).toBe(startOf(RED_ON));
  });

  it('is the same alert, and a worse one', () => {
    expect(desired(assessAt([project], RED_ON, { definitions })).alerts).toEqual([
      { id: ID, severity: 'red' },
    ]);
  });

  it('is never a date whose own rule says from when it is red: facilities from 30 days late', () => {
    const late = (day: Day) => signal(assessAt([project], day, { definitions: shipped }), ID);

    expect(late(RED_ON)).toMatchObject({ colour: 'yellow', reason: { code: 'overdue' } });
    expect(late('2026-03-31')?.flips).toContainEqual(
      expect.objectContaining({ by: 'wait', day: '2026-04-01', colour: 'red' }),
    );
    expect(late('2026-04-01')).toMatchObject({ colour: 'red', rule: { rule: 'due' } });
  });

  it('says what it says and since when, in words', () => {
    const [said] = explain(assessAt([project], RED_ON, { definitions }), RED_ON, 'zh').signals;

    expect(said?.text).toMatch(/计划2026-03-02，超期29天；自2026-03-03起黄色满20个工作日/);
  });

  it.each<{ what: string; facts: Fact[]; colour: string }>([
    { what: 'its cause lies outside the park', facts: [named('weather')], colour: 'yellow' },
    { what: 'another project holds it up', facts: [named('upstream')], colour: 'yellow' },
    { what: 'its cause lies in the park', facts: [named('approval')], colour: 'red' },
    { what: 'it is excused', facts: [excusedUntil(RED_ON)], colour: 'yellow' },
    {
      what: 'its excuse has just ended: it counts anew',
      facts: [excusedUntil(addDays(RED_ON, -1))],
      colour: 'yellow',
    },
    {
      what: 'its date waits to be confirmed: it is held',
      facts: [reported('accepted', '2026-03-30')],
      colour: 'yellow',
    },
  ])('is $colour when $what', ({ facts, colour }) => {
    expect(on(RED_ON, facts)?.colour).toBe(colour);
  });

  it('does not count the days before the engine was relied on', () => {
    const goLive = registered(
      aRegistration({
        ...{ template: 'facility', goLive: '2026-03-04' },
        milestones: [plan('accepted', due)],
      }),
    );

    expect(on(RED_ON, [], goLive)).toMatchObject({ colour: 'yellow', stock: 'goLive' });
    expect(on('2026-04-01', [], goLive)).toMatchObject({ colour: 'red' });
    expect(on('2026-04-01', [], goLive)).not.toHaveProperty('stock');
  });

  it('is never an honest forecast', () => {
    const slip = aCommand('command.forecast.v1', '2026-01-10', {
      milestone: 'accepted',
      date: '2026-03-30',
    });
    const assessment = assessAt([project, slip], '2026-03-01', { definitions });

    expect(signal(assessment, 'accepted/forecast')?.colour).toBe('yellow');
  });

  it('counts for an item of the approval since it has said so', () => {
    const said = approvalSaid('2026-03-03', { signals: [anItemSignal('G06', 'yellow')] });
    const open = registered(aRegistration({ milestones: [plan('accepted', '2026-12-01')] }));
    const item = (day: Day) => signal(assessAt([open, said], day), 'G06/limit');

    expect(item(addDays(RED_ON, -1))?.colour).toBe('yellow');
    expect(item(RED_ON)).toMatchObject({ colour: 'red', reason: { words: { item: 'G06' } } });
  });

  it('begins anew with a plan that makes it late anew', () => {
    const moved = [
      aCommand('command.requestPlanChange.v1', '2026-03-11', {
        ...{ changeId: 'C-1', milestone: 'accepted', to: '2026-03-10' },
      }),
      aCommand('command.approvePlanChange.v1', '2026-03-12', {
        changeId: 'C-1',
        actor: mainLeader,
      }),
    ];

    expect(on(RED_ON, moved)?.colour).toBe('yellow');
  });

  it('turns on the day by the calendar, whatever the due day', () => {
    fc.assert(
      fc.property(fc.nat({ max: 300 }), (days) => {
        const planned = addDays('2026-01-08', days);
        const start = registered(
          aRegistration({ template: 'facility', milestones: [plan('accepted', planned)] }),
        );
        const since = addDays(planned, 1);
        const first = addWorkingDays(definitions.calendar, since, 20).day;

        expect(on(addDays(first, -1), [], start)?.colour).toBe('yellow');
        expect(on(first, [], start)?.colour).toBe('red');
      }),
    );
  });
});
