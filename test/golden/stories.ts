import type { Fact } from '../../domain/fact.ts';
import type { Moment } from '../../domain/time.ts';
import {
  aCommand,
  aFact,
  aRegistration,
  certificate,
  constructionPermit,
  corrected,
  divisionLeader,
  fellSilent,
  mainLeader,
  plan,
  registered,
  reported,
  revoked,
  spoke,
  team,
  voided,
} from '../support/a-project.ts';
import { starryRiverHistory } from '../support/starry-river.ts';
import { APPROVAL_STORIES } from './approval-stories.ts';
import type { Sight, Story } from './story.ts';

const on = (...days: Moment[]): Sight[] => days.map((now) => ({ now }));
const works = registered(
  aRegistration({
    milestones: [
      plan('constructionPermit', '2026-03-01'),
      plan('groundbreaking', '2026-03-10', { redLine: true }),
      plan('accepted', '2026-10-15'),
    ],
  }),
);
const permit = constructionPermit('2026-03-02');
const begun = reported('groundbreaking', '2026-03-09', 'team');

const decide = (
  about: 'milestone' | 'withdrawal' | 'worksWithoutPermit' | 'silence',
  milestone: string,
  decision: 'accept' | 'return',
  at: Moment,
) => aCommand('command.confirm.v1', at, { about, milestone, decision, actor: divisionLeader });

const output = (month: string, at: Moment, share: number): Fact[] => [
  aFact('site.progress.reported.v1', at, { month, output: share * 1000, physicalShare: 100 }),
  aFact('utility.consumption.monthly.v1', at, { month, kWh: share * 20_000 }),
];

const upstream = (expected: string, at: Moment): Fact =>
  aFact(
    'upstream.date.v1',
    at,
    {
      project: 'ZZY-010',
      milestone: 'production',
      planned: '2026-04-30',
      expected,
      reached: expected < at,
      chain: [],
    },
    { source: '/upstream/ZZY-010' },
  );

