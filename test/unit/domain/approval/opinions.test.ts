import { describe, expect, it } from '@jest/globals';
import type { ApprovalDefinitions } from '../../../../domain/approval/core.ts';
import type { Fact } from '../../../../domain/fact.ts';
import { aFact } from '../../../support/a-project.ts';
import { acted, opened, permit, standing } from '../../../support/an-approval.ts';
import { approvalAt, approvalDefinitionsWith, item } from '../../../support/assessed-approval.ts';
import type { Day, Moment } from '../../../../domain/time.ts';

/** G14 is asked for once G11 is done; here of one department, with a rule about its silence. */
const withRule = approvalDefinitionsWith('G', ({ template }) => {
  const opinion = template.items.find(({ id }) => id === 'G14');
  if (!opinion) throw new Error('Template G has no G14');
  opinion.departments = ['轨道'];
  opinion.silentConsent = {
    afterWorkingDays: 5,
    rule: '示例规则-01',
    agreedBy: '示例联席会议',
    effectiveFrom: '2026-01-01',
  };
});

const done = (itemCode: string, on: Day): Fact =>
  permit(
    'permit.decision.made.v1',
    on,
    { itemCode, decision: 'approved' },
    { applicationNo: `${itemCode}-1` },
  );

// G11 is decided on Monday 2026-03-02, which is day 0; day 5 is 2026-03-09.
const facts = (...more: Fact[]): Fact[] => [
  opened('2026-02-02'),
  standing('2026-02-02', { traits: { protectionZone: true } }),
  done('G11', '2026-03-02'),
  ...more,
];

const announced = (on: Moment, ahead: 3 | 1, due: Day = '2026-03-09'): Fact =>
  aFact(
    'approval.consentAnnounced.v1',
    on,
    { item: 'G14', round: 1, department: '轨道', ahead, due },
    { source: '/approval/ZZY-900' },
  );

const answered = (on: Moment, opinion: 'agree' | 'conditional' | 'disagree'): Fact =>
  permit(
    'permit.opinion.given.v1',
    on,
    { itemCode: 'G14', department: '轨道', opinion },
    { applicationNo: 'G14-1' },
  );

const at = (day: Moment, given: Fact[], definitions: ApprovalDefinitions = withRule) =>
  approvalAt(given, day, { definitions });

const both = [announced('2026-03-04', 3), announced('2026-03-06', 1)];

