import { describe, expect, it } from '@jest/globals';
import { edges } from '../../../domain/edges.ts';
import type { CommandFact, Fact } from '../../../domain/fact.ts';
import { fold } from '../../../domain/fold.ts';
import { judge } from '../../../domain/judge.ts';
import { addDays } from '../../../domain/time.ts';
import {
  aCommand,
  aFact,
  aRegistration,
  assessAt,
  certificate,
  constructionPermit,
  corrected,
  definitionsWith,
  divisionLeader,
  manager,
  milestone,
  plan,
  registered,
  reported,
  signal,
  team,
  voided,
} from '../../support/a-project.ts';
import { starryRiverHistory } from '../../support/starry-river.ts';

const judged = (command: CommandFact, facts: readonly Fact[], now = command.arrivedAt) =>
  judge(command, fold(facts), definitionsWith(), now, { closed: false });

describe('星河智能家电一期, signed 2024-08-26', () => {
  it('broke ground in 92 days, produced 336 days later and two days before 10-30, and is still open', () => {
    const assessment = assessAt(starryRiverHistory, '2026-01-15');

    expect(assessment.benchmarks).toMatchObject([
      { id: 'start-within-3-months', limitDays: 92, tookDays: 92, met: true },
      { id: 'production-within-12-months', from: '2024-11-26', tookDays: 336, met: true },
    ]);
    const production = milestone(assessment, 'production');
    expect(production).toMatchObject({ planned: '2025-10-30', actual: '2025-10-28' });
    expect(assessment).toMatchObject({
      status: 'active',
      closed: false,
      stage: 'production',
      phase: 'production',
      colour: 'green',
    });
    const open = assessment.milestones.filter(({ state }) => state === 'open');
    expect(open.map(({ code }) => code)).toEqual(['accepted', 'fullOutput']);
  });

  it('misses the twelve months by counting them from the signing: 428 days', () => {
    const definitions = definitionsWith({}, ({ template }) => {
      template.benchmarks = [
        {
          id: 'production-within-12-months',
          label: { zh: '12 个月全面投产', en: 'In production within twelve months of signing' },
          to: 'production',
          within: { from: 'signed', months: 12 },
        },
      ];
    });

    const { benchmarks } = assessAt(starryRiverHistory, '2026-01-15', { definitions });

    expect(benchmarks).toMatchObject([
      { from: '2024-08-26', due: '2025-08-26', tookDays: 428, met: false },
    ]);
  });
});

describe('a certificate that arrives before the acceptance of its application', () => {
  const application = { applicationNo: 'SP2026010001' };
  const project = registered(
    aRegistration({ milestones: [plan('constructionPermit', '2026-02-10')] }),
  );
  const accepted = aFact(
    'permit.application.accepted.v1',
    '2026-01-20',
    { itemCode: 'G19' },
    { ...application, arrivedAt: '2026-02-20T01:00:00.000Z' },
  );
  const decided = aFact(
    'permit.decision.made.v1',
    '2026-01-22',
    { itemCode: 'G19', decision: 'approved' },
    application,
  );
  const permit = constructionPermit('2026-01-23', application);

  it('counts at once and leaves one gap to fill', () => {
    const { milestones, findings } = assessAt([project, decided, permit], '2026-02-01');

    expect(milestones).toMatchObject([{ state: 'reached', actual: '2026-01-23' }]);
    expect(findings.map(({ code, object }) => [code, object])).toEqual([
      ['gap', '/permit/wuhan-gaoxin/SP2026010001'],
    ]);
  });

  it('gives the same end as in order when the acceptance comes late', () => {
    const late = assessAt([project, decided, permit, accepted], '2026-03-01');

    expect(late).toStrictEqual(assessAt([project, accepted, decided, permit], '2026-03-01'));
    expect(late.findings).toEqual([]);
  });
});

