import { describe, expect, it } from '@jest/globals';
import { desired } from '../../../domain/desired.ts';
import { explain } from '../../../domain/explain.ts';
import type { Fact } from '../../../domain/fact.ts';
import {
  aCommand,
  aFact,
  aRegistration,
  assessAt,
  constructionPermit,
  divisionLeader,
  plan,
  registered,
  reported,
  revoked,
  signal,
  voided,
} from '../../support/a-project.ts';

const GO_LIVE = '2026-03-12';
const project = registered(
  aRegistration({
    goLive: GO_LIVE,
    milestones: [
      plan('constructionPermit', '2026-03-01'),
      plan('groundbreaking', '2026-06-10', { redLine: true }),
    ],
  }),
);
const stockOf = (facts: readonly Fact[], day: string, id: string) =>
  signal(assessAt([project, ...facts], day), id)?.stock;
const permit = constructionPermit('2026-02-20');
const begun = reported('groundbreaking', '2026-03-05', 'team');
const asHistory = (...facts: Fact[]) => facts.map((fact): Fact => ({ ...fact, backfill: true }));

describe('stock', () => {
  it.each([
    { what: 'late before go-live', day: '2026-03-11', id: 'constructionPermit/due', facts: [] },
    { what: 'late on go-live', day: GO_LIVE, id: 'constructionPermit/due', facts: [] },
    {
      what: 'works that began without a permit before it',
      day: '2026-03-20',
      id: 'groundbreaking/compliance',
      facts: [begun],
    },
    {
      what: 'a permit voided before it',
      day: '2026-03-20',
      id: 'constructionPermit/withdrawn',
      facts: [permit, voided(permit, '2026-03-10')],
    },
    {
      what: 'a slip reported before it',
      day: '2026-03-20',
      id: 'groundbreaking/forecast',
      facts: [
        aCommand('command.forecast.v1', '2026-03-10', {
          milestone: 'groundbreaking',
          date: '2026-06-30',
        }),
      ],
    },
  ])('is $what', ({ day, id, facts }) => {
    expect(stockOf(facts, day, id)).toBe('goLive');
  });

  it.each([
    {
      what: 'what got worse after go-live',
      day: '2026-03-16',
      id: 'constructionPermit/due',
      facts: [],
    },
    {
      what: 'a permit voided after it',
      day: '2026-03-20',
      id: 'constructionPermit/withdrawn',
      facts: [permit, voided(permit, '2026-03-13')],
    },
    {
      what: 'works whose permit was taken from them after it',
      day: '2026-03-20',
      id: 'groundbreaking/compliance',
      facts: [
        permit,
        begun,
        voided(permit, '2026-03-13'),
        aCommand('command.confirm.v1', '2026-03-14', {
          about: 'withdrawal',
          milestone: 'constructionPermit',
          decision: 'accept',
          actor: divisionLeader,
        }),
      ],
    },
    {
      what: 'a slip reported after it',
      day: '2026-03-20',
      id: 'groundbreaking/forecast',
      facts: [
        aCommand('command.forecast.v1', '2026-03-13', {
          milestone: 'groundbreaking',
          date: '2026-06-30',
        }),
      ],
    },
  ])('is not $what', ({ day, id, facts }) => {
    const found = signal(assessAt([project, ...facts], day), id);

    expect(found?.colour).not.toBe('green');
    expect(found).not.toHaveProperty('stock');
  });

  describe('where no go-live is named, is what was so at the registration', () => {
    const at = (hour: number): string => `2026-03-12T0${hour}:00:00.000Z`;
    const late = (goLive?: string) =>
      registered(
        aRegistration({
          milestones: [
            plan('constructionPermit', '2026-03-01'),
            plan('groundbreaking', '2026-06-10', { redLine: true }),
          ],
          ...(goLive !== undefined && { goLive }),
        }),
        at(1),
      );
    const stockIn = (id: string, day: string, ...facts: Fact[]) =>
      signal(assessAt([late(), ...facts], day), id)?.stock;

    const on = (day: string, goLive?: string) =>
      signal(assessAt([late(goLive)], day), 'constructionPermit/due');

    it('until it is worse', () => {
      expect(on('2026-03-12')).toMatchObject({ colour: 'yellow', stock: 'goLive' });
      expect(on('2026-03-15')).toMatchObject({ colour: 'yellow', stock: 'goLive' });
      expect(on('2026-03-16')?.colour).toBe('red');
      expect(on('2026-03-16')).not.toHaveProperty('stock');
    });

    it('but not what got wrong after an earlier go-live that is named', () => {
      expect(on('2026-03-12', '2026-03-01')).toMatchObject({ colour: 'yellow' });
      expect(on('2026-03-12', '2026-03-01')).not.toHaveProperty('stock');
      expect(on('2026-03-12', '2026-03-02')).toHaveProperty('stock', 'goLive');
    });

    it.each<{ what: string; id: string; facts: (hour: number) => Fact[] }>([
      {
        what: 'works without a permit that began before it',
        id: 'groundbreaking/compliance',
        facts: (hour) => [reported('groundbreaking', '2026-03-05', 'team', said(hour))],
      },
      {
        what: 'a permit that is revoked',
        id: 'constructionPermit/withdrawn',
        facts: (hour) => [permit, revoked('建筑工程施工许可证-1', GO_LIVE, at(hour))],
      },
      {
        what: 'a slip',
        id: 'groundbreaking/forecast',
        facts: (hour) => [
          aCommand('command.forecast.v1', at(hour), {
            milestone: 'groundbreaking',
            date: '2026-06-30',
          }),
        ],
      },
      {
        what: 'a danger',
        id: 'safety:S-1/safety',
        facts: (hour) => [
          aFact('site.safety.reported.v1', at(hour), {
            ...{ safetyId: 'S-1', level: 'hazard', text: '临边无护栏' },
          }),
        ],
      },
      {
        what: 'an outage',
        id: 'outage:power:2026-03-13/outage',
        facts: (hour) => [
          aFact('utility.outage.planned.v1', at(hour), {
            ...{ utility: 'power', from: '2026-03-13', to: '2026-03-13', affectedProjects: [] },
          }),
        ],
      },
    ])('and $what only if it was said before', ({ id, facts }) => {
      expect(stockIn(id, '2026-03-12', ...facts(0))).toBe('goLive');
      expect(stockIn(id, '2026-03-12', ...facts(2))).toBeUndefined();
      expect(signal(assessAt([late(), ...facts(2)], '2026-03-12'), id)).toBeDefined();
    });

    it('and not of works told of days later, whenever they began', () => {
      const told = {
        occurredAt: '2026-03-20T02:00:00.000Z',
        arrivedAt: '2026-03-20T02:00:00.000Z',
      };
      const works = reported('groundbreaking', '2026-03-05', 'team', told);

      expect(stockIn('groundbreaking/compliance', '2026-03-20', works)).toBeUndefined();
    });

    const said = (hour: number) => ({ occurredAt: at(hour) });
  });

  it('is wanted as an alert that is marked so', () => {
    expect(desired(assessAt([project], GO_LIVE)).alerts).toEqual([
      { id: 'constructionPermit/due', severity: 'yellow', stock: true },
    ]);
  });

  it.each([
    { language: 'zh' as const, text: '存量：上线时已如此' },
    { language: 'en' as const, text: 'stock: so before the project went live' },
  ])('is explained in words: $language', ({ language, text }) => {
    const [first] = explain(assessAt([project], GO_LIVE), GO_LIVE, language).signals;

    expect(first).toMatchObject({ stock: true, unverified: false });
    expect(first?.text).toContain(text);
  });
});

