import { z } from 'zod';
import {
  CONFIRMABLE,
  POSTS,
  type CommandType,
  type CommandFact,
  type FactData,
  type Registration,
} from '../domain/fact.ts';
import type { Instant } from '../domain/time.ts';
import { act, storable } from './act.ts';
import { ALERT_COMMANDS, type AlertCommandName } from './alert-command.ts';
import { TraitsShape } from './approval-template.ts';
import { Code, PlainDay } from './definition-parts.ts';
import { Phase, text } from './event-data.ts';
import { RegistrationRequest } from './registration.ts';

/** `/command`: the source of every fact that is a person's command. */
const COMMAND_SOURCE = '/command';

const id = text(200);
const documentNo = text(100).exactOptional();

// Strict: a mistyped field of a person's command must not be ignored.
const command = <T extends string, S extends z.ZodRawShape>(type: T, shape: S) =>
  z.strictObject({ ...act, type: z.literal(type), ...shape });

/** The body of each command to a project that exists. */
const COMMANDS = {
  requestPlanChange: command('requestPlanChange', { changeId: id, milestone: Code, to: PlainDay }),
  approvePlanChange: command('approvePlanChange', { changeId: id }),
  refusePlanChange: command('refusePlanChange', { changeId: id }),
  forecast: command('forecast', { milestone: Code, date: PlainDay }),
  recordMilestone: command('recordMilestone', {
    milestone: Code,
    date: PlainDay,
    documentNo,
    phase: Phase.exactOptional(),
  }),
  markNotApplicable: command('markNotApplicable', { milestone: Code }),
  pause: command('pause', { from: PlainDay }),
  resume: command('resume', { on: PlainDay }),
  terminate: command('terminate', {}),
  reopen: command('reopen', {}),
  confirm: command('confirm', {
    about: z.enum(CONFIRMABLE),
    milestone: Code,
    decision: z.enum(['accept', 'return']),
    documentNo,
  }),
  stateTraits: command('stateTraits', { traits: TraitsShape }),
  update: command('update', {
    text: text(2000).exactOptional(),
    noChange: z.literal(true).exactOptional(),
  }),
  assign: command('assign', {
    post: z.enum(POSTS),
    person: text(100),
    from: PlainDay,
    to: PlainDay.exactOptional(),
  }),
} satisfies {
  [N in Exclude<CommandName, 'register' | AlertCommandName>]: z.ZodType<
    FactData[`command.${N}.v1`] & { type: N }
  >;
};

type CommandName = CommandType extends `command.${infer N}.v1` ? N : never;

/** The body of a command to a project that exists. */
export const CommandBody = z
  .discriminatedUnion('type', [
    COMMANDS.requestPlanChange,
    COMMANDS.approvePlanChange,
    COMMANDS.refusePlanChange,
    COMMANDS.forecast,
    COMMANDS.recordMilestone,
    COMMANDS.markNotApplicable,
    COMMANDS.pause,
    COMMANDS.resume,
    COMMANDS.terminate,
    COMMANDS.reopen,
    COMMANDS.confirm,
    COMMANDS.stateTraits,
    COMMANDS.update,
    COMMANDS.assign,
    ALERT_COMMANDS.acknowledge,
    ALERT_COMMANDS.snooze,
    ALERT_COMMANDS.delegate,
    ALERT_COMMANDS.rectify,
    ALERT_COMMANDS.verify,
    ALERT_COMMANDS.close,
    ALERT_COMMANDS.instruct,
    ALERT_COMMANDS.raiseNeed,
    ALERT_COMMANDS.reportInstruction,
    ALERT_COMMANDS.exempt,
    ALERT_COMMANDS.endExemption,
    ALERT_COMMANDS.override,
    ALERT_COMMANDS.endOverride,
  ])
  .superRefine(storable);
export type CommandBody = z.output<typeof CommandBody>;

/** The body that registers a project. */
export const RegisterBody = z
  .strictObject({ ...act, registration: RegistrationRequest })
  .superRefine(storable);
export type RegisterBody = z.output<typeof RegisterBody>;

/** The fact of a command, true from the moment of its arrival. */
export function toCommandFact(
  { type, commandId, ...data }: CommandBody,
  now: Instant,
): CommandFact {
  // `as`: COMMANDS holds the fields of each type to the data of its fact.
  return { ...said(commandId, now), type: `command.${type}.v1`, data } as CommandFact;
}

/** The fact of a registration, with its plan complete. */
export function toRegisterFact(
  { commandId, actor, reason }: RegisterBody,
  registration: Registration,
  now: Instant,
): CommandFact {
  const data = { actor, reason, registration };
  return { ...said(commandId, now), type: 'command.register.v1', data };
}

/** The envelope of a fact that is a person's command: its id is the caller's. */
export const said = (commandId: string, now: Instant) => ({
  source: COMMAND_SOURCE,
  id: commandId,
  occurredAt: now,
  arrivedAt: now,
});
