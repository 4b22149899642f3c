import { describe, expect, it } from '@jest/globals';
import type { Fact } from '../../../domain/fact.ts';
import {
  aCommand,
  aFact,
  aRegistration,
  assessAt,
  certificate,
  constructionPermit,
  definitionsWith,
  energised,
  manager,
  milestone,
  plan,
  registered,
  reported,
  team,
  voided,
} from '../../support/a-project.ts';

const PLANNED = '2026-06-15';
const TODAY = '2026-07-01';

function projectWith(code: string, overrides: Parameters<typeof aRegistration>[0] = {}): Fact {
  return registered(aRegistration({ milestones: [plan(code, PLANNED)], ...overrides }));
}

function stateOf(code: string, facts: Fact[], today = TODAY) {
  return milestone(assessAt([projectWith(code), ...facts], today), code);
}

const confirm = (code: string, decision: 'accept' | 'return', at = '2026-06-20') =>
  aCommand('command.confirm.v1', at, {
    about: 'milestone',
    milestone: code,
    decision,
    actor: team,
  });
const record = (actor = team, documentNo?: string) =>
  aCommand('command.recordMilestone.v1', '2026-06-11', {
    milestone: 'groundbreaking',
    date: '2026-06-10',
    actor,
    ...(documentNo === undefined ? {} : { documentNo }),
  });

