import { assess } from '../../domain/assess.ts';
import type { Assessment, MilestoneAssessment, Signal } from '../../domain/assessment.ts';
import type { ApprovalStanding, GateStanding } from '../../domain/approval/fact.ts';
import type { Definitions } from '../../domain/definitions.ts';
import type {
  Actor,
  CommandFact,
  CommandType,
  Fact,
  FactData,
  FactOf,
  FactType,
  PlannedMilestone,
  Registration,
  Role,
} from '../../domain/fact.ts';
import { fold, type FoldOptions } from '../../domain/fold.ts';
import { addDays, endOf, isDay, startOf, type Day, type Moment } from '../../domain/time.ts';
import { definitionsFor, loadDefinitions } from '../../schemas/definitions.ts';

export const catalogue = loadDefinitions();

/** Shipped definitions by id; `change` edits a copy of them. */
export function definitionsWith(
  { template = 'greenfield_fast', policy = 'default' }: { template?: string; policy?: string } = {},
  change?: (copy: Definitions) => void,
): Definitions {
  const copy = structuredClone(definitionsFor(catalogue, { template, policy }));
  change?.(copy);
  return copy;
}

/** A plan line; `flags` may mark it as red line or reached. */
export const plan = (
  code: string,
  planned: Day,
  flags: Omit<PlannedMilestone, 'code' | 'planned'> = {},
): PlannedMilestone => ({ code, planned, ...flags });

export function aRegistration(overrides: Partial<Registration> = {}): Registration {
  return {
    code: 'ZZY-900',
    name: '示例项目',
    investor: '示例企业',
    kind: 'greenfield_industrial',
    template: 'greenfield_fast',
    pipeline: false,
    priority: 'key',
    manager: 'pm-1',
    phases: [],
    milestones: [plan('signed', '2026-01-05', { actual: '2026-01-05' })],
    dependencies: [],
    ...overrides,
  };
}

export const person = (id: string, role: Role): Actor => ({ id, role });
export const manager = person('pm-1', 'projectManager');
export const team = person('team-1', 'team');
export const divisionLeader = person('leader-1', 'divisionLeader');
export const mainLeader = person('leader-9', 'mainLeader');

type Envelope = Partial<Omit<Fact, 'type' | 'data' | 'occurredAt'>>;

/** A fact of any kind: known when it happened, with an id that tells what it says, unless `envelope` says otherwise. */
export function aFact<T extends FactType>(
  type: T,
  occurredAt: Moment,
  data: FactData[T],
  envelope: Envelope = {},
): FactOf<T> {
  return {
    source: sourceOf(type),
    id: `${type} ${occurredAt} ${JSON.stringify(data)}`,
    type,
    occurredAt,
    arrivedAt: isDay(occurredAt) ? startOf(occurredAt) : occurredAt,
    data,
    ...envelope,
  };
}

const sourceOf = (type: FactType): string =>
  type.startsWith('event.') ? '/permit/wuhan-gaoxin' : `/${type.split('.')[0] ?? ''}/wuhan-gaoxin`;

type ActOf<T extends CommandType> = Omit<FactData[T], 'actor' | 'reason'> & {
  actor?: Actor;
  reason?: string;
};

/** A command of a person, by the project manager unless `data` names another. */
export function aCommand<T extends CommandType>(
  type: T,
  occurredAt: Moment,
  { actor = manager, reason = '按需', ...data }: ActOf<T>,
): FactOf<T> & CommandFact {
  // The rest of the data with an actor and a reason is the data of that command.
  const whole = { actor, reason, ...data } as unknown as FactData[T];
  return aFact(type, occurredAt, whole, { source: '/command' }) as FactOf<T> & CommandFact;
}

/** The registration as a fact: by default on the day after the sample signing. */
export const registered = (
  registration: Registration = aRegistration(),
  on: Moment = '2026-01-06',
): Fact => aCommand('command.register.v1', on, { registration, actor: person('office', 'system') });

/** A certificate whose event is dated as its issue. */
export function certificate(
  certType: string,
  issuedOn: Day,
  { certNo = `${certType}-1`, ...envelope }: Envelope & { certNo?: string } = {},
): Fact {
  const data = { itemCode: 'G19', certType, certNo, issuedOn };
  return aFact('permit.certificate.issued.v1', issuedOn, data, envelope);
}

