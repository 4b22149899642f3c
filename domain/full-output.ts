import type { FullOutputRule } from './definitions.ts';
import type { Dossier, Month, Proof } from './dossier.ts';
import type { Registration } from './fact.ts';
import type { Day } from './time.ts';
import { addDays, addMonths, laterOf } from './time.ts';

/**
 * Full output as the monthly reports prove it: each row of `months` months running in which the
 * output was at least the rule's share of the design is a proof, dated the last day of the row;
 * `confirmed` when the electricity of all of them bears it out, else only `reported`.
 */
export function fullOutputProofs(rule: FullOutputRule, dossier: Dossier): Proof[] {
  const { registration } = dossier;
  if (registration?.designedMonthlyOutput === undefined) return [];
  const enough = Object.keys(dossier.months)
    .filter((month) => isFull(rule, registration, dossier.months[month]))
    .sort();
  return enough.flatMap((last, index) => {
    if (!isRow(enough, index, rule.months)) return [];
    const row = enough.slice(index - rule.months + 1, index + 1);
    const months = row.flatMap((month) => dossier.months[month] ?? []);
    const confirmed = months.every((month) => bearsOut(rule, registration, month));
    const level = confirmed ? ('confirmed' as const) : ('reported' as const);
    const report = months.flatMap((month) => month.report ?? []).reduce(lastTold);
    const said = { milestone: rule.milestone, level, on: lastDayOf(last), data: {} };
    return [{ ...report, type: 'site.progress.reported.v1' as const, ...said }];
  });
}

// A row is known with the last of its reports, and decided on after all of them.
function lastTold(a: Told, b: Told): Told {
  const { ref } = a.order > b.order ? a : b;
  const order = Math.max(a.order, b.order);
  return { ref, order, knownSince: laterOf(a.knownSince, b.knownSince) };
}

type Told = Pick<Proof, 'ref' | 'order' | 'knownSince'>;

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
