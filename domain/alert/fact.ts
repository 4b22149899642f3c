import type { Colour } from '../definitions.ts';
import type { Act, Fact, FactOf } from '../fact.ts';
import type { Day } from '../time.ts';

/** Why something is late; whoever holds the clock proposes it. */
export const CAUSES = [
  'land',
  'approval',
  'utility',
  'funding',
  'enterprise',
  'contractor',
  'upstream',
  'weather',
  'policy',
  'other',
] as const;
export type Cause = (typeof CAUSES)[number];

/** As many as a person is shown to choose from: as many buttons as a hand finds. */
export const MOST_CAUSES = 3;

/** What people say about alerts, excuses, instructions and colours: commands on the project. */
export interface AlertFactData {
  /** 签收: somebody has taken notice; `alertId` here and below as `alert/<projectCode>/<signal>`. */
  'command.acknowledge.v1': Act & { alertId: string; cause?: Cause };
  /** Until a day, or without one until it gets worse, which ends it in any case. */
  'command.snooze.v1': Act & { alertId: string; until?: Day };
  'command.delegate.v1': Act & { alertId: string; to: string; until?: Day };
  /** 整改: what will be done, by whom, and the day by which the milestone is expected then. */
  'command.rectify.v1': Act & {
    alertId: string;
    cause: Cause;
    party?: string;
    forecast: Day;
    text: string;
  };
  'command.verify.v1': Act & { alertId: string; decision: 'accept' | 'return'; evidence: string };
  /** 销号 of what was red, by a leader. */
  'command.close.v1': Act & { alertId: string; decision: 'accept' | 'return' };
  /** 批示: a leader's word with owner and date; `onBehalfOf` where the office writes it down. */
  'command.instruct.v1': Act & {
    instructionId: string;
    alertId?: string;
    text: string;
    owner: string;
    due: Day;
    onBehalfOf?: string;
  };
  /** 需协调事项: what the project asks of somebody, answered like an instruction. */
  'command.raiseNeed.v1': Act & {
    needId: string;
    alertId?: string;
    text: string;
    owner: string;
    due: Day;
  };
  'command.reportInstruction.v1': Act & { instructionId: string; text: string; done: boolean };
  /** 正当理由: a signal that nobody is blamed for, by document; `signal` is its id. */
  'command.exempt.v1': Act & { signal: string; documentNo: string; until?: Day };
  'command.endExemption.v1': Act & { signal: string };
  /** A colour set by hand; the actor approves what `requestedBy` asked for. `until` is its last day. */
  'command.override.v1': Act & { colour: Colour; until: Day; requestedBy: string };
  'command.endOverride.v1': Act;
}

export type AlertCommandType = keyof AlertFactData;

/** Those that move one alert on; the others move the assessment. */
const CASE_COMMANDS = [
  'command.acknowledge.v1',
  'command.snooze.v1',
  'command.delegate.v1',
  'command.rectify.v1',
  'command.verify.v1',
  'command.close.v1',
] as const satisfies readonly AlertCommandType[];
export type CaseCommandType = (typeof CASE_COMMANDS)[number];
/** A command that moves one alert on. */
export type CaseCommand = { [T in CaseCommandType]: FactOf<T> }[CaseCommandType];

/** Whether a fact moves one alert on. */
export const isCaseCommand = (fact: Pick<Fact, 'type'>): fact is CaseCommand =>
  (CASE_COMMANDS as readonly string[]).includes(fact.type);