describe('a correction of the day of a certificate', () => {
  const project = registered(
    aRegistration({
      milestones: [
        plan('constructionPermit', '2026-03-02'),
        plan('groundbreaking', '2026-03-10', { redLine: true }),
      ],
    }),
  );
  const permit = constructionPermit('2026-03-03');
  const correction = corrected(permit, '2026-03-05', { issuedOn: '2026-03-02' });

  it('moves the actual day, and the story tells both', () => {
    const before = assessAt([project, permit], '2026-03-05');
    const after = assessAt([project, permit, correction], '2026-03-05');

    expect(milestone(before, 'constructionPermit').actual).toBe('2026-03-03');
    expect(milestone(after, 'constructionPermit').actual).toBe('2026-03-02');
    expect(edges(before, after)).toEqual([
      expect.objectContaining({
        kind: 'milestoneChanged',
        object: 'constructionPermit',
        from: '2026-03-03',
        to: '2026-03-02',
      }),
    ]);
  });

  it('takes effect on what was true then, while what was known then stays', () => {
    const facts = [project, permit, correction];
    const day = '2026-03-04';

    const asOf = assessAt(facts, day, { asOf: day });
    const knownAt = assessAt(facts, day, { knownAt: day });

    expect(milestone(asOf, 'constructionPermit').actual).toBe('2026-03-02');
    expect(milestone(knownAt, 'constructionPermit').actual).toBe('2026-03-03');
  });

  it('may lose the milestone and raise its colour when it was another certificate', () => {
    const other = corrected(permit, '2026-03-12', { certType: '建设用地规划许可证' });

    const { milestones, colour } = assessAt([project, permit, other], '2026-03-12');

    expect(milestones.map(({ code, state }) => [code, state])).toEqual([
      ['landPermit', 'reached'],
      ['constructionPermit', 'open'],
      ['groundbreaking', 'open'],
    ]);
    expect(colour).toBe('yellow');
  });
});

describe('a permit that is voided after groundbreaking', () => {
  const permit = constructionPermit('2026-03-02');
  const facts = [
    registered(
      aRegistration({
        milestones: [
          plan('constructionPermit', '2026-03-02'),
          plan('groundbreaking', '2026-03-10'),
          plan('toppedOut', '2026-09-01'),
        ],
      }),
    ),
    permit,
    reported('groundbreaking', '2026-03-09', 'team'),
    voided(permit, '2026-04-01'),
  ];
  const decide = (decision: 'accept' | 'return') =>
    aCommand('command.confirm.v1', '2026-04-02T02:00:00.000Z', {
      about: 'withdrawal',
      milestone: 'constructionPermit',
      decision,
      actor: divisionLeader,
    });

  it('flags the milestone red and leaves the stage until a person decides', () => {
    const assessment = assessAt(facts, '2026-04-01');

    expect(assessment).toMatchObject({
      stage: 'groundbreaking',
      phase: 'groundbreaking',
      colour: 'red',
      leading: 'constructionPermit/withdrawn',
    });
    expect(milestone(assessment, 'constructionPermit')).toMatchObject({
      state: 'withdrawn',
      actual: '2026-03-02',
    });
    expect(assessAt(facts, '2026-09-30').milestones).toMatchObject([
      { state: 'withdrawn' },
      {},
      {},
    ]);
  });

  it('is decided by a leader, not by the project manager', () => {
    expect(judged(decide('return'), facts)).toEqual({ accepted: true });
    const byManager = { ...decide('return'), data: { ...decide('return').data, actor: manager } };
    expect(judged(byManager as CommandFact, facts)).toMatchObject({ code: 'ROLE_TOO_LOW' });
  });

  it('goes back by that decision: works are then without a permit', () => {
    const assessment = assessAt([...facts, decide('accept')], '2026-04-02');

    expect(milestone(assessment, 'constructionPermit').state).toBe('open');
    expect(milestone(assessment, 'groundbreaking').state).toBe('withoutPermit');
    expect(assessment).toMatchObject({ stage: 'negotiation', phase: 'lead', colour: 'red' });
  });

  it('stays by that decision, with the day that it had', () => {
    const assessment = assessAt([...facts, decide('return')], '2026-04-02');

    expect(milestone(assessment, 'constructionPermit')).toMatchObject({
      state: 'reached',
      actual: '2026-03-02',
    });
    expect(assessment).toMatchObject({ stage: 'groundbreaking', colour: 'green' });
  });

  it('is flagged again when it is withdrawn anew after the decision', () => {
    const anew = constructionPermit('2026-04-10', { certNo: 'C-2' });
    const later = [...facts, decide('return'), anew, voided(anew, '2026-04-20')];

    expect(milestone(assessAt(later, '2026-04-20'), 'constructionPermit').state).toBe('withdrawn');
  });

  it('keeps its decision when the same void is sent again', () => {
    const again = { ...voided(permit, '2026-04-05'), id: 'void-2' };

    const assessment = assessAt([...facts, decide('return'), again], '2026-04-06');

    expect(milestone(assessment, 'constructionPermit').state).toBe('reached');
  });

  it('needs no decision when another certificate stands in its place', () => {
    const anew = constructionPermit('2026-04-10', { certNo: 'C-2' });

    const assessment = assessAt([...facts, anew], '2026-04-10');

    expect(milestone(assessment, 'constructionPermit')).toMatchObject({
      state: 'reached',
      actual: '2026-04-10',
    });
    // Found late, and so not green at once.
    expect(assessment).toMatchObject({ colour: 'yellow', leading: 'constructionPermit/recovery' });
  });
});