describe('the evidence of a milestone', () => {
  it.each([
    { by: 'the project manager', fact: record(manager), level: 'reported', state: 'reported' },
    {
      by: 'the enterprise',
      fact: reported('groundbreaking', '2026-06-10', 'enterpriseContact'),
      level: 'reported',
      state: 'reported',
    },
    { by: 'the team', fact: record(team), level: 'confirmed', state: 'reached' },
    {
      by: 'a liaison',
      fact: reported('groundbreaking', '2026-06-10', 'permitLiaison'),
      level: 'confirmed',
      state: 'reached',
    },
    { by: 'the team by document', fact: record(team, '1号'), level: 'certified', state: 'reached' },
    {
      by: 'the manager by document',
      fact: record(manager, '1号'),
      level: 'reported',
      state: 'reported',
    },
  ])('is $level, and the milestone $state, when told by $by', ({ fact, level, state }) => {
    expect(stateOf('groundbreaking', [fact])).toMatchObject({
      evidence: level,
      state,
      actual: '2026-06-10',
    });
  });

  it.each([
    { code: 'constructionPermit', fact: constructionPermit('2026-06-10') },
    { code: 'constructionPermit', fact: certificate('施工许可证', '2026-06-10') },
    { code: 'energised', fact: energised('2026-06-10') },
    { code: 'filed', fact: certificate('企业投资项目备案证', '2026-06-10') },
    {
      code: 'landSupplied',
      fact: aFact('land.contract.signed.v1', '2026-06-10', { parcelNo: 'P1' }),
    },
    {
      code: 'accepted',
      fact: aFact('permit.acceptance.result.v1', '2026-06-10', {
        itemCode: 'G26',
        result: 'passed',
      }),
    },
  ])('is certified by the system in charge: $code', ({ code, fact }) => {
    expect(stateOf(code, [fact])).toMatchObject({
      state: 'reached',
      evidence: 'certified',
      actual: '2026-06-10',
      facts: [{ source: fact.source, id: fact.id }],
    });
  });

  it.each([
    {
      code: 'accepted',
      fact: aFact('permit.acceptance.result.v1', '2026-06-10', {
        itemCode: 'G26',
        result: 'failed',
      }),
    },
    {
      code: 'energised',
      fact: aFact('utility.application.connected.v1', PLANNED, { utility: 'water' }),
    },
    { code: 'constructionPermit', fact: certificate('建设用地规划许可证', PLANNED) },
  ])('is none when it says something else: $code', ({ code, fact }) => {
    expect(stateOf(code, [fact])).toMatchObject({ state: 'open', facts: [] });
  });

  it('has the day that the certificate names, not the day on which it was entered', () => {
    const late = aFact('permit.certificate.issued.v1', '2026-06-20T01:00:00.000Z', {
      itemCode: 'G19',
      certType: '施工许可证',
      certNo: 'C-1',
      issuedOn: '2026-06-10',
    });

    expect(stateOf('constructionPermit', [late]).actual).toBe('2026-06-10');
  });

  it('is the strongest of several; among equals the earliest day counts', () => {
    const byManager = reported('constructionPermit', '2026-06-01');
    const second = constructionPermit('2026-06-12', { certNo: 'C-2' });

    expect(
      stateOf('constructionPermit', [byManager, second, constructionPermit('2026-06-10')]),
    ).toMatchObject({ evidence: 'certified', actual: '2026-06-10' });
  });

  it('is certified by a document that comes after a report waiting for confirmation', () => {
    expect(
      stateOf('constructionPermit', [
        reported('constructionPermit', '2026-06-01'),
        constructionPermit('2026-06-05'),
      ]),
    ).toMatchObject({ state: 'reached', evidence: 'certified', actual: '2026-06-05' });
  });

  it('waits for its day when it is dated later than today', () => {
    const facts = [projectWith('groundbreaking'), reported('groundbreaking', '2026-06-20', 'team')];

    const eve = assessAt(facts, '2026-06-19');

    expect(milestone(eve, 'groundbreaking').state).toBe('open');
    expect(eve.nextChangeAt).toBe('2026-06-19T16:00:00.000Z');
    expect(milestone(assessAt(facts, '2026-06-20'), 'groundbreaking').state).toBe('reached');
  });

  it('is confirmed by a decision after it, and not by one before it', () => {
    const report = reported('groundbreaking', '2026-06-10');

    expect(stateOf('groundbreaking', [report, confirm('groundbreaking', 'accept')])).toMatchObject({
      state: 'reached',
      evidence: 'confirmed',
    });
    expect(
      stateOf('groundbreaking', [report, confirm('groundbreaking', 'accept', '2026-06-09')]).state,
    ).toBe('reported');
  });

  it('of two people keeps the second report when the first is returned', () => {
    const first = reported('groundbreaking', '2026-06-10', 'projectManager');
    const second = reported('groundbreaking', '2026-06-25', 'enterpriseContact');

    expect(
      stateOf('groundbreaking', [first, confirm('groundbreaking', 'return'), second]),
    ).toMatchObject({ state: 'reported', actual: '2026-06-25' });
  });

  it('does not bring a returned report back by accepting the next', () => {
    const facts = [
      reported('groundbreaking', '2026-06-10'),
      confirm('groundbreaking', 'return', '2026-06-15'),
      reported('groundbreaking', '2026-06-16'),
      confirm('groundbreaking', 'accept', '2026-06-20'),
    ];

    expect(stateOf('groundbreaking', facts)).toMatchObject({
      state: 'reached',
      actual: '2026-06-16',
    });
  });

  it('does not suffer by a return once it is certified', () => {
    const facts = [
      reported('constructionPermit', '2026-06-10'),
      confirm('constructionPermit', 'return'),
      constructionPermit('2026-06-12'),
    ];

    expect(stateOf('constructionPermit', facts)).toMatchObject({
      state: 'reached',
      actual: '2026-06-12',
    });
  });

  it('shows a milestone that was never planned', () => {
    const { milestones } = assessAt(
      [projectWith('groundbreaking'), certificate('建设用地规划许可证', '2026-05-01')],
      TODAY,
    );

    expect(milestones.map(({ code, state, due }) => [code, state, due])).toEqual([
      ['landPermit', 'reached', undefined],
      ['groundbreaking', 'open', PLANNED],
    ]);
  });
});

describe('a milestone implied by a later one', () => {
  const accepted = certificate('竣工验收备案表', '2026-06-10');

  it('is reached with it, on its day', () => {
    const assessment = assessAt([projectWith('worksCompleted'), accepted], TODAY);

    expect(milestone(assessment, 'worksCompleted')).toMatchObject({
      state: 'reached',
      actual: '2026-06-10',
      evidence: 'certified',
    });
  });

  it('keeps its own day when it has one', () => {
    const own = reported('worksCompleted', '2026-05-20');

    expect(stateOf('worksCompleted', [own, accepted]).actual).toBe('2026-05-20');
  });

  it('needs no decision on a voided report of its own', () => {
    const own = reported('worksCompleted', '2026-05-20');

    expect(stateOf('worksCompleted', [own, voided(own, '2026-06-20'), accepted]).state).toBe(
      'reached',
    );
  });

  it('is not implied by a report that waits for confirmation', () => {
    expect(stateOf('worksCompleted', [reported('accepted', '2026-06-10')]).state).toBe('open');
  });
});

