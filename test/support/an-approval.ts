import type { ApprovalDossier, Step, StepKind, StepSays } from '../../domain/approval/dossier.ts';
import { foldApproval } from '../../domain/approval/fold.ts';
import type { ApplicationRecord } from '../../domain/approval/record.ts';
import { recordOf } from '../../domain/approval/trace.ts';
import type { ApprovalCommandType, Fact, FactData, FactOf, FactType } from '../../domain/fact.ts';
import type { FoldOptions } from '../../domain/fold.ts';
import { addDays, type Day, type Moment } from '../../domain/time.ts';
import { aFact, person } from './a-project.ts';

/** A step by itself, `days` after the first of March 2026; its place among the others is that day. */
export function aStep(kind: StepKind, days: number, says: StepSays = {}): Step {
  const at = addDays('2026-03-01', days);
  return {
    kind,
    at,
    knownSince: `${at}T00:00:00.000Z`,
    by: { source: '/permit/wuhan-gaoxin' },
    ref: { source: '/permit/wuhan-gaoxin', id: `${kind}-${String(days)}` },
    order: days,
    says,
  };
}

/** The record of one application with these steps. */
export const traced = (...steps: Step[]): ApplicationRecord =>
  recordOf({ item: 'G19', no: 'SP1', steps });

type ItemEvent = Extract<FactType, `permit.${string}`>;

/** An event of the permitting system about G19, application SP1, unless told otherwise. */
export function permit<T extends ItemEvent>(
  type: T,
  occurredAt: Moment,
  data: Omit<FactData[T], 'itemCode'> & { itemCode?: string },
  envelope: Partial<Omit<Fact, 'type' | 'data' | 'occurredAt'>> = {},
): Fact {
  // `as`: with its item the data is that of the event, and type and data together are a fact.
  const whole = { itemCode: 'G19', ...data } as FactData[T];
  return aFact(type, occurredAt, whole, { applicationNo: 'SP1', ...envelope }) as Fact;
}

export const submitted = (on: Moment, envelope?: Parameters<typeof permit>[3]): Fact =>
  permit('permit.application.submitted.v1', on, {}, envelope);

export const accepted = (
  on: Moment,
  data: Omit<FactData['permit.application.accepted.v1'], 'itemCode'> = {},
  envelope?: Parameters<typeof permit>[3],
): Fact => permit('permit.application.accepted.v1', on, data, envelope);

export const decided = (
  on: Moment,
  decision: 'approved' | 'conditional' | 'rejected' = 'approved',
  envelope?: Parameters<typeof permit>[3],
): Fact => permit('permit.decision.made.v1', on, { decision }, envelope);

export const issued = (
  on: Day,
  certNo = 'K1',
  more: { phase?: string; itemCode?: string } = {},
  envelope?: Parameters<typeof permit>[3],
): Fact =>
  permit(
    'permit.certificate.issued.v1',
    on,
    { certType: '建筑工程施工许可证', certNo, issuedOn: on, ...more },
    envelope,
  );

/** The same fact from a source that gives its applications no number. */
export function unnumbered(fact: Fact): Fact {
  const copy = { ...fact };
  delete copy.applicationNo;
  return copy;
}

export const liaison = person('liaison-1', 'permitLiaison');

type ItemAct = Exclude<ApprovalCommandType, 'command.approval.moveTemplate.v1'>;

/** A command of the permit liaison about G19, unless told otherwise. */
export function acted<T extends ItemAct>(
  type: T,
  at: Moment,
  data: Omit<FactData[T], 'actor' | 'reason' | 'item'> & { item?: string },
): FactOf<T> {
  // `as`: with actor, reason and item the data is that of the command.
  const whole = { actor: liaison, reason: '按需', item: 'G19', ...data } as unknown as FactData[T];
  return aFact(type, at, whole, { source: '/command' });
}

/** The first fact of a round. */
export const opened = (
  on: Day = '2026-01-01',
  opening: Partial<FactData['approval.opened.v1']> = {},
): Fact => {
  const data = { project: 'ZZY-900', round: 1, template: 'G', on, ...opening };
  return aFact('approval.opened.v1', on, data, { source: '/project/ZZY-900' });
};

/** What the project says of itself, `rounds` among it. */
export const standing = (on: Day, said: Partial<FactData['project.standing.v1']> = {}): Fact =>
  aFact(
    'project.standing.v1',
    on,
    {
      name: '示例项目',
      status: 'active',
      closed: false,
      manager: 'pm-1',
      traits: {},
      milestones: {},
      ...said,
    },
    { source: '/project/ZZY-900' },
  );

/** The dossier of these facts, with the record of each application. */
export function recordsOf(
  facts: readonly Fact[],
  options?: FoldOptions,
): { dossier: ApprovalDossier; records: ApplicationRecord[] } {
  const dossier = foldApproval(facts, options);
  return { dossier, records: dossier.applications.map((one) => recordOf(one)) };
}
