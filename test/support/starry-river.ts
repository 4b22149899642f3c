import type { Fact, Registration } from '../../domain/fact.ts';
import {
  aCommand,
  aFact,
  aRegistration,
  certificate,
  constructionPermit,
  energised,
  plan,
  registered,
  reported,
  team,
} from './a-project.ts';

/** 星河智能家电一期 of the sample park as it was registered on the day of signing. */
const starryRiver: Registration = aRegistration({
  code: 'ZZY-012',
  name: '星河智能家电一期',
  investor: '星河家电',
  designedMonthlyOutput: 100_000,
  designedMonthlyKwh: 2_000_000,
  sample: true,
  milestones: [
    plan('signed', '2024-08-26'),
    plan('filed', '2024-09-02'),
    plan('landSupplied', '2024-10-10'),
    plan('planningPermit', '2024-11-09'),
    plan('constructionPermit', '2024-11-20'),
    plan('groundbreaking', '2024-11-26', { redLine: true }),
    plan('toppedOut', '2025-01-31'),
    plan('equipmentIn', '2025-05-26'),
    plan('energised', '2025-05-31'),
    plan('trialProduction', '2025-10-15'),
    plan('production', '2025-10-30', { redLine: true }),
    plan('accepted', '2026-03-31'),
    plan('fullOutput', '2026-09-30'),
  ],
});

/** What the park's systems said of it until its production. */
export const starryRiverHistory: Fact[] = [
  registered(starryRiver, '2024-08-26'),
  aCommand('command.recordMilestone.v1', '2024-08-26T08:00:00.000Z', {
    milestone: 'signed',
    date: '2024-08-26',
    actor: team,
  }),
  certificate('湖北省固定资产投资项目备案证', '2024-09-02'),
  aFact('land.contract.signed.v1', '2024-10-10', { parcelNo: 'P(2024)031' }),
  certificate('建设工程规划许可证', '2024-11-09'),
  constructionPermit('2024-11-20'),
  reported('groundbreaking', '2024-11-26', 'team'),
  reported('toppedOut', '2025-01-20'),
  reported('equipmentIn', '2025-05-20'),
  energised('2025-05-26'),
  reported('trialProduction', '2025-10-12', 'team'),
  reported('production', '2025-10-28', 'team'),
];
