import { describe, expect, it } from '@jest/globals';
import { createHorizon } from '../../../domain/horizon.ts';
import { isPaused, movedByPauses } from '../../../domain/pauses.ts';
import {
  aCommand,
  aRegistration,
  assessAt,
  divisionLeader,
  milestone,
  plan,
  registered,
  team,
} from '../../support/a-project.ts';

const pause = (from: string, to?: string) => ({
  from,
  reason: '市场',
  ...(to === undefined ? {} : { to }),
});

describe('a planned day', () => {
  const SET_ON = '2026-02-01';

  it.each([
    { pauses: [], due: '2026-06-15', why: 'without a pause' },
    { pauses: [pause('2026-03-01', '2026-03-11')], due: '2026-06-25', why: 'a pause of ten days' },
    { pauses: [pause('2026-03-01')], due: '2026-06-15', why: 'a pause that has not ended' },
    { pauses: [pause('2026-03-01', '2026-03-01')], due: '2026-06-15', why: 'a pause of no day' },
    {
      pauses: [pause('2026-01-01', '2026-02-11')],
      due: '2026-06-25',
      why: 'a pause that began before the plan was set',
    },
    {
      pauses: [pause('2026-01-01', '2026-01-20')],
      due: '2026-06-15',
      why: 'a pause that ended before the plan was set',
    },
    {
      pauses: [pause('2026-03-01', '2026-03-11'), pause('2026-04-01', '2026-04-06')],
      due: '2026-06-30',
      why: 'two pauses',
    },
    {
      pauses: [pause('2026-03-06', '2026-03-16'), pause('2026-03-01', '2026-03-11')],
      due: '2026-06-30',
      why: 'two pauses that overlap by five days',
    },
    {
      pauses: [pause('2026-03-01', '2026-03-21'), pause('2026-03-05', '2026-03-08')],
      due: '2026-07-05',
      why: 'a pause within another',
    },
  ])('is due on $due after $why', ({ pauses, due }) => {
    expect(movedByPauses('2026-06-15', SET_ON, pauses)).toBe(due);
    expect(movedByPauses('2026-06-15', SET_ON, pauses.toReversed())).toBe(due);
  });
});

describe('a paused project', () => {
  it.each([
    { today: '2026-02-28', paused: false },
    { today: '2026-03-01', paused: true },
    { today: '2026-03-10', paused: true },
    { today: '2026-03-11', paused: false },
  ])('stands still on $today: $paused', ({ today, paused }) => {
    expect(isPaused([pause('2026-03-01', '2026-03-11')], createHorizon(today))).toBe(paused);
  });

  const stop = aCommand('command.pause.v1', '2026-06-10', { from: '2026-06-10', actor: team });
  const go = aCommand('command.resume.v1', '2026-07-10', { on: '2026-07-10', actor: team });
  const project = registered(
    aRegistration({
      milestones: [plan('accepted', '2026-06-15'), plan('production', '2026-08-31')],
    }),
  );

  it('shows no colour and no signal, and is coloured again from the day it goes on', () => {
    const during = assessAt([project, stop], '2026-07-09');
    const after = assessAt([project, stop, go], '2026-07-10');

    expect(during).toMatchObject({ status: 'paused', colour: null, signals: [], closed: false });
    expect(after).toMatchObject({ status: 'active', colour: 'blue' });
    expect(milestone(after, 'accepted')).toMatchObject({
      planned: '2026-06-15',
      due: '2026-07-15',
    });
  });

  it('changes on the first and after the last day of the pause by time alone', () => {
    const planned = [project, stop, go];

    expect(assessAt(planned, '2026-06-09').nextChangeAt).toBe('2026-06-09T16:00:00.000Z');
    expect(assessAt(planned, '2026-06-10').nextChangeAt).toBe('2026-07-09T16:00:00.000Z');
  });

  it('still takes in milestones and a change of its people', () => {
    const handover = aCommand('command.assign.v1', '2026-06-20', {
      post: 'manager',
      person: 'pm-2',
      from: '2026-06-20',
    });
    const record = aCommand('command.recordMilestone.v1', '2026-06-20', {
      milestone: 'accepted',
      date: '2026-06-20',
      actor: team,
    });

    const assessment = assessAt([project, stop, handover, record], '2026-06-21');

    expect(assessment).toMatchObject({ status: 'paused', people: { manager: 'pm-2' } });
    expect(milestone(assessment, 'accepted').state).toBe('reached');
  });

  it('counts a plan that is set while it is paused from that day on', () => {
    const request = aCommand('command.requestPlanChange.v1', '2026-06-29', {
      changeId: 'x',
      milestone: 'accepted',
      to: '2026-09-01',
    });
    const approve = aCommand('command.approvePlanChange.v1', '2026-06-30', {
      changeId: 'x',
      actor: divisionLeader,
    });

    const after = assessAt([project, stop, request, approve, go], '2026-07-10');

    expect(milestone(after, 'accepted').due).toBe('2026-09-11');
    expect(milestone(after, 'production').due).toBe('2026-09-30');
  });
});