/** The stories whose assessments are kept: `npm run golden:record` writes them. */
export const STORIES: Story[] = [
  {
    name: 'starry-river-from-signing-to-acceptance',
    facts: [...starryRiverHistory, certificate('竣工验收备案表', '2026-04-10')],
    sights: on('2024-08-26', '2024-11-25', '2024-11-26', '2025-10-20', '2026-04-09', '2026-04-10'),
  },
  {
    name: 'certificate-before-its-acceptance',
    facts: [
      works,
      constructionPermit('2026-03-02', { applicationNo: 'SP-1', sequence: 3 }),
      aFact(
        'permit.decision.made.v1',
        '2026-03-01',
        { itemCode: 'G19', decision: 'approved' },
        { applicationNo: 'SP-1', sequence: 2 },
      ),
      aFact(
        'permit.application.accepted.v1',
        '2026-02-27',
        { itemCode: 'G19' },
        { applicationNo: 'SP-1', sequence: 1, arrivedAt: '2026-03-20T01:00:00.000Z' },
      ),
    ],
    sights: [
      { now: '2026-03-10', knownAt: '2026-03-10' },
      { now: '2026-03-10', asOf: '2026-03-10' },
      { now: '2026-03-20' },
    ],
  },
  {
    name: 'corrected-day-and-certificate',
    facts: [
      works,
      permit,
      corrected(permit, '2026-03-05', { issuedOn: '2026-02-28' }),
      corrected(permit, '2026-03-12', { certType: '建设用地规划许可证' }),
    ],
    sights: ['2026-03-04', '2026-03-05', '2026-03-12'].map((now) => ({ now, knownAt: now })),
  },
  {
    name: 'permit-voided-after-groundbreaking',
    facts: [
      works,
      permit,
      begun,
      voided(permit, '2026-04-01'),
      decide('withdrawal', 'constructionPermit', 'accept', '2026-04-08'),
      decide('worksWithoutPermit', 'groundbreaking', 'accept', '2026-04-15'),
      constructionPermit('2026-05-06', { certNo: 'C-2' }),
    ],
    sights: ['2026-03-31', '2026-04-01', '2026-04-08', '2026-04-15', '2026-05-06'].map((now) => ({
      now,
      knownAt: now,
    })),
  },
  {
    name: 'permit-revoked-and-kept',
    facts: [
      works,
      permit,
      reported('constructionPermit', '2026-03-01'),
      revoked('建筑工程施工许可证-1', '2026-04-01', '2026-03-25'),
      decide('withdrawal', 'constructionPermit', 'return', '2026-04-03'),
    ],
    sights: [
      { now: '2026-03-31' },
      { now: '2026-04-02', asOf: '2026-04-02' },
      { now: '2026-04-03' },
    ],
  },
  {
    name: 'works-without-a-permit',
    facts: [works, begun, constructionPermit('2026-03-20')],
    sights: on('2026-03-09', '2026-03-19', '2026-03-20'),
  },
  {
    name: 'paused-and-resumed',
    facts: [
      works,
      permit,
      begun,
      aCommand('command.pause.v1', '2026-06-01', { from: '2026-06-01', actor: team }),
      aCommand('command.resume.v1', '2026-07-01', { on: '2026-07-01', actor: team }),
    ],
    sights: [
      { now: '2026-06-15', asOf: '2026-06-15' },
      ...on('2026-07-01', '2026-10-31', '2026-11-14', '2026-11-29'),
    ],
  },
  {
    name: 'reported-slip-before-a-red-line',
    facts: [
      works,
      aCommand('command.forecast.v1', '2026-02-01', {
        milestone: 'groundbreaking',
        date: '2026-03-24',
      }),
      aCommand('command.forecast.v1', '2026-02-20', {
        milestone: 'groundbreaking',
        date: '2026-03-15',
      }),
    ],
    sights: [
      { now: '2026-02-07', asOf: '2026-02-07' },
      { now: '2026-02-08', asOf: '2026-02-08' },
      ...on('2026-02-20', '2026-03-11', '2026-03-17'),
    ],
  },
  {
    name: 'plan-moved-with-approval',
    facts: [
      works,
      permit,
      aCommand('command.requestPlanChange.v1', '2026-03-11T01:00:00.000Z', {
        changeId: 'change-1',
        milestone: 'groundbreaking',
        to: '2026-04-20',
      }),
      aCommand('command.approvePlanChange.v1', '2026-03-13T01:00:00.000Z', {
        changeId: 'change-1',
        actor: mainLeader,
      }),
    ],
    sights: ['2026-03-11', '2026-03-13'].map((now) => ({ now, asOf: now })),
  },
  {
    name: 'reported-day-held-confirmed-and-returned',
    facts: [
      works,
      permit,
      reported('groundbreaking', '2026-03-11', 'enterpriseContact', { occurredAt: '2026-03-12' }),
      decide('milestone', 'groundbreaking', 'return', '2026-03-23'),
      reported('groundbreaking', '2026-03-24', 'projectManager'),
      decide('milestone', 'groundbreaking', 'accept', '2026-03-26'),
    ],
    sights: [
      '2026-03-12',
      '2026-03-19',
      '2026-03-20',
      '2026-03-23',
      '2026-03-24',
      '2026-03-26',
    ].map((now) => ({ now, asOf: now })),
  },
  {
    name: 'energised-in-two-phases',
    facts: [
      registered(
        aRegistration({ phases: ['1', '2'], milestones: [plan('energised', '2026-05-01')] }),
      ),
      ...['1', '2'].map((phase) =>
        aFact('utility.application.connected.v1', `2026-05-0${phase}`, { utility: 'power', phase }),
      ),
    ],
    sights: on('2026-05-01', '2026-05-02'),
  },
  {
    name: 'tenant-behind-its-landlord',
    facts: [
      registered(
        aRegistration({
          code: 'ZZY-023',
          kind: 'standard_factory_tenant',
          template: 'tenant',
          milestones: [
            plan('signed', '2026-03-16'),
            plan('groundbreaking', '2026-05-10', { redLine: true }),
            plan('production', '2026-08-28', { redLine: true }),
          ],
          dependencies: [
            {
              on: 'ZZY-010',
              milestone: 'production',
              gates: 'groundbreaking',
              type: 'blocks',
              lagDays: 0,
            },
          ],
        }),
      ),
      reported('signed', '2026-03-16', 'team'),
      upstream('2026-04-30', '2026-02-01'),
      upstream('2026-06-14', '2026-04-01'),
    ],
    sights: [{ now: '2026-02-01', asOf: '2026-02-01' }, ...on('2026-04-01', '2026-05-11')],
  },
  {
    name: 'full-output-by-months',
    facts: [
      registered(
        aRegistration({
          designedMonthlyOutput: 1000,
          designedMonthlyKwh: 20_000,
          milestones: [plan('production', '2026-01-10'), plan('fullOutput', '2026-06-30')],
        }),
      ),
      reported('production', '2026-01-10', 'team'),
      ...output('2026-02', '2026-03-03', 0.5),
      ...output('2026-03', '2026-04-03', 0.8),
      ...output('2026-04', '2026-05-03', 0.9),
      ...output('2026-05', '2026-06-03', 1),
    ],
    sights: on('2026-05-30', '2026-05-31'),
  },
  {
    name: 'pipeline-project-that-signs-and-ends',
    facts: [
      registered(
        aRegistration({
          pipeline: true,
          milestones: [plan('signed', '2026-05-01'), plan('groundbreaking', '2026-08-01')],
        }),
      ),
      reported('signed', '2026-05-20', 'team'),
      aCommand('command.assign.v1', '2026-05-21', {
        post: 'manager',
        person: 'pm-2',
        from: '2026-06-01',
        to: '2026-06-30',
      }),
      aCommand('command.terminate.v1', '2026-09-01', { actor: divisionLeader, reason: '解约' }),
    ],
    sights: [
      { now: '2026-05-19', asOf: '2026-05-19' },
      { now: '2026-05-21', asOf: '2026-05-21' },
      { now: '2026-08-10', asOf: '2026-08-10' },
      { now: '2026-09-01' },
    ],
  },
  {
    name: 'late-while-the-permit-system-is-silent',
    facts: [
      works,
      fellSilent('/permit/wuhan-gaoxin', '2026-02-25', { occurredAt: '2026-03-03' }),
      decide('silence', 'constructionPermit', 'accept', '2026-03-10'),
      spoke('/permit/wuhan-gaoxin', '2026-02-25', '2026-03-20T01:00:00.000Z'),
    ],
    sights: [
      ...['2026-03-02', '2026-03-03', '2026-03-10', '2026-03-16'].map((now) => ({
        now,
        asOf: now,
      })),
      { now: '2026-03-20' },
    ],
  },
  {
    name: 'works-begun-while-the-permit-system-is-silent',
    facts: [works, fellSilent('/permit/wuhan-gaoxin', '2026-03-02'), begun],
    sights: on('2026-03-09'),
  },
  {
    name: 'late-already-at-go-live',
    facts: [
      registered(
        aRegistration({
          goLive: '2026-03-12',
          milestones: [
            plan('constructionPermit', '2026-03-01'),
            plan('groundbreaking', '2026-03-10', { redLine: true }),
            plan('accepted', '2026-10-15'),
          ],
        }),
      ),
    ],
    sights: on('2026-03-11', '2026-03-12', '2026-03-16'),
  },
  {
    name: 'loaded-history-of-a-revoked-permit',
    facts: [
      works,
      ...[permit, begun, revoked('建筑工程施工许可证-1', '2026-04-01', '2026-03-25')].map(
        (fact): Fact => ({
          ...fact,
          backfill: true,
          recordedAt: '2026-04-01T09:00:00.000Z',
          arrivedAt: '2026-06-01T01:00:00.000Z',
        }),
      ),
    ],
    sights: [{ now: '2026-04-02', knownAt: '2026-04-02' }, ...on('2026-06-01')],
  },
  ...APPROVAL_STORIES,
];
