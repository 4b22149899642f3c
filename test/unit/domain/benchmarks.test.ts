import { describe, expect, it } from '@jest/globals';
import { after } from '../../../domain/benchmarks.ts';
import {
  aRegistration,
  assessAt,
  constructionPermit,
  plan,
  registered,
  reported,
} from '../../support/a-project.ts';

describe('an offset', () => {
  it.each([
    { from: '2024-08-26', months: 3, day: '2024-11-26' },
    { from: '2025-11-30', months: 3, day: '2026-02-28' },
    { from: '2023-11-30', months: 3, day: '2024-02-29' },
    { from: '2024-02-29', months: 12, day: '2025-02-28' },
    { from: '2024-10-31', months: 14, day: '2025-12-31' },
  ])('of $months months from $from is $day', ({ from, months, day }) => {
    expect(after(from, { from: 'signed', months })).toBe(day);
  });

  it('of months and days adds the days last', () => {
    expect(after('2026-01-31', { from: 'signed', months: 1, days: 1 })).toBe('2026-03-01');
  });
});

describe('the standard of three months from signing to groundbreaking', () => {
  const project = registered(
    aRegistration({
      milestones: [plan('signed', '2026-01-05'), plan('groundbreaking', '2026-04-05')],
    }),
  );
  const start = (...facts: ReturnType<typeof reported>[]) =>
    assessAt([project, ...facts], '2026-06-15').benchmarks[0];
  const signed = reported('signed', '2026-01-10', 'team');

  it('runs from the planned signing until it is signed, then from the day itself', () => {
    expect(start()).toMatchObject({ from: '2026-01-05', due: '2026-04-05', limitDays: 90 });
    expect(start(signed)).toMatchObject({ from: '2026-01-10', due: '2026-04-10' });
  });

  it.each([
    { day: '2026-04-10', tookDays: 90, met: true },
    { day: '2026-04-11', tookDays: 91, met: false },
  ])('is met: $met by breaking ground on $day', ({ day, tookDays, met }) => {
    const facts = [
      signed,
      constructionPermit('2026-03-01'),
      reported('groundbreaking', day, 'team'),
    ];

    expect(start(...facts)).toMatchObject({ actual: day, tookDays, met });
  });

  it('is neither met nor missed by works that do not count', () => {
    expect(start(signed, reported('groundbreaking', '2026-04-01'))).not.toHaveProperty('met');
  });
});