describe('loaded history', () => {
  const old = registered(
    aRegistration({
      milestones: [plan('constructionPermit', '2026-03-01'), plan('groundbreaking', '2026-03-05')],
    }),
  );
  const cases = [
    { what: 'a permit voided', facts: [permit, voided(permit, '2026-02-25')] },
    { what: 'works without a permit', facts: [reported('groundbreaking', '2026-02-20', 'team')] },
  ];
  const signalsOf = (facts: Fact[]) => assessAt([old, ...facts], '2026-02-28');

  it.each(cases)('counts, and alerts nobody: $what', ({ facts }) => {
    const assessment = signalsOf(asHistory(...facts));

    expect(assessment.colour).toBe('red');
    expect(assessment.signals.find(({ id }) => id === assessment.leading)?.stock).toBe('backfill');
    expect(desired(assessment).alerts.map(({ severity }) => severity)).not.toContain('red');
  });

  it.each(cases)('told as news is an alert: $what', ({ facts }) => {
    expect(desired(signalsOf(facts)).alerts).toContainEqual(
      expect.objectContaining({ severity: 'red' }),
    );
  });

  it('of works whose permit is taken from them as news is news', () => {
    const accepted = aCommand('command.confirm.v1', '2026-02-26', {
      about: 'withdrawal',
      milestone: 'constructionPermit',
      decision: 'accept',
      actor: divisionLeader,
    });
    const works = reported('groundbreaking', '2026-02-22', 'team');
    const loaded = asHistory(permit, works);

    expect(
      desired(signalsOf([...loaded, voided(permit, '2026-02-25'), accepted])).alerts,
    ).toContainEqual({ id: 'groundbreaking/compliance', severity: 'red' });
  });

  it('whose permit is voided as news is news', () => {
    const [loaded] = asHistory(permit);
    if (!loaded) throw new Error('one fact was made');

    expect(desired(signalsOf([loaded, voided(permit, '2026-02-25')])).alerts).toContainEqual({
      id: 'constructionPermit/withdrawn',
      severity: 'red',
    });
  });
});