describe('an opinion that nobody gives', () => {
  it('is asked for as soon as it can be, from all departments', () => {
    const opinion = item(at('2026-03-02', facts()), 'G14');

    expect(opinion).toMatchObject({ state: 'inReview', done: false, holder: 'authority' });
    expect(opinion.departments).toEqual([
      {
        department: '轨道',
        state: 'asked',
        askedOn: '2026-03-02',
        due: '2026-03-09',
        rule: '示例规则-01',
        announced: [],
      },
    ]);
  });

  it.each([
    { on: '2026-03-03', owed: [] },
    { on: '2026-03-04', owed: [3] },
    { on: '2026-03-05', owed: [3] },
    { on: '2026-03-06', owed: [1] },
    { on: '2026-03-20', owed: [1] },
  ])('owes announcement $owed on $on when none was made', ({ on, owed }) => {
    const { announcements } = at(on, facts());

    expect(announcements.map(({ ahead }) => ahead)).toEqual(owed);
    expect(announcements.every(({ due }) => due === '2026-03-09')).toBe(true);
  });

  it('counts as consent at the start of day 6, by the rule, and opens what rests on it', () => {
    const before = at('2026-03-09', facts(...both));
    const after = at('2026-03-09T16:00:00.000Z', facts(...both));

    expect(item(before, 'G14')).toMatchObject({ state: 'inReview', done: false });
    expect(before.nextChangeAt).toBe('2026-03-09T16:00:00.000Z');
    expect(item(after, 'G14')).toMatchObject({
      state: 'deemedConsent',
      done: true,
      doneOn: '2026-03-10',
      departments: [{ state: 'deemedConsent', deemedOn: '2026-03-10', rule: '示例规则-01' }],
    });
    expect(after.announcements).toEqual([]);
  });

  it.each([
    {
      announcedOn: '2026-03-07',
      deemedOn: '2026-03-10',
      why: 'a Saturday still leaves the whole Monday',
    },
    { announcedOn: '2026-03-09', deemedOn: '2026-03-11', why: 'a whole working day is left' },
    { announcedOn: '2026-03-20', deemedOn: '2026-03-24', why: 'an outage surprises nobody' },
  ])('counts from $deemedOn when announced on $announcedOn: $why', ({ announcedOn, deemedOn }) => {
    const opinion = item(at('2026-03-31', facts(announced(announcedOn, 1))), 'G14');

    expect(opinion.departments).toMatchObject([{ state: 'deemedConsent', deemedOn }]);
  });

  it('counts where the permitting system has announced it itself, which nobody then does again', () => {
    const byTheSystem = (['2026-03-04', '2026-03-06'] as const).map((on, index) =>
      permit(
        'permit.consent.announced.v1',
        on,
        {
          itemCode: 'G14',
          department: '轨道',
          ahead: index === 0 ? 3 : 1,
          due: '2026-03-09',
          attempt: 1,
        },
        { applicationNo: 'G14-1' },
      ),
    );

    const before = at('2026-03-09', facts(...byTheSystem));
    const after = item(at('2026-03-10', facts(...byTheSystem)), 'G14');

    expect(before.announcements).toEqual([]);
    expect(after.departments).toMatchObject([
      { state: 'deemedConsent', rule: '示例规则-01', announced: [{ ahead: 3 }, { ahead: 1 }] },
    ]);
  });

  it('never counts without an announcement', () => {
    const opinion = item(at('2026-06-30', facts(announced('2026-03-04', 3))), 'G14');

    expect(opinion).toMatchObject({ done: false, departments: [{ state: 'asked' }] });
  });

  it('never counts without a rule, before its rule came into force, or for a licence', () => {
    const without = approvalDefinitionsWith('G', ({ template }) => {
      for (const one of template.items) if (one.id === 'G14') one.departments = ['轨道'];
    });
    const later = structuredClone(withRule);
    const licence = structuredClone(withRule);
    const change = (definitions: ApprovalDefinitions, more: object): void => {
      const { items } = definitions.template;
      Object.assign(items.find(({ id }) => id === 'G14') ?? {}, more);
    };
    const { silentConsent } = withRule.template.items.find(({ id }) => id === 'G14') ?? {};
    change(later, { silentConsent: { ...silentConsent, effectiveFrom: '2026-03-03' } });
    change(licence, { kind: 'licence' });

    for (const definitions of [without, later, licence]) {
      const assessment = at('2026-06-30', facts(...both), definitions);
      expect(item(assessment, 'G14').done).toBe(false);
      expect(assessment.announcements).toEqual([]);
    }
  });
});

describe('a deemed consent', () => {
  it('gives way to an answer of before, whenever that becomes known', () => {
    const late = { ...answered('2026-03-09', 'disagree'), arrivedAt: '2026-03-20T01:00:00.000Z' };

    expect(item(at('2026-03-31', facts(...both, late)), 'G14')).toMatchObject({
      state: 'inReview',
      done: false,
      departments: [{ state: 'disagree' }],
    });
  });

  it('stands against an answer of after it, which is shown', () => {
    expect(
      item(at('2026-03-31', facts(...both, answered('2026-03-12', 'agree'))), 'G14'),
    ).toMatchObject({
      done: true,
      doneOn: '2026-03-10',
      departments: [{ state: 'deemedConsent', answeredAt: '2026-03-12' }],
    });
  });

  it('is revoked by a person, and silence does not count again', () => {
    const revoked = acted('command.approval.confirm.v1', '2026-03-11T02:00:00.000Z', {
      item: 'G14',
      about: 'deemedConsent',
      department: '轨道',
      decision: 'return',
    });
    const assessment = at('2026-06-30', facts(...both, revoked));

    expect(item(assessment, 'G14')).toMatchObject({
      done: false,
      departments: [{ state: 'asked' }],
    });
    expect(assessment.announcements).toEqual([]);
  });
});

