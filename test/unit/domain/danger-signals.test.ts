import { describe, expect, it } from '@jest/globals';
import { clearingOf } from '../../../domain/alert/clearing.ts';
import { explain } from '../../../domain/explain.ts';
import type { Fact } from '../../../domain/fact.ts';
import { nearFrom } from '../../../domain/outage-signal.ts';
import { startOf, type Day } from '../../../domain/time.ts';
import {
  aFact,
  aRegistration,
  assessAt,
  plan,
  registered,
  signal,
  voided,
} from '../../support/a-project.ts';
import { shippedCalendar as calendar } from '../../support/shipped-calendar.ts';
import { colourAfter, flipCases } from '../../support/flips.ts';

const report = aFact('site.safety.reported.v1', '2026-04-30', {
  ...{ safetyId: 'S-1', level: 'accident', text: '基坑边坡塌方' },
});
const over = aFact('site.safety.cleared.v1', '2026-05-06', { safetyId: 'S-1' });
const outage = aFact('utility.outage.planned.v1', '2026-04-20', {
  ...{ from: '2026-05-06', to: '2026-05-07', utility: 'water' },
});
const running = registered(
  aRegistration({
    milestones: [
      plan('signed', '2026-01-05', { actual: '2026-01-05' }),
      plan('production', '2027-06-30'),
    ],
  }),
);
const on = (day: Day, ...facts: Fact[]) => assessAt([running, ...facts], day);
const DANGER = 'safety:S-1/safety';
const OUTAGE = 'outage:water:2026-05-06/outage';

describe('danger on a site', () => {
  it('is red or yellow as it was reported, gives the project no colour, and ends by a report alone', () => {
    const now = on('2026-05-01', report);

    expect(signal(now, DANGER)).toMatchObject({ colour: 'red', projectColour: 'green' });
    const hazard = { ...report, data: { ...report.data, level: 'hazard' as const } };
    expect(signal(on('2026-05-01', hazard), DANGER)?.colour).toBe('yellow');
    const [flip] = flipCases({ facts: [running, report], today: '2026-05-02' }).filter(
      ({ of }) => of.id === DANGER,
    );
    expect(flip && colourAfter(flip)).toBe('green');
  });

  it('is back when it is reported again, and never was when its report is voided', () => {
    const again = { ...report, id: 'again', occurredAt: '2026-05-07' };
    const voids = voided(report, '2026-05-02');

    expect(signal(on('2026-05-08', report, over), DANGER)).toBeUndefined();
    const back = on('2026-05-08', report, over, again);
    expect(signal(back, DANGER)?.colour).toBe('red');
    expect(signal(on('2026-05-08', report, voids), DANGER)).toBeUndefined();
  });

  it('is cleared by the report that it is over, and a utility by no outage', () => {
    const raisedAt = startOf('2026-04-30');
    const facts = [running, report, outage, over];
    const clearing = (id: string) =>
      clearingOf({ id, raisedAt }, { before: undefined, after: on('2026-05-08'), facts });

    expect(clearing(DANGER)).toMatchObject({ facts: [{ id: over.id }], certified: false });
    expect(clearing('utility:water/utilityNeed').facts).toEqual([]);
  });

  it('says in both languages what it is and what ends it', () => {
    const now = on('2026-05-01', report);
    const told = (language: 'zh' | 'en') =>
      explain(now, '2026-05-01', language).signals.find(({ id }) => id === DANGER);

    expect(told('zh')).toMatchObject({
      name: '基坑边坡塌方',
      text: '安全事故或险情（2026-04-30上报）：基坑边坡塌方，尚未报告解除',
      flips: ['现场报告“基坑边坡塌方”已消除，则转绿'],
    });
    expect(told('en')?.flips).toEqual(['green once the site reports “基坑边坡塌方” as over']);
  });
});

describe('an outage that is announced', () => {
  it.each([
    ['2026-04-19', undefined],
    ['2026-04-20', 'blue'],
    ['2026-04-29', 'blue'],
    ['2026-04-30', 'yellow'],
    ['2026-05-07', 'yellow'],
    ['2026-05-08', undefined],
  ])('has on %s the colour %s: near from the working day before the holidays on', (day, colour) => {
    const facts = day < outage.occurredAt ? [] : [outage];

    expect(signal(on(day, ...facts), OUTAGE)?.colour).toBe(colour);
  });

  it('promises the day on which it turns', () => {
    const { flips } = signal(on('2026-04-20', outage), OUTAGE) ?? {};

    expect(flips).toEqual([{ by: 'wait', day: '2026-04-30', colour: 'yellow' }]);
    expect(on('2026-05-06', outage).nextChangeAt).toBe('2026-05-07T16:00:00.000Z');
  });

  it('is near so many working days before, over days off', () => {
    expect(nearFrom(calendar, '2026-10-09', 1)).toBe('2026-10-08');
    expect(nearFrom(calendar, '2026-10-09', 2)).toBe('2026-09-30');
    expect(nearFrom(calendar, '2026-10-09', 0)).toBe('2026-10-09');
  });
});
