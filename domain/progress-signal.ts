import type { Flip, Reason } from './assessment.ts';
import { severity } from './colour.ts';
import type { Colour } from './definitions.ts';
import type { Dossier } from './dossier.ts';
import type { Measure, ProgressRule } from './policy-rules.ts';
import { MEASURES } from './policy-rules.ts';
import { present } from './present.ts';
import type { Schedule } from './progress-schedule.ts';
import { rounded, scheduleOf } from './progress-schedule.ts';
import type { Setting } from './setting.ts';
import type { Row } from './signal.ts';
import { createSignal } from './signal.ts';
import { isNews } from './stock.ts';
import type { Day } from './time.ts';
import { addDays, addMonths, earlierOf } from './time.ts';

/**
 * Works or investment against the schedule, by the last report alone: as of the day on which it was
 * true, the last of its month at most. Time without a report makes nothing worse. Where a rule asks
 * for both, the one that is further behind speaks.
 */
export function progressSignal(setting: Setting): Row | undefined {
  const rule = setting.definitions.policy.rules.progress;
  if (!rule) return undefined;
  const measures = rule.measure === 'worse' ? MEASURES : [rule.measure];
  const [first, second] = measures.flatMap(
    (measure) => measuredRow({ ...rule, measure }, setting) ?? [],
  );
  if (!first || !second) return first?.row;
  return isWorse(second, first) ? joined(second.row, first.row) : joined(first.row, second.row);
}

/** A progress rule for one measure. */
interface MeasuredRule extends ProgressRule {
  measure: Measure;
}

/** What one measure says, with by how much it is ahead (negative: behind). */
interface Measured {
  row: Row;
  value: number;
}

function measuredRow(rule: MeasuredRule, setting: Setting): Measured | undefined {
  const { policy } = setting.definitions;
  const schedule = isUnderWay(rule, setting) ? scheduleOf(rule.measure, setting) : undefined;
  const reports = schedule ? reportsOf(rule, setting.dossier) : [];
  const last = reports.at(-1);
  if (!schedule || !last) return undefined;
  const colourBy = (report: Report): Colour =>
    progressColour(rule, valueOf(report, schedule, rule));
  const colour = colourBy(last);
  const isAsBad = (report: Report) => severity(colourBy(report)) >= severity(colour);
  const signal = createSignal({ code: 'project', facts: [last.ref] }, policy, {
    kind: 'progress',
    colour,
    rule,
    reason: reasonOf(last, schedule, rule, colour),
    flips: flips(last, schedule, rule, colour),
  });
  const row = {
    signal,
    colourOn: (day: Day) => {
      const known = reports.findLast(({ toldOn }) => toldOn <= day);
      return known ? colourBy(known) : 'green';
    },
    turns: reports.map(({ toldOn }) => toldOn),
    // A silent source may be late itself; of what it last said nothing gets worse meanwhile.
    preventedBy: [],
    isHistory: last.isHistory,
    isNews: isNews([last.ref], setting.dossier) && !reports.slice(0, -1).some(isAsBad),
  };
  return { row, value: valueOf(last, schedule, rule) };
}

// On one scale: what has the lower value has no milder colour.
const isWorse = (one: Measured, other: Measured): boolean => one.value < other.value;

const isNewsOf = ({ isNews: news = false }: Row): boolean => news;

const isMilder = ({ signal: one }: Row, { signal: than }: Row): boolean =>
  severity(one.colour) < severity(than.colour);

/** The row that is further behind, as bad on any day as the worse of both. */
function joined(behind: Row, other: Row): Row {
  const { signal } = behind;
  const worst = (a: Colour, b: Colour): Colour => (severity(a) >= severity(b) ? a : b);
  // A better report of one measure helps only as far as the other lets it.
  const helpful = signal.flips
    .map((flip) => ({ ...flip, colour: worst(flip.colour, other.signal.colour) }))
    .filter(({ colour }) => severity(colour) < severity(signal.colour));
  return {
    ...behind,
    signal: { ...signal, flips: helpful },
    colourOn: (day) => worst(behind.colourOn(day), other.colourOn(day)),
    turns: [...(behind.turns ?? []), ...(other.turns ?? [])],
    isNews: isNewsOf(behind) && (isMilder(other, behind) || isNewsOf(other)),
  };
}

const URGENT_FIRST = ['red', 'yellow', 'blue'] as const;

