import type { Verdict } from '../verdict.ts';
import { accept, refuse } from '../verdict.ts';
import type { AlertCase } from './case.ts';
import type { CaseCommand } from './fact.ts';
import { signalOf } from './fold-commands.ts';

/** Whether a person may move an alert on so. */
export function judgeCase(
  { data: { alertId } }: CaseCommand,
  cases: readonly AlertCase[],
): Verdict {
  const signal = signalOf(alertId);
  if (cases.some(({ id }) => id === signal)) return accept;
  return refuse('UNKNOWN_ALERT', `There is no alert ${alertId}.`);
}