export const constructionPermit = (
  issuedOn: Day,
  envelope?: Envelope & { certNo?: string },
): Fact => certificate('建筑工程施工许可证', issuedOn, envelope);

export function revoked(certNo: string, revokedOn: Day, occurredAt: Moment = revokedOn): Fact {
  const data = { itemCode: 'G19', certNo, reason: '撤销', revokedOn };
  return aFact('permit.certificate.revoked.v1', occurredAt, data);
}

/** A milestone as a person in that role tells it through the site system. */
export function reported(
  milestoneCode: string,
  date: Day,
  reporterRole: Role = 'projectManager',
  { occurredAt = date, ...envelope }: Envelope & { occurredAt?: Moment } = {},
): Fact {
  const data = { milestoneCode, date, reporterRole };
  return aFact('site.milestone.reported.v1', occurredAt, data, envelope);
}

export const voided = (target: Fact, occurredAt: Moment): Fact =>
  aFact(
    'event.voided.v1',
    occurredAt,
    { target: target.id, reason: '误录' },
    { source: target.source },
  );

export const corrected = (
  target: Fact,
  occurredAt: Moment,
  changes: Record<string, unknown>,
): Fact =>
  aFact(
    'event.corrected.v1',
    occurredAt,
    { target: target.id, changes, reason: '更正' },
    { source: target.source },
  );

/** What the approval of the sample project says: every gate open and nothing red, unless told otherwise. */
export const approvalSaid = (
  occurredAt: Moment,
  says: Partial<ApprovalStanding> = {},
  envelope: Envelope = {},
): Fact => {
  const { round = 1 } = says;
  const approval = `approval/ZZY-900${round > 1 ? `/${round}` : ''}`;
  const open = { approval, round, complete: false, gates: [], signals: [], expected: {} };
  return aFact(
    'approval.standing.v1',
    occurredAt,
    { ...open, ...says },
    { source: `/${approval}`, ...envelope },
  );
};

/** The signal of an approval item past its promised limit, as an approval hands it to its project. */
export const anItemSignal = (object: string, colour: Signal['colour']): Signal => ({
  ...{ id: `${object}/limit`, object, kind: 'limit', colour },
  ...{ contributes: 'full', projectColour: colour },
  rule: { policy: { id: 'default', version: '2026.4', hash: '' }, rule: 'approvalLimit' },
  reason: {
    code: 'limitOver',
    numbers: { limitDays: 7, redFrom: 4 },
    days: { due: '2026-03-04' },
    words: { item: object, authority: '生态环境' },
  },
  facts: [],
  flips: [{ by: 'reach', milestone: object, colour: 'green' }],
});

/** A gate before a milestone, with the hard items that it lacks. */
export const aGate = (
  milestone: string,
  missing: string[] = [],
  { undetermined = [], soft = [] }: Partial<GateStanding> = {},
): GateStanding => ({ milestone, missing, undetermined, soft });

/** The engine's own word that nothing was heard of a source after that day. */
export const fellSilent = (
  source: string,
  since: Day,
  { matters = [source.split('/')[1] ?? ''], occurredAt = addDays(since, 4) } = {},
): Fact =>
  aFact('source.fellSilent.v1', occurredAt, { source, matters, since }, { source: '/silence' });

/** The end of the silence since that day. */
export const spoke = (source: string, since: Day, occurredAt: Moment): Fact =>
  aFact('source.spoke.v1', occurredAt, { source, since }, { source: '/silence' });

export const energised = (on: Moment): Fact =>
  aFact('utility.application.connected.v1', on, { utility: 'power' });

/** What the core says of these facts at a moment; a day means its end. */
export function assessAt(
  facts: readonly Fact[],
  at: Moment,
  {
    definitions = definitionsWith(),
    closed = false,
    ...options
  }: FoldOptions & { definitions?: Definitions; closed?: boolean } = {},
): Assessment {
  const now = isDay(at) ? endOf(at) : at;
  return assess(fold(facts, options), definitions, now, { closed });
}

export function milestone(assessment: Assessment, code: string): MilestoneAssessment {
  const found = assessment.milestones.find((one) => one.code === code);
  if (!found) throw new Error(`No milestone ${code} in ${assessment.code}`);
  return found;
}

export const signal = (assessment: Assessment, id: string): Signal | undefined =>
  assessment.signals.find((one) => one.id === id);
