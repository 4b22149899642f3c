import { describe, expect, it } from '@jest/globals';
import type { Fact } from '../../../domain/fact.ts';
import {
  aCommand,
  aFact,
  aRegistration,
  assessAt,
  milestone,
  plan,
  registered,
  reported,
  signal,
  team,
  voided,
} from '../../support/a-project.ts';

const project = registered(
  aRegistration({
    designedMonthlyOutput: 1000,
    designedMonthlyKwh: 50_000,
    milestones: [plan('fullOutput', '2026-07-01'), plan('closed', '2026-12-01')],
  }),
);

/** The report of a month, made on the 3rd of the next unless told otherwise. */
const output = (month: string, amount: number, at = nextThird(month)): Fact =>
  aFact('site.progress.reported.v1', at, { month, output: amount });

const power = (month: string, kWh: number, meter = 'M-1'): Fact =>
  aFact(
    'utility.consumption.monthly.v1',
    nextThird(month),
    { month, kWh },
    { applicationNo: meter },
  );

function nextThird(month: string): string {
  const [year = 0, nth = 0] = month.split('-').map(Number);
  return nth === 12 ? `${year + 1}-01-03` : `${year}-${String(nth + 1).padStart(2, '0')}-03`;
}

const stateAt = (facts: Fact[], day = '2026-06-15') =>
  milestone(assessAt([project, ...facts], day), 'fullOutput');

const spring = ['2026-03', '2026-04', '2026-05'];
const enough = spring.map((month) => output(month, 800));
const consumed = spring.map((month) => power(month, 30_000));

describe('full output', () => {
  it('is reached with the last day of the third month running at 80 percent of the design', () => {
    expect(stateAt([...enough, ...consumed])).toMatchObject({
      state: 'reached',
      actual: '2026-05-31',
      evidence: 'confirmed',
      facts: [{ source: '/site/wuhan-gaoxin' }],
    });
  });

  it.each([
    { why: 'one month is short by one', facts: [output('2026-04', 799, '2026-05-04')] },
    { why: 'one month was corrected to zero', facts: [output('2026-03', 0, '2026-06-10')] },
  ])('is open when $why', ({ facts }) => {
    expect(stateAt([...enough, ...consumed, ...facts]).state).toBe('open');
  });

  it('is open when a month is missing between the three', () => {
    const months = ['2026-01', '2026-02', '2026-04'];

    expect(stateAt(months.map((month) => output(month, 900))).state).toBe('open');
  });

  it('runs on across the turn of a year', () => {
    const months = ['2025-11', '2025-12', '2026-01'];
    const facts = months.flatMap((month) => [output(month, 900), power(month, 30_000)]);

    expect(stateAt(facts)).toMatchObject({ state: 'reached', actual: '2026-01-31' });
  });

  it('is only reported when the electricity does not bear it out, and then held', () => {
    const short = consumed.with(1, power('2026-04', 29_999));
    const facts = [project, ...enough, ...short];

    const assessment = assessAt(facts, '2026-06-15');

    expect(milestone(assessment, 'fullOutput')).toMatchObject({
      state: 'reported',
      evidence: 'reported',
      reportedOn: '2026-06-03',
    });
    expect(signal(assessAt(facts, '2026-06-05'), 'fullOutput/due')?.reason.days).toMatchObject({
      heldSince: '2026-06-03',
    });
    expect(assessment.findings.map(({ id }) => id)).toContain('confirmationDue/fullOutput');
  });

  it('is confirmed by a person where the electricity does not, and returned likewise', () => {
    const decide = (decision: 'accept' | 'return') =>
      aCommand('command.confirm.v1', '2026-06-10', {
        about: 'milestone',
        milestone: 'fullOutput',
        decision,
        actor: team,
      });

    expect(stateAt([...enough, decide('accept')])).toMatchObject({
      state: 'reached',
      evidence: 'confirmed',
    });
    expect(stateAt([...enough, decide('return')]).state).toBe('open');
  });

  it('adds up the meters, and takes the last reading of each', () => {
    const months = spring.flatMap((month) => [power(month, 10_000), power(month, 20_000, 'M-2')]);

    expect(stateAt([...enough, ...months]).evidence).toBe('confirmed');
    const read = aFact(
      'utility.consumption.monthly.v1',
      '2026-06-10',
      { month: '2026-05', kWh: 1 },
      { applicationNo: 'M-2' },
    );
    expect(stateAt([...enough, ...months, read]).evidence).toBe('reported');
  });

  it('is confirmed by later months when the first were not borne out', () => {
    const later = ['2026-06', '2026-07', '2026-08'];
    const facts = later.flatMap((month) => [output(month, 900), power(month, 40_000)]);

    expect(stateAt([...enough, ...facts], '2026-09-15')).toMatchObject({
      state: 'reached',
      actual: '2026-08-31',
      evidence: 'confirmed',
    });
  });

  it('is not hidden by an earlier word of the manager', () => {
    const claimed = reported('fullOutput', '2026-04-30', 'projectManager');

    expect(stateAt([claimed, ...enough, ...consumed])).toMatchObject({
      state: 'reached',
      actual: '2026-05-31',
    });
  });

  it('does not count before the month is over, however early its report', () => {
    const early = output('2026-05', 900, '2026-05-25');
    const facts = [project, ...enough.slice(0, 2), early, ...consumed];

    const eve = assessAt(facts, '2026-05-30');

    expect(milestone(eve, 'fullOutput').state).toBe('open');
    expect(eve.nextChangeAt).toBe('2026-05-30T16:00:00.000Z');
    expect(milestone(assessAt(facts, '2026-05-31'), 'fullOutput').state).toBe('reached');
  });

  it('is not derived without a designed output', () => {
    const plain = registered(aRegistration({ milestones: [plan('fullOutput', '2026-07-01')] }));

    expect(assessAt([plain, ...enough], '2026-06-15').milestones).toMatchObject([
      { state: 'open' },
    ]);
  });

  it('takes back a month that was typed in error', () => {
    const [first] = enough;
    if (!first) throw new Error('no report');

    expect(stateAt([...enough, ...consumed, voided(first, '2026-06-10')]).state).toBe('open');
  });
});
