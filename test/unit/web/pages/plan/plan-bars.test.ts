import { describe, expect, it } from '@jest/globals';
import type { PlanMilestone, PlanRow } from '../../../../../api/page-responses.ts';
import { barsOf } from '../../../../../web/pages/plan/plan-bars.ts';

// Days of one year, by month and day.
const milestone = (code: string, over: Partial<PlanMilestone>): PlanMilestone =>
  // `as`: bars are made of days and colours alone.
  ({
    ...{ code, baseline: null, actual: null, expected: null, due: null, lateDays: 0, colour: null },
    ...{ caveat: null, redLine: false, ...over },
  }) as PlanMilestone;

const SIGNED = milestone('signed', { baseline: '2026-01-05', actual: '2026-01-06' });
const PERMIT = milestone('permit', { baseline: '2026-02-02', actual: '2026-02-20' });
const BEGUN = milestone('groundbreaking', {
  ...{ baseline: '2026-03-02', expected: '2026-04-20', due: '2026-03-02', lateDays: 40 },
  ...{ colour: 'red', redLine: true },
});
const MADE = milestone('production', {
  ...{ baseline: '2026-06-01', expected: '2026-07-01', due: '2026-06-01', lateDays: 3 },
  colour: 'yellow',
});

const milestones = [SIGNED, PERMIT, BEGUN, MADE];
// `as`: as above.
const project = { code: 'ZZY-1', milestones } as PlanRow;
const bars = (one: PlanMilestone | null) => barsOf({ key: 'a', project, milestone: one });

describe('the bars of a project', () => {
  it('are its first plan as a ghost, what is done, and what is expected from there', () => {
    expect(bars(null)).toMatchObject({
      baseline: { from: '2026-01-05', to: '2026-06-01' },
      actual: { from: '2026-01-06', to: '2026-02-20' },
      forecast: { from: '2026-02-20', to: '2026-07-01' },
    });
  });

  it('show the late part from the first day that is due to the last that is late, in its worst colour', () => {
    expect(bars(null).late).toEqual({
      ...{ from: '2026-03-02', to: '2026-06-04' },
      ...{ colour: 'red', caveat: null },
    });
  });

  it.each([
    { caveats: ['unverified', null], caveat: null },
    { caveats: ['unverified', 'unverified'], caveat: 'unverified' },
  ] as const)(
    'have the caveat $caveat where those as late have $caveats',
    ({ caveats, caveat }) => {
      const late = caveats.map((one) => ({ ...BEGUN, caveat: one }));
      const both = { ...project, milestones: [...late, MADE] };

      expect(barsOf({ key: 'a', project: both, milestone: null }).late?.caveat).toBe(caveat);
    },
  );

  it('leave out the delay of what is done', () => {
    const past = { ...PERMIT, due: '2026-02-02', lateDays: 18, colour: 'red' as const };

    const done = { ...project, milestones: [SIGNED, past] };

    expect(barsOf({ key: 'a', project: done, milestone: null }).late).toBeNull();
  });
});

describe('the bars of a milestone', () => {
  it('reach from what comes before it', () => {
    expect(bars(PERMIT)).toMatchObject({
      baseline: { from: '2026-01-05', to: '2026-02-02' },
      actual: { from: '2026-01-06', to: '2026-02-20' },
      forecast: null,
    });
    expect(bars(BEGUN)).toMatchObject({
      forecast: { from: '2026-02-20', to: '2026-04-20' },
      late: { from: '2026-03-02', to: '2026-04-11', colour: 'red' },
    });
  });

  it('mark its first plan and when it comes, and a red line on what comes alone', () => {
    expect(bars(BEGUN).marks).toEqual([
      { day: '2026-03-02', kind: 'baseline', redLine: false },
      { day: '2026-04-20', kind: 'expected', redLine: true },
    ]);
  });
});
