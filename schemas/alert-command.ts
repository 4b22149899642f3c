import { z } from 'zod';
import type { AlertCommandType, AlertFactData } from '../domain/alert/fact.ts';
import { CAUSES } from '../domain/alert/fact.ts';
import { COLOURS } from '../domain/definitions.ts';
import { act } from './act.ts';
import { PlainDay } from './definition-parts.ts';
import { text } from './event-data.ts';

const command = <T extends string, S extends z.ZodRawShape>(type: T, shape: S) =>
  z.strictObject({ ...act, type: z.literal(type), ...shape });

const id = text(200);
const decision = z.enum(['accept', 'return']);
const cause = z.enum(CAUSES);

/** The bodies of commands about alerts, instructions, excuses and colours set by hand. */
export const ALERT_COMMANDS = {
  acknowledge: command('acknowledge', { alertId: id, cause: cause.exactOptional() }),
  snooze: command('snooze', { alertId: id, until: PlainDay.exactOptional() }),
  delegate: command('delegate', { alertId: id, to: text(100), until: PlainDay.exactOptional() }),
  rectify: command('rectify', {
    alertId: id,
    cause,
    party: text(100).exactOptional(),
    forecast: PlainDay,
    text: text(2000),
  }),
  verify: command('verify', { alertId: id, decision, evidence: text(1000) }),
  close: command('close', { alertId: id, decision }),
  instruct: command('instruct', {
    instructionId: id,
    alertId: id.exactOptional(),
    text: text(2000),
    owner: text(100),
    due: PlainDay,
    onBehalfOf: text(100).exactOptional(),
  }),
  raiseNeed: command('raiseNeed', {
    needId: id,
    alertId: id.exactOptional(),
    text: text(2000),
    owner: text(100),
    due: PlainDay,
  }),
  reportInstruction: command('reportInstruction', {
    instructionId: id,
    text: text(2000),
    done: z.boolean(),
  }),
  exempt: command('exempt', {
    signal: id,
    documentNo: text(100),
    until: PlainDay.exactOptional(),
  }),
  endExemption: command('endExemption', { signal: id }),
  override: command('override', {
    colour: z.enum(COLOURS),
    until: PlainDay,
    requestedBy: text(100),
  }),
  endOverride: command('endOverride', {}),
} satisfies {
  [N in AlertCommandName]: z.ZodType<AlertFactData[`command.${N}.v1`] & { type: N }>;
};

/** The names of these commands, as the body of a request gives them in `type`. */
export type AlertCommandName = AlertCommandType extends `command.${infer N}.v1` ? N : never;