/** The colour of so many points ahead (negative: behind), or of such a ratio in percent; each value has exactly one. */
export function progressColour(rule: ProgressRule, value: number): Colour {
  const { including = [] } = rule;
  const applies = (colour: (typeof URGENT_FIRST)[number]): boolean => {
    const below = thresholdOf(rule, colour);
    if (below === null) return false;
    return value < below || (value === below && including.includes(colour));
  };
  return URGENT_FIRST.find(applies) ?? 'green';
}

const thresholdOf = (rule: ProgressRule, colour: (typeof URGENT_FIRST)[number]): number | null =>
  ({ blue: rule.blueBelow, yellow: rule.yellowBelow, red: rule.redBelow })[colour];

/** What was said of one month. */
interface Report {
  /** Percent of the whole; `amount` as it was said, in percent or 10,000 yuan. */
  amount: number;
  /** What 100 percent is, in the same unit. */
  whole: number;
  asOf: Day;
  toldOn: Day;
  isHistory: boolean;
  ref: { source: string; id: string };
}

// The works are done with production; money may still be due.
const isUnderWay = ({ measure }: MeasuredRule, { milestones, definitions }: Setting): boolean =>
  measure === 'investment' ||
  milestones.every(
    ({ code, state }) => code !== definitions.template.phases.production || state !== 'reached',
  );

/** By month. */
function reportsOf({ measure }: MeasuredRule, { months, registration }: Dossier): Report[] {
  const whole = measure === 'physical' ? 100 : (registration?.investment?.total ?? 0);
  return Object.keys(months)
    .sort()
    .flatMap((month) => {
      const { physicalShare, investedToDate, report, reportedOn, reportedByHistory } =
        months[month] ?? {};
      const amount = measure === 'physical' ? physicalShare : investedToDate;
      if (amount === undefined || !report || reportedOn === undefined) return [];
      const asOf = earlierOf(reportedOn, lastOfMonth(month));
      const isHistory = reportedByHistory === true;
      return [{ amount, whole, asOf, toldOn: reportedOn, isHistory, ref: report.ref }];
    });
}

const lastOfMonth = (month: string): Day => addDays(addMonths(`${month}-01`, 1), -1);

const shareOf = ({ amount, whole }: Pick<Report, 'amount' | 'whole'>): number =>
  rounded((100 * amount) / whole);

function valueOf(report: Report, schedule: Schedule, { mode }: ProgressRule): number {
  const scheduled = schedule(report.asOf);
  const actual = shareOf(report);
  if (mode === 'points') return rounded(actual - scheduled);
  // Where nothing is due yet, nothing is behind.
  return scheduled === 0 ? 100 : rounded((100 * actual) / scheduled);
}

function reasonOf(report: Report, schedule: Schedule, rule: MeasuredRule, colour: Colour): Reason {
  const { blueBelow, yellowBelow, redBelow, measure, mode } = rule;
  const limits = present({
    blueBelow: blueBelow ?? undefined,
    yellowBelow: yellowBelow ?? undefined,
    redBelow: redBelow ?? undefined,
  });
  return {
    code: colour === 'green' ? 'progressOn' : 'progressBehind',
    numbers: {
      actual: shareOf(report),
      scheduled: schedule(report.asOf),
      [mode]: valueOf(report, schedule, rule),
      ...limits,
    },
    days: { asOf: report.asOf },
    words: { measure, mode },
  };
}

/** The least report of the same day that gives the next better colour; whole 10,000 yuan, hundredths of a percent. */
function flips(report: Report, schedule: Schedule, rule: MeasuredRule, colour: Colour): Flip[] {
  if (colour === 'green') return [];
  const step = rule.measure === 'physical' ? 0.01 : 1;
  const colourAt = (steps: number): Colour =>
    progressColour(rule, valueOf({ ...report, amount: amountOf(steps, step) }, schedule, rule));
  const isBetter = (steps: number): boolean => severity(colourAt(steps)) < severity(colour);
  // A schedule of more than the whole can't be met.
  const most = Math.ceil(report.whole / step);
  if (!isBetter(most)) return [];
  const steps = leastOf({ from: Math.floor(report.amount / step), to: most }, isBetter);
  const to = { amount: amountOf(steps, step), day: report.asOf, colour: colourAt(steps) };
  return [{ by: 'progress', what: rule.measure, ...to }];
}

const amountOf = (steps: number, step: number): number => Math.round(steps * step * 100) / 100;

/** The least whole number up to `to` that passes a test which all greater ones pass too. */
function leastOf(
  { from, to }: { from: number; to: number },
  passes: (n: number) => boolean,
): number {
  let [fails, least] = [from, to];
  while (least - fails > 1) {
    const middle = Math.floor((fails + least) / 2);
    if (passes(middle)) least = middle;
    else fails = middle;
  }
  return least;
}
