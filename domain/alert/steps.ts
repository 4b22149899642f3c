import type { WorkingCalendar } from '../definitions.ts';
import type { AlertCase, AlertStep } from './case.ts';

/**
 * All steps of a case's present plan, in order of time, done or not: the same case gives the same
 * steps. Those that are no longer among them are not to be done any more.
 */
export function stepsOf(one: AlertCase, _calendar: WorkingCalendar): AlertStep[] {
  const rung = one.ladder.rungs[one.severity];
  if (!rung || one.state !== 'open' || one.hiddenBy !== undefined) return [];
  const how = one.ladder.safety ? 'safety' : rung.digestOnly ? 'digest' : 'push';
  const id = `${one.episode}/${one.toldPlan}/notify`;
  return [{ id, kind: 'notify', at: one.toldAt, to: rung.notify, severity: one.severity, how }];
}
