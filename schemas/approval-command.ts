import { z } from 'zod';
import { APPROVAL_CONFIRMABLE } from '../domain/approval/fact.ts';
import { STOP_REASONS, UTILITY_STEPS } from '../domain/approval/template.ts';
import type { ApprovalCommandFact, ApprovalCommandType, FactData } from '../domain/fact.ts';
import type { Instant } from '../domain/time.ts';
import { act, storable } from './act.ts';
import { said } from './command.ts';
import { PlainDay, Version } from './definition-parts.ts';
import { text } from './event-data.ts';
import { MomentText } from './moment.ts';

const itemAct = {
  item: text(50).describe('Id in the approval template, such as G07'),
  applicationNo: text(100).exactOptional().describe('Needed where the item has several open'),
  on: MomentText.exactOptional().describe('When it happened, if not just now'),
  evidenceNo: text(100).exactOptional().describe('Number of the document that bears it out'),
};

// Strict: a mistyped field of a person's command must not be ignored.
const command = <T extends string, S extends z.ZodRawShape>(type: T, shape: S) =>
  z.strictObject({ ...act, type: z.literal(type), ...shape });
const ofItem = <T extends string, S extends z.ZodRawShape>(type: T, shape: S) =>
  command(type, { ...itemAct, ...shape });

const MAX_LISTED = 100;
const words = text(2000);
const listed = <S extends z.ZodType>(shape: S) => z.array(shape).min(1).max(MAX_LISTED);

const COMMANDS = {
  submit: ofItem('submit', {}),
  accept: ofItem('accept', {
    mode: z.enum(['normal', 'deficient', 'promise']).exactOptional(),
    deficiencies: listed(z.strictObject({ doc: text(200), dueDate: PlainDay })).exactOptional(),
  }),
  decide: ofItem('decide', {
    decision: z.enum(['approved', 'conditional', 'rejected']),
    conditions: listed(words).exactOptional(),
    certNo: text(100).exactOptional(),
  }),
  opinion: ofItem('opinion', {
    department: text(50),
    opinion: z.enum(['agree', 'conditional', 'disagree']),
    text: words.exactOptional(),
  }),
  requestCorrection: ofItem('requestCorrection', {
    documents: listed(z.strictObject({ name: text(200), reason: words })),
    replyBy: PlainDay.exactOptional(),
  }),
  resubmit: ofItem('resubmit', {
    documents: listed(text(200)).exactOptional(),
    redesign: z.literal(true).exactOptional(),
  }),
  suspend: ofItem('suspend', {
    stop: z.enum(STOP_REASONS),
    plannedResumeOn: PlainDay.exactOptional(),
  }),
  resume: ofItem('resume', {}),
  extend: ofItem('extend', { extraDays: z.int().min(1).max(365) }),
  withdraw: ofItem('withdraw', { by: z.enum(['applicant', 'authority']) }),
  waive: ofItem('waive', { applies: z.boolean() }),
  confirm: ofItem('confirm', {
    about: z.enum(APPROVAL_CONFIRMABLE),
    decision: z.enum(['accept', 'return']),
    department: text(50).exactOptional(),
    document: text(200).exactOptional(),
  }),
  utilityStep: ofItem('utilityStep', { step: z.enum(UTILITY_STEPS) }),
  moveTemplate: command('moveTemplate', {
    to: Version.describe('Version of the approval template'),
  }),
} satisfies {
  [N in ApprovalCommandName]: z.ZodType<FactData[`command.approval.${N}.v1`] & { type: N }>;
};

/** What people may do with an approval, by the name that the API gives it. */
export type ApprovalCommandName = ApprovalCommandType extends `command.approval.${infer N}.v1`
  ? N
  : never;

/** The body of a command about an approval. */
export const ApprovalCommandBody = z
  .discriminatedUnion('type', [
    COMMANDS.submit,
    COMMANDS.accept,
    COMMANDS.decide,
    COMMANDS.opinion,
    COMMANDS.requestCorrection,
    COMMANDS.resubmit,
    COMMANDS.suspend,
    COMMANDS.resume,
    COMMANDS.extend,
    COMMANDS.withdraw,
    COMMANDS.waive,
    COMMANDS.confirm,
    COMMANDS.utilityStep,
    COMMANDS.moveTemplate,
  ])
  .superRefine(storable);
export type ApprovalCommandBody = z.output<typeof ApprovalCommandBody>;

/** The fact of a command about an approval, written down at the moment of its arrival. */
export function toApprovalCommandFact(
  { type, commandId, ...data }: ApprovalCommandBody,
  now: Instant,
): ApprovalCommandFact {
  // `as`: COMMANDS holds the fields of each type to the data of its fact.
  return {
    ...said(commandId, now),
    type: `command.approval.${type}.v1`,
    data,
  } as ApprovalCommandFact;
}
