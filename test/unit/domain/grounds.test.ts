import { describe, expect, it } from '@jest/globals';
import { fold } from '../../../domain/fold.ts';
import { groundsOf } from '../../../domain/grounds.ts';
import {
  aCommand,
  aRegistration,
  assessAt,
  mainLeader,
  plan,
  registered,
  signal,
} from '../../support/a-project.ts';

const project = registered(
  aRegistration({ milestones: [plan('groundbreaking', '2026-06-01')] }),
  '2026-01-06',
);
const pauseOf = (from: string, to: string) => [
  aCommand('command.pause.v1', from, { from }),
  aCommand('command.resume.v1', to, { on: to }),
];

function grounds(day: string, ...facts: Parameters<typeof fold>[0]) {
  const known = [project, ...facts];
  const due = signal(assessAt(known, day), 'groundbreaking/due');
  if (!due) throw new Error('No signal');
  return groundsOf(due, fold(known), day);
}

describe('the grounds of a signal', () => {
  it('count the days to the day on which they are asked for', () => {
    expect(grounds('2026-06-04').reason.numbers).toMatchObject({ daysLeft: -3, daysLate: 3 });
    expect(grounds('2026-05-22').reason.numbers).toMatchObject({ daysLeft: 10, daysLate: -10 });
  });

  it('name the pauses that are left out of the count, and none that ended before the plan was set', () => {
    const moved = [
      aCommand('command.requestPlanChange.v1', '2026-03-01', {
        changeId: 'C',
        milestone: 'groundbreaking',
        to: '2026-06-20',
      }),
      aCommand('command.approvePlanChange.v1', '2026-03-02', {
        changeId: 'C',
        actor: mainLeader,
      }),
    ];
    const [early, late] = [
      pauseOf('2026-02-01', '2026-02-11'),
      pauseOf('2026-04-01', '2026-04-06'),
    ];

    const { suspensions } = grounds('2026-06-22', ...early, ...moved, ...late);

    expect(suspensions).toMatchObject([{ from: '2026-04-01', to: '2026-04-06' }]);
  });

  it('say whether the plan alone speaks', () => {
    const forecast = aCommand('command.forecast.v1', '2026-03-01', {
      ...{ milestone: 'groundbreaking', date: '2026-06-03' },
    });

    expect(grounds('2026-06-22').byPlanAlone).toBe(true);
    expect(grounds('2026-06-22', forecast).byPlanAlone).toBe(false);
  });

  it('rest on what set the plan last', () => {
    const approved = aCommand('command.approvePlanChange.v1', '2026-03-02', {
      changeId: 'C',
      actor: mainLeader,
    });
    const asked = aCommand('command.requestPlanChange.v1', '2026-03-01', {
      changeId: 'C',
      milestone: 'groundbreaking',
      to: '2026-06-20',
    });

    expect(grounds('2026-06-22').facts.map(({ id }) => id)).toEqual([project.id]);
    expect(grounds('2026-06-22', asked, approved).facts.map(({ id }) => id)).toEqual([approved.id]);
  });
});
