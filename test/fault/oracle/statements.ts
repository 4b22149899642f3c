import { addDays, fromMillis, toMillis, type Day, type Moment } from '../../../domain/time.ts';
import { TIMED, TODAY } from './park.ts';
import type { Chance } from './seeded.ts';

/** What a source says of a project, in the engine's terms; of no project yet. */
export interface Statement {
  type: string;
  data: Record<string, unknown>;
  occurredAt: Moment;
  applicationNo?: string;
  sequence?: number;
}

// What is said of the run's own two days would depend on when a person acts meanwhile.
const LATEST = 2;
const EARLIEST = 300;

const CERTIFICATES = [
  '企业投资项目备案证',
  '建设用地规划许可证',
  '建设工程规划许可证',
  '建筑工程施工许可证',
];
const REPORTED = ['groundbreaking', 'toppedOut', 'equipmentIn', 'trialProduction', 'inStats'];
const REPORTERS = ['projectManager', 'team', 'enterpriseContact', 'supervision'];
const MONTHS = ['2026-01', '2026-02', '2026-03', '2026-04', '2026-05'];
const UTILITY_STEPS = [
  'accepted',
  'surveyed',
  'proposal_issued',
  'proposal_confirmed',
  'works_started',
  'works_completed',
];

type Draw = (chance: Chance, nth: number) => Omit<Statement, 'occurredAt'>;

const note: Draw = (_chance, nth) => ({
  type: 'site.update.noted.v1',
  data: { text: `动态 ${nth}` },
});

const progress: Draw = (chance) => ({
  type: 'site.progress.reported.v1',
  data: { month: chance.pick(MONTHS), physicalShare: chance.int(0, 100) },
});

const report: Draw = (chance) => ({
  type: 'site.milestone.reported.v1',
  data: {
    milestoneCode: chance.pick(REPORTED),
    date: someDay(chance),
    reporterRole: chance.pick(REPORTERS),
  },
});

const certificate: Draw = (chance) => {
  const kind = chance.int(0, CERTIFICATES.length - 1);
  return {
    type: 'permit.certificate.issued.v1',
    data: {
      itemCode: `G${kind + 10}`,
      certType: CERTIFICATES[kind],
      certNo: certNo(chance),
      issuedOn: someDay(chance),
    },
  };
};

const revocation: Draw = (chance) => ({
  type: 'permit.certificate.revoked.v1',
  data: { itemCode: 'G13', certNo: certNo(chance), reason: '撤销', revokedOn: someDay(chance) },
});

/** A numbered step of an application: its order goes by the number, whatever time was typed. */
const application: Draw = (chance) => {
  const isAccepted = chance.isLucky(0.5);
  const verb = isAccepted ? 'accepted' : 'submitted';
  return {
    type: `permit.application.${verb}.v1`,
    data: { itemCode: 'G13' },
    applicationNo: `A-${chance.int(1, 2)}`,
    sequence: chance.int(1, 9),
  };
};

const decision: Draw = (chance) => ({
  type: 'permit.decision.made.v1',
  data: { itemCode: 'G13', decision: chance.pick(['approved', 'conditional', 'rejected']) },
  applicationNo: `A-${chance.int(1, 2)}`,
  sequence: chance.int(1, 9),
});

const acceptance: Draw = (chance) => ({
  type: 'permit.acceptance.result.v1',
  data: { itemCode: 'G26', result: chance.pick(['passed', 'failed', 'failed']) },
});

const land: Draw = () => ({ type: 'land.contract.signed.v1', data: { parcelNo: 'P(2025)088' } });

const supply: Draw = (chance) => ({
  type: `utility.application.${chance.pick(UTILITY_STEPS)}.v1`,
  data: { utility: chance.pick(['power', 'water']) },
});

// Rare: a project that is energised has no date left for the midnight of the run.
const connected: Draw = (chance) => ({
  type: 'utility.application.connected.v1',
  data: { utility: chance.pick(['power', 'water', 'water', 'gas']) },
});

/** Each as often as it stands here. */
const DRAWS: readonly Draw[] = [
  ...[note, note, note, progress, progress, report, report, report, certificate, certificate],
  ...[certificate, revocation, application, application, decision, acceptance, land, supply],
  ...[supply, connected],
];

/** The `nth` thing that is said; when it was true has nothing to do with its place. */
export function drawStatement(chance: Chance, nth: number): Statement {
  const statement = chance.pick(DRAWS)(chance, nth);
  if (statement.data['milestoneCode'] === TIMED) throw new RangeError(`${TIMED} is never reported`);
  return { ...statement, occurredAt: someMoment(chance) };
}

/** A field of a statement with another value, as a source corrects it; `undefined` if it has none to correct. */
export function drawCorrection(
  { data }: { data: object },
  chance: Chance,
): Record<string, unknown> | undefined {
  if ('date' in data) return { date: someDay(chance) };
  if ('issuedOn' in data) return { issuedOn: someDay(chance) };
  if ('text' in data) return { text: `更正 ${chance.int(1, 999)}` };
  return undefined;
}

/** A point in time, or only a day, before the run. */
export function someMoment(chance: Chance): Moment {
  const day = someDay(chance);
  const minute = chance.int(0, 1_439);
  return chance.isLucky(0.2) ? day : fromMillis(toMillis(day) + minute * 60_000);
}

const someDay = (chance: Chance): Day => addDays(TODAY, -chance.int(LATEST, EARLIEST));

const certNo = (chance: Chance): string => `C-${chance.int(1, 4)}`;
