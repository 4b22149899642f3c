import { describe, expect, it } from '@jest/globals';
import { assess } from '../../../domain/assess.ts';
import type { Assessment } from '../../../domain/assessment.ts';
import { desired } from '../../../domain/desired.ts';
import type { Fact } from '../../../domain/fact.ts';
import { fold } from '../../../domain/fold.ts';
import { upstreamFirst } from '../../../domain/portfolio.ts';
import { endOf, type Day } from '../../../domain/time.ts';
import { upstreamDate } from '../../../domain/upstream.ts';
import { definitionsFor } from '../../../schemas/definitions.ts';
import {
  aCommand,
  aFact,
  catalogue,
  registered,
  reported,
  signal,
} from '../../support/a-project.ts';
import { parkEntries } from '../../support/sample-park.ts';

const AS_OF: Day = '2026-01-15';
const registrations = parkEntries().map(({ registration }) => registration);

/** The park under the default policy, with what was said of some projects; each hears those it waits for. */
function park(said: Record<string, Fact[]> = {}, today: Day = AS_OF): Map<string, Assessment> {
  const done = new Map<string, Assessment>();
  for (const registration of upstreamFirst(registrations)) {
    const { code, dependencies } = registration;
    // As planned at first, then as it is now: the conflicts are those of the first plans.
    const heard = dependencies.flatMap(({ on, milestone }) =>
      [first.get(on), done.get(on)].flatMap((upstream, nth) => {
        const data = upstream && upstreamDate(upstream, milestone);
        const source = `/upstream/${on}`;
        return data
          ? [aFact('upstream.date.v1', nth === 0 ? AS_OF : endOf(today), data, { source })]
          : [];
      }),
    );
    const facts = [registered(registration, AS_OF), ...(said[code] ?? []), ...heard];
    const definitions = definitionsFor(catalogue, { template: registration.template });
    done.set(code, assess(fold(facts), definitions, endOf(today), { closed: false }));
  }
  return done;
}

const first = new Map<string, Assessment>();
const atStart = park();
for (const [code, assessment] of atStart) first.set(code, assessment);

/** The colour of each project that waits too long, by what it waits for. */
const blocked = (assessments: ReadonlyMap<string, Assessment>): Record<string, string> =>
  Object.fromEntries(
    [...assessments.values()].flatMap(({ code, signals }) =>
      signals
        .filter(({ kind }) => kind === 'blocked')
        .map(({ id, colour }) => [`${code} ${id}`, colour]),
    ),
  );

const AT_START = {
  'ZZY-022 groundbreaking/blocked/ZZY-009/production': 'blue',
  'ZZY-023 groundbreaking/blocked/ZZY-010/production': 'blue',
};

const forecast = (milestone: string, date: Day): Fact =>
  aCommand('command.forecast.v1', `${AS_OF}T08:00:00.000Z`, { milestone, date });

describe('the sample park at its asOf', () => {
  it('has two tenants with few days in hand, and no other project that waits too long', () => {
    expect(blocked(atStart)).toEqual(AT_START);
  });

  it('gives them no project colour, and to each manager one blue note', () => {
    for (const [code, slackDays] of [
      ['ZZY-022', 6],
      ['ZZY-023', 10],
    ] as const) {
      const assessment = atStart.get(code);
      expect(assessment).toMatchObject({ status: 'pipeline', colour: null });
      expect(assessment?.signals).toMatchObject([
        { colour: 'blue', reason: { numbers: { slackDays } } },
      ]);
      expect(assessment && desired(assessment).alerts).toMatchObject([{ severity: 'blue' }]);
    }
  });
});

describe('ZZY-010 opening 45 days late', () => {
  const late = park({ 'ZZY-010': [forecast('production', '2026-06-14')] });
  const note = 'groundbreaking/blocked/ZZY-010/production';
  const tenant = late.get('ZZY-023');
  const blocker = late.get('ZZY-010');

  it('is one alert more of its own', () => {
    const ids = (one?: Assessment) => (one ? desired(one).alerts.map(({ id }) => id) : []);

    expect(ids(blocker)).toEqual([...ids(atStart.get('ZZY-010')), 'production/forecast']);
  });

  it('leaves ZZY-023 35 days short, which is one note with cause upstream that names it', () => {
    expect(tenant && desired(tenant).alerts).toEqual([{ id: note, severity: 'red' }]);
    expect(tenant && signal(tenant, note)).toMatchObject({
      causes: ['upstream'],
      reason: {
        numbers: { slackDays: -35, lateDays: 35 },
        days: { needed: '2026-05-10', expected: '2026-06-14' },
        words: { on: 'ZZY-010', milestone: 'production', root: 'ZZY-010' },
      },
    });
  });

  it('colours no project but itself', () => {
    const changed = [...late.values()].filter(
      ({ code, colour }) => colour !== atStart.get(code)?.colour,
    );

    expect(changed.map(({ code, colour }) => [code, colour])).toEqual([['ZZY-010', 'yellow']]);
    expect(blocked(late)).toEqual({ ...AT_START, [`ZZY-023 ${note}`]: 'red' });
  });

  it('is over for ZZY-023 once the milestone is there', () => {
    const there = park({ 'ZZY-010': [reported('production', AS_OF, 'team')] });

    expect(there.get('ZZY-023')?.signals).toEqual([]);
  });
});

describe('the substation 72 days late', () => {
  const late = park({ 'ZZY-001': [forecast('energised', '2027-01-31')] });

  it('colours itself and nobody who waits for it', () => {
    expect(late.get('ZZY-001')).toMatchObject({ colour: 'yellow' });
    expect(late.get('ZZY-001')?.leading).toBe('energised/forecast');
    expect(blocked(late)).toEqual(AT_START);
  });

  it('leaves ZZY-013 and ZZY-014 with slack, and ZZY-015 a conflict of plans', () => {
    const edges = ['ZZY-013', 'ZZY-014', 'ZZY-015'].flatMap((code) =>
      (late.get(code)?.dependencies ?? []).filter(({ on }) => on === 'ZZY-001'),
    );

    expect(edges.map(({ slackDays, planConflict }) => [slackDays, planConflict])).toEqual([
      [237 - 72, false],
      [307 - 72, false],
      [-84 - 72, true],
    ]);
  });
});

describe('the pipelines of ZZY-008 late by 70 days', () => {
  it('take the land from ZZY-013 by so many days, and from nobody else', () => {
    const late = park({ 'ZZY-008': [forecast('accepted', '2026-11-24')] });

    expect(blocked(late)).toEqual({
      ...AT_START,
      'ZZY-013 landSupplied/blocked/ZZY-008/accepted': 'yellow',
    });
    expect(late.get('ZZY-013')).toMatchObject({ status: 'pipeline', colour: null });
  });
});
