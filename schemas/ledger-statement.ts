import { z } from 'zod';
import type { Moment } from '../domain/time.ts';
import type { RawCloudEvent } from './cloud-event.ts';
import { SOURCE_FACT_TYPES, TYPE_PREFIX } from './event.ts';
import { ProjectCode, text } from './event-data.ts';
import { findUnstorable } from './storable.ts';

const Value = z.union([z.string().max(4000), z.number(), z.array(z.string().max(4000)).max(100)]);

/** What a row of a ledger states: one event, whose id its history in the ledger decides. */
export const LedgerStatement = z.strictObject({
  slot: text(50).describe('Which event of the row'),
  type: z.enum(SOURCE_FACT_TYPES),
  projectCode: ProjectCode,
  /** As its cell says, with dates in the form of MomentText. */
  said: z.record(text(50), Value).describe('The data of the event, `occurredAt` among it'),
});
export type LedgerStatement = z.infer<typeof LedgerStatement>;

/** A row as it came: what it states now, or that it can't be read but is still there. */
export const LedgerRow = z.strictObject({
  /** As the table program counts, from 1. */
  row: z.int().min(1),
  key: text(300).refine((key) => findUnstorable(key) === undefined, 'cannot be stored'),
  statements: z.union([z.array(LedgerStatement).max(50), z.literal('unreadable')]),
});
export type LedgerRow = z.infer<typeof LedgerRow>;

/** What a statement is about; in another project or application it is another statement. */
export function subjectOf({ projectCode, said }: LedgerStatement): string {
  const { applicationNo } = said;
  return typeof applicationNo === 'string' ? `${projectCode}/${applicationNo}` : projectCode;
}

/** The event of a statement, valid or not, in the form of structured mode. */
export function statementEvent(
  { type, projectCode, said }: LedgerStatement,
  { source, id, backfill = false }: { source: string; id: string; backfill?: boolean },
): RawCloudEvent {
  return envelope(source, id, TYPE_PREFIX + type, projectCode, {
    subject: subjectOf({ slot: '', type, projectCode, said }),
    ...(backfill && { backfill: true }),
    data: { projectCode, ...said },
  });
}

/** What a correction or void of a ledger's event says beside its target. */
export interface AboutEvent {
  source: string;
  id: string;
  /** The event that it is about. */
  target: string;
  statement: Pick<LedgerStatement, 'type' | 'projectCode' | 'said'>;
  at: Moment;
  reason: string;
  backfill?: boolean;
}

/** The event that corrects some fields of a statement's event. */
export function correctionEvent(about: AboutEvent, changedFields: object): RawCloudEvent {
  return aboutEvent(about, 'corrected', { correctedEventId: about.target, changedFields });
}

/** The event that takes a statement's event back. */
export function voidEvent(about: AboutEvent): RawCloudEvent {
  return aboutEvent(about, 'voided', { voidedEventId: about.target });
}

function aboutEvent(
  { source, id, statement, at, reason, backfill }: AboutEvent,
  verb: 'corrected' | 'voided',
  data: object,
): RawCloudEvent {
  const { type, projectCode, said } = statement;
  const [family = ''] = type.split('.');
  const { applicationNo } = said;
  return envelope(source, id, `${TYPE_PREFIX}${family}.${verb}.v1`, projectCode, {
    ...(backfill && { backfill: true }),
    data: {
      projectCode,
      ...(applicationNo !== undefined && { applicationNo }),
      occurredAt: at,
      ...data,
      reason,
    },
  });
}

const envelope = (
  source: string,
  id: string,
  type: string,
  partitionkey: string,
  rest: object,
): RawCloudEvent => ({
  specversion: '1.0',
  id,
  source,
  type,
  partitionkey,
  datacontenttype: 'application/json',
  ...rest,
});
