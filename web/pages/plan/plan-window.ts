import type { Day } from '../../../domain/time.ts';

/** How much of time is seen at once: three years, twelve months, three months or four weeks. */
export const ZOOMS = ['year', 'quarter', 'month', 'week'] as const;
export type Zoom = (typeof ZOOMS)[number];

/** The days that are seen, both included, with the marks of the axis. */
export interface PlanWindow {
  from: Day;
  to: Day;
  ticks: { day: Day; label: string }[];
}

interface Scale {
  /** The first day seen when today is to be seen. */
  start: (today: Day) => Day;
  /** The day after the last. */
  end: (from: Day) => Day;
  /** What the arrows move by. */
  step: (from: Day, by: 1 | -1) => Day;
  next: (tick: Day) => Day;
  label: (tick: Day) => string;
}

const monthOf = (day: Day): Day => `${day.slice(0, 7)}-01`;
const quarterOf = (day: Day): Day => addMonths(monthOf(day), -((Number(day.slice(5, 7)) - 1) % 3));

const SCALES: Record<Zoom, Scale> = {
  year: {
    start: (today) => addMonths(`${today.slice(0, 4)}-01-01`, -12),
    end: (from) => addMonths(from, 36),
    step: (from, by) => addMonths(from, by * 12),
    next: (tick) => addMonths(tick, 3),
    label: (tick) =>
      tick.slice(5, 7) === '01' ? tick.slice(0, 4) : `Q${Math.ceil(Number(tick.slice(5, 7)) / 3)}`,
  },
  quarter: {
    start: (today) => addMonths(quarterOf(today), -3),
    end: (from) => addMonths(from, 12),
    step: (from, by) => addMonths(from, by * 3),
    next: (tick) => addMonths(tick, 1),
    label: (tick) => tick.slice(0, 7),
  },
  month: {
    start: (today) => addMonths(monthOf(today), -1),
    end: (from) => addMonths(from, 3),
    step: (from, by) => addMonths(from, by),
    next: (tick) => mondayAfter(tick),
    label: (tick) => tick.slice(5),
  },
  week: {
    start: (today) => addDays(mondayAfter(today), -14),
    end: (from) => addDays(from, 28),
    step: (from, by) => addDays(from, by * 7),
    next: (tick) => addDays(tick, 1),
    label: (tick) => (isMonday(tick) ? tick.slice(5) : tick.slice(8)),
  },
};

/** What is seen from a day on, or around today. */
export function planWindow(zoom: Zoom, { at, today }: { at: Day | null; today: Day }): PlanWindow {
  const scale = SCALES[zoom];
  const from = at ?? scale.start(today);
  const after = scale.end(from);
  const ticks: PlanWindow['ticks'] = [];
  for (let day = from; day < after; day = scale.next(day)) {
    ticks.push({ day, label: scale.label(day) });
  }
  return { from, to: addDays(after, -1), ticks };
}

/** The first day seen after a step to the left or right. */
export const stepped = (zoom: Zoom, from: Day, by: 1 | -1): Day => SCALES[zoom].step(from, by);

/** A day so many calendar days later. */
export const addDays = (day: Day, days: number): Day => dayAt(atOf(day) + days * DAY_MS);

/** Milliseconds of a day on the axis. */
export const atOf = (day: Day): number => Date.parse(day);

export const DAY_MS = 86_400_000;

const dayAt = (at: number): Day => new Date(at).toISOString().slice(0, 10);

// Of the first of a month.
function addMonths(day: Day, months: number): Day {
  const total = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + months;
  return dayAt(Date.UTC(Math.floor(total / 12), total % 12, 1));
}

const SUNDAY_TO_MONDAY = [1, 7, 6, 5, 4, 3, 2] as const;
const mondayAfter = (day: Day): Day =>
  addDays(day, SUNDAY_TO_MONDAY[new Date(atOf(day)).getUTCDay()] ?? 7);
const isMonday = (day: Day): boolean => new Date(atOf(day)).getUTCDay() === 1;
