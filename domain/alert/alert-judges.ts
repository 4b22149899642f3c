import type { CommandType, FactOf } from '../fact.ts';
import type { Case, Verdict } from '../verdict.ts';
import { accept } from '../verdict.ts';
import type { AlertCommandType, CaseCommandType } from './fact.ts';

type Judged = Exclude<AlertCommandType, CaseCommandType> & CommandType;

/** The rules of commands about instructions, excuses and colours set by hand. */
export const ALERT_JUDGES: { [T in Judged]: (command: FactOf<T>, about: Case) => Verdict } = {
  'command.instruct.v1': () => accept,
  'command.reportInstruction.v1': () => accept,
  'command.exempt.v1': () => accept,
  'command.endExemption.v1': () => accept,
  'command.override.v1': () => accept,
  'command.endOverride.v1': () => accept,
};