describe('an opinion of several departments', () => {
  const three = approvalDefinitionsWith('G', ({ template }) => {
    for (const one of template.items) if (one.id === 'G14') one.departments = ['轨道', '文物'];
  });
  const says = (
    department: string,
    opinion: 'agree' | 'conditional' | 'disagree',
    on = '2026-03-04',
  ) =>
    permit(
      'permit.opinion.given.v1',
      on,
      { itemCode: 'G14', department, opinion },
      { applicationNo: 'G14-1' },
    );

  it.each([
    { said: ['agree', 'agree'], state: 'approved', done: true },
    { said: ['agree', 'conditional'], state: 'approvedWithConditions', done: true },
    { said: ['agree', 'disagree'], state: 'inReview', done: false },
    { said: ['agree'], state: 'inReview', done: false },
  ] as const)('comes to $state when they say $said', ({ said, state, done }) => {
    const given = said.map((opinion, index) => says(['轨道', '文物'][index] ?? '', opinion));

    expect(item(at('2026-03-05', facts(...given), three), 'G14')).toMatchObject({ state, done });
  });

  it('stops its stage by one no; the others keep their results and the enterprise moves next', () => {
    const assessment = at(
      '2026-03-05',
      facts(says('轨道', 'agree'), says('文物', 'disagree')),
      three,
    );

    const stage = assessment.stages.find(({ id }) => id === '2');
    expect(stage?.blockedBy).toEqual({ item: 'G14', department: '文物' });
    expect(item(assessment, 'G14').holder).toBe('enterprise');
    expect(item(assessment, 'G11').done).toBe(true);
    expect(item(assessment, 'G14').departments).toMatchObject([
      { state: 'agree' },
      { state: 'disagree' },
    ]);
  });

  it('asks everybody anew after a redesign, and marks what was decided on the old design', () => {
    const redesigned = acted('command.approval.resubmit.v1', '2026-03-06T02:00:00.000Z', {
      item: 'G11',
      redesign: true,
    });
    const given = facts(
      done('G12', '2026-03-05'),
      says('轨道', 'agree'),
      says('文物', 'agree'),
      redesigned,
    );
    const assessment = at('2026-03-09', given, three);

    for (const id of ['G12', 'G14']) {
      expect(item(assessment, id)).toMatchObject({ stale: { because: 'G11' }, done: true });
    }
    const bornOut = acted('command.approval.confirm.v1', '2026-03-09T02:00:00.000Z', {
      item: 'G12',
      about: 'stale',
      decision: 'accept',
    });
    expect(item(at('2026-03-09', [...given, bornOut], three), 'G12').stale).toBeUndefined();
  });
});

describe('a joint review', () => {
  it('is not the sum of its opinions: its lead decides', () => {
    const agreed = ['自规', '住建', '生态环境', '城管', '人防'].map((department) =>
      permit(
        'permit.opinion.given.v1',
        '2026-03-03',
        { itemCode: 'G12', department, opinion: 'agree' },
        { applicationNo: 'G12-1' },
      ),
    );
    const taken = permit(
      'permit.application.accepted.v1',
      '2026-03-02',
      { itemCode: 'G12' },
      { applicationNo: 'G12-1' },
    );
    const given = facts(taken, ...agreed);

    expect(item(at('2026-03-04', given), 'G12')).toMatchObject({ done: false, state: 'inReview' });
  });
});