describe('a plan date that the project manager moves', () => {
  const project = registered(
    aRegistration({
      milestones: [plan('accepted', '2026-06-15'), plan('fullOutput', '2027-01-01')],
    }),
  );
  const request = aCommand('command.requestPlanChange.v1', '2026-06-20T02:00:00.000Z', {
    changeId: 'change-1',
    milestone: 'accepted',
    to: '2026-07-10',
  });
  const approveBy = (actor: typeof manager) =>
    aCommand('command.approvePlanChange.v1', '2026-06-20T03:00:00.000Z', {
      changeId: 'change-1',
      actor,
    });

  it('colours as before while the manager alone wants it, who may not approve', () => {
    const assessment = assessAt([project, request], '2026-06-20');

    expect(assessment.colour).toBe('yellow');
    expect(milestone(assessment, 'accepted')).toMatchObject({
      planned: '2026-06-15',
      planChange: { to: '2026-07-10', approver: 'divisionLeader', requestedBy: 'pm-1' },
    });
    expect(judged(approveBy(manager), [project, request])).toMatchObject({ code: 'ROLE_TOO_LOW' });
    expect(judged(approveBy(team), [project, request])).toMatchObject({ code: 'ROLE_TOO_LOW' });
  });

  it('is coloured anew once it is approved, and drifts from its baseline', () => {
    expect(judged(approveBy(divisionLeader), [project, request])).toEqual({ accepted: true });

    const assessment = assessAt([project, request, approveBy(divisionLeader)], '2026-06-20');

    expect(assessment.colour).toBe('green');
    expect(milestone(assessment, 'accepted')).toMatchObject({
      baseline: '2026-06-15',
      planned: '2026-07-10',
      due: '2026-07-10',
    });
    expect(milestone(assessment, 'accepted')).not.toHaveProperty('planChange');
  });
});

it('marks a working-day limit that runs into a year without a notice as estimated', () => {
  const project = registered(aRegistration({ milestones: [plan('groundbreaking', '2027-01-20')] }));
  const reportOn = (day: string) => [project, reported('groundbreaking', day)];
  const estimated = (day: string) =>
    assessAt(reportOn(day), day).findings.filter(({ code }) => code === 'estimated');

  expect(estimated('2026-12-24')).toEqual([]);
  expect(estimated('2026-12-30')).toMatchObject([
    { object: 'groundbreaking', words: { until: '2027-01-07' } },
  ]);
});

it('marks no red line late before its day, whatever came out of order around it', () => {
  const facts = [
    registered(
      aRegistration({ milestones: [plan('production', '2026-10-30', { redLine: true })] }),
    ),
    certificate('竣工验收备案表', '2026-05-01'),
  ];

  const assessment = assessAt(facts, addDays('2026-10-30', -31));

  expect(assessment).toMatchObject({ stage: 'accepted', colour: 'green' });
  expect(signal(assessment, 'production/due')?.reason.code).toBe('ahead');
});