describe('a milestone that is not applicable', () => {
  const skip = aCommand('command.markNotApplicable.v1', '2026-06-01', {
    milestone: 'constructionPermit',
    reason: '仅设备更新',
    actor: team,
  });

  it('is done with its reason, gives no signal and holds no gate', () => {
    const registration = aRegistration({
      milestones: [plan('constructionPermit', PLANNED), plan('groundbreaking', PLANNED)],
    });
    const works = reported('groundbreaking', '2026-06-10', 'team');

    const assessment = assessAt([registered(registration), skip, works], TODAY);

    expect(milestone(assessment, 'constructionPermit')).toMatchObject({
      state: 'notApplicable',
      notApplicableBecause: '仅设备更新',
    });
    expect(milestone(assessment, 'groundbreaking').state).toBe('reached');
    expect(assessment).toMatchObject({ signals: [], status: 'completed', stage: 'groundbreaking' });
  });

  it('is reached all the same when its certificate comes, whatever the order', () => {
    const permit = constructionPermit('2026-05-20');

    for (const facts of [
      [skip, permit],
      [permit, { ...skip, occurredAt: '2026-05-01' }],
    ]) {
      const found = stateOf('constructionPermit', facts);
      expect(found).toMatchObject({ state: 'reached', actual: '2026-05-20' });
      expect(found).not.toHaveProperty('notApplicableBecause');
    }
  });
});

describe('a milestone in several phases', () => {
  const phased = (...facts: Fact[]) =>
    milestone(
      assessAt([projectWith('energised', { phases: ['1', '2'] }), ...facts], TODAY),
      'energised',
    );
  const connected = (phase: string, on: string) =>
    aFact('utility.application.connected.v1', on, { utility: 'power', phase });

  it('is open and says which phases are reached until the last is', () => {
    expect(phased(connected('2', '2026-06-10'))).toMatchObject({
      state: 'open',
      phasesReached: ['2'],
    });
  });

  it('is reached with the last, proved as well as the least proved', () => {
    const byTeam = aCommand('command.recordMilestone.v1', '2026-06-21', {
      milestone: 'energised',
      date: '2026-06-20',
      phase: '2',
      actor: team,
    });

    expect(phased(connected('1', '2026-06-10'), byTeam)).toMatchObject({
      state: 'reached',
      actual: '2026-06-20',
      evidence: 'confirmed',
    });
  });

  it('is reached by a proof of the whole', () => {
    expect(phased(energised('2026-06-12'))).toMatchObject({
      state: 'reached',
      actual: '2026-06-12',
    });
  });

  it('counts the certificates of its phases rather than a weaker report of the whole', () => {
    const whole = reported('energised', '2026-06-01');

    expect(phased(whole, connected('1', '2026-06-10'), connected('2', '2026-06-15'))).toMatchObject(
      { state: 'reached', evidence: 'certified', actual: '2026-06-15' },
    );
  });

  it('goes back to open without a decision when a phase is withdrawn before it was reached', () => {
    const first = connected('1', '2026-06-10');

    expect(phased(first, voided(first, '2026-06-12')).state).toBe('open');
  });

  it('waits for a decision when a phase is withdrawn after all were reached', () => {
    const first = connected('1', '2026-06-10');

    expect(phased(first, connected('2', '2026-06-12'), voided(first, '2026-06-14'))).toMatchObject({
      state: 'withdrawn',
      actual: '2026-06-12',
    });
  });
});

it('is certified where the template asks for a document, and a person confirms no more than that', () => {
  const definitions = definitionsWith({}, ({ template }) => {
    for (const one of template.milestones) one.needs = 'certified';
  });
  const facts = [projectWith('groundbreaking'), reported('groundbreaking', '2026-06-10', 'team')];

  const { milestones } = assessAt(facts, TODAY, { definitions });

  expect(milestones).toMatchObject([{ state: 'reported', evidence: 'confirmed' }]);
});
