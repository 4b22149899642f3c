import type { FullOutputRule } from './definitions.ts';
import type { Dossier, Month } from './dossier.ts';
import type { EvidenceLevel, Registration } from './fact.ts';
import type { Day } from './time.ts';
import { addDays, addMonths } from './time.ts';

/** Full output as the monthly reports prove it. */
export interface FullOutput {
  level: EvidenceLevel;
  /** The last day of the month that completes the row. */
  on: Day;
}

/**
 * Full output is reached with the last of the first `months` months running in which the output was
 * at least the rule's share of the design; `confirmed` when the electricity of all of them bears it
 * out, else only `reported`.
 */
export function fullOutput(rule: FullOutputRule, dossier: Dossier): FullOutput | undefined {
  const { registration } = dossier;
  if (registration?.designedMonthlyOutput === undefined) return undefined;
  const enough = Object.keys(dossier.months)
    .filter((month) => isFull(rule, registration, dossier.months[month]))
    .sort();
  const last = enough.find((_, index) => isRow(enough, index, rule.months));
  if (last === undefined) return undefined;
  const row = enough.slice(enough.indexOf(last) - rule.months + 1, enough.indexOf(last) + 1);
  const confirmed = row.every((month) => bearsOut(rule, registration, dossier.months[month]));
  return { level: confirmed ? 'confirmed' : 'reported', on: lastDayOf(last) };
}

function isFull(rule: FullOutputRule, registration: Registration, month?: Month): boolean {
  const needed = ((registration.designedMonthlyOutput ?? Infinity) * rule.sharePercent) / 100;
  return (month?.output ?? -1) >= needed;
}

function bearsOut(rule: FullOutputRule, registration: Registration, month?: Month): boolean {
  const designed = registration.designedMonthlyKwh ?? Infinity;
  const used = Object.values(month?.kWh ?? {}).reduce((sum, kWh) => sum + kWh, 0);
  return used >= (designed * rule.consumptionSharePercent) / 100;
}

function isRow(months: readonly string[], end: number, length: number): boolean {
  const first = months[end - length + 1];
  return first !== undefined && addMonths(`${first}-01`, length - 1) === `${months[end] ?? ''}-01`;
}

const lastDayOf = (month: string): Day => addDays(addMonths(`${month}-01`, 1), -1);
