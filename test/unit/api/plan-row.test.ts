import { describe, expect, it } from '@jest/globals';
import { planMilestones } from '../../../api/plan-row.ts';
import { explain } from '../../../domain/explain.ts';
import type { Fact } from '../../../domain/fact.ts';
import { addDays } from '../../../domain/time.ts';
import {
  aCommand,
  aRegistration,
  assessAt,
  fellSilent,
  plan,
  registered,
  reported,
} from '../../support/a-project.ts';

const DUE = '2026-06-15';

describe('how late a milestone of the plan is', () => {
  const forecast = (date: string) =>
    aCommand('command.forecast.v1', '2026-06-10', { milestone: 'accepted', date });

  it.each<{ why: string; facts: Fact[]; days: number; late: number }>([
    { why: 'overdue', facts: [], days: 26, late: 26 },
    {
      why: 'overdue and forecast for tomorrow',
      facts: [forecast('2026-07-12')],
      days: 26,
      late: 26,
    },
    { why: 'on its day', facts: [], days: 0, late: 0 },
    { why: 'not yet due and forecast late', facts: [forecast('2026-06-20')], days: -3, late: 5 },
  ])('is $late days where it is $why', ({ facts, days, late }) => {
    const today = addDays(DUE, days);
    const registration = aRegistration({ milestones: [plan('accepted', DUE)] });
    const assessment = assessAt([registered(registration), ...facts], today);

    expect(planMilestones(assessment, today)).toMatchObject([{ code: 'accepted', lateDays: late }]);
    if (days > 0) expect(explain(assessment, today, 'zh').headline).toContain(`超期${late}天`);
  });

  it('has the caveat of its colour while a source is silent that could have prevented it', () => {
    const registration = aRegistration({ milestones: [plan('constructionPermit', '2026-03-01')] });
    const silent = fellSilent('/permit/wuhan-gaoxin', '2026-02-25');
    const assessment = assessAt([registered(registration), silent], '2026-03-16');

    expect(planMilestones(assessment, '2026-03-16')).toMatchObject([
      { colour: 'red', caveat: 'unverified' },
    ]);
  });

  it('stands still while a report waits for confirmation, as its colour does', () => {
    const registration = aRegistration({ milestones: [plan('groundbreaking', '2026-06-01')] });
    const report = reported('groundbreaking', '2026-06-10', 'projectManager', {
      occurredAt: '2026-06-12',
    });
    const assessment = assessAt([registered(registration), report], '2026-06-16');

    expect(planMilestones(assessment, '2026-06-16')).toMatchObject([{ lateDays: 11 }]);
  });
});
