import type { Assessment, Signal } from '../assessment.ts';
import { isWorkingDay } from '../calendar.ts';
import type { ColourPolicy, WorkingCalendar } from '../definitions.ts';
import { addDays, dayOf, type Day } from '../time.ts';
import type { AlertCase, AlertStep } from './case.ts';
import { ladderOf } from './raise-case.ts';
import type { Recipient } from './rules.ts';

/** A signal that turns blue on a day off, and whom its ladder then tells. */
export interface TurnAhead {
  /** Of the signal. */
  id: string;
  day: Day;
  to: Recipient[];
}

/** What of a project turns blue on the days off that follow today, told on the last working day before them. */
export function turnsAhead(
  { status, signals }: Pick<Assessment, 'status' | 'signals'>,
  { today, calendar, policyOf }: AheadView,
): TurnAhead[] {
  const daysOff = daysOffAfter(calendar, today);
  if (status !== 'active' || daysOff.length === 0) return [];
  return signals.flatMap((signal): TurnAhead[] => {
    const day = turnsBlueOn(signal);
    const policy = policyOf(signal);
    if (day === undefined || !policy || !daysOff.includes(day)) return [];
    const to = ladderOf(policy, signal.kind).ladder.rungs.blue?.notify ?? [];
    return to.length > 0 ? [{ id: signal.id, day, to: [...to] }] : [];
  });
}

/** What decides about a day ahead. */
export interface AheadView {
  today: Day;
  calendar: WorkingCalendar;
  /** By which a signal is judged. */
  policyOf: (signal: Signal) => ColourPolicy | undefined;
}

/** The days off between today, a working day, and the next working day; none where that is tomorrow. */
export function daysOffAfter(calendar: WorkingCalendar, today: Day): Day[] {
  const days: Day[] = [];
  if (!isWorkingDay(calendar, today).working) return days;
  for (let day = addDays(today, 1); !isWorkingDay(calendar, day).working; day = addDays(day, 1)) {
    days.push(day);
  }
  return days;
}

/** The day on which a green signal turns blue if nothing happens. */
export function turnsBlueOn({ colour, flips, exempt, kind, stock }: Signal): Day | undefined {
  if (colour !== 'green' || exempt || kind === 'recovery' || stock === 'backfill') return undefined;
  return flips.find(({ by, colour: next }) => by === 'wait' && next === 'blue')?.day;
}

/** What names such a notice in its alert: `ahead/2026-05-02`. */
export const aheadStep = (day: Day): string => `ahead/${day}`;

/** Whether people may have been told ahead what such a step says: it asks nothing of them. */
export const mayBeSaidAhead = ({ kind, severity }: Pick<AlertStep, 'kind' | 'severity'>): boolean =>
  kind === 'note' && severity === 'blue';

/** The step under which people were told ahead what this step says; none where it asks something of them. */
export function saidAheadBy(
  step: Pick<AlertStep, 'kind' | 'severity'>,
  { since }: Pick<AlertCase, 'since'>,
): string | undefined {
  return mayBeSaidAhead(step) ? aheadStep(dayOf(since)) : undefined;
}
