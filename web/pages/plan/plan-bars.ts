import type { PlanMilestone, PlanRow } from '../../../api/page-responses.ts';
import type { Caveat } from '../../../domain/caveat.ts';
import type { Day } from '../../../domain/time.ts';
import { SHOWN_COLOURS, type ShownColour } from '../../parts/colours.ts';
import { addDays } from './plan-window.ts';

/** A line of the chart: a project, or under it one of its milestones. */
export interface ChartRow {
  key: string;
  project: PlanRow;
  milestone: PlanMilestone | null;
}

/** From a day to another; a bar between two milestones. */
export interface Span {
  from: Day;
  to: Day;
}

/** What a line of the chart shows. */
export interface Bars {
  /** First approved days: the ghost under the bar. */
  baseline: Span | null;
  actual: Span | null;
  forecast: Span | null;
  /** From the due day to when it comes, in its colour and with the caveat of that. */
  late: (Span & { colour: ShownColour; caveat: Caveat | null }) | null;
  marks: { day: Day; kind: 'baseline' | 'actual' | 'expected'; redLine: boolean }[];
}

/** The lines of the projects of a page, those of milestones where they are unfolded. */
export const chartRows = (
  projects: readonly PlanRow[],
  unfolded: ReadonlySet<string>,
): ChartRow[] =>
  projects.flatMap((project) => [
    { key: project.code, project, milestone: null },
    ...(unfolded.has(project.code)
      ? project.milestones.map((milestone) => ({
          key: `${project.code}/${milestone.code}`,
          project,
          milestone,
        }))
      : []),
  ]);

/** The bars of a line. */
export const barsOf = ({ project, milestone }: ChartRow): Bars =>
  milestone ? barsOfMilestone(milestone, project) : barsOfProject(project);

function barsOfProject({ milestones }: PlanRow): Bars {
  const actual = spanOf(milestones.map((one) => one.actual));
  const ahead = milestones.filter((one) => one.actual === null).map((one) => one.expected);
  return {
    baseline: spanOf(milestones.map(({ baseline }) => baseline)),
    actual,
    forecast: spanOf([actual?.to ?? null, ...ahead]),
    late: worstLate(milestones),
    marks: milestones.flatMap(marksOf),
  };
}

function barsOfMilestone(milestone: PlanMilestone, { milestones }: PlanRow): Bars {
  const before = milestones.slice(0, milestones.indexOf(milestone)).reverse();
  const last = (dayOf: (one: PlanMilestone) => Day | null): Day | null =>
    before.map(dayOf).find((day) => day !== null) ?? null;
  const { actual, expected, baseline } = milestone;
  const begun = last((one) => one.actual ?? one.expected);
  return {
    baseline: baseline === null ? null : spanOf([last((one) => one.baseline), baseline]),
    actual: actual === null ? null : spanOf([last((one) => one.actual), actual]),
    forecast: actual !== null || expected === null ? null : spanOf([begun, expected]),
    late: lateOf(milestone),
    marks: marksOf(milestone),
  };
}

function spanOf(days: readonly (Day | null)[]): Span | null {
  const known = days.filter((day) => day !== null).sort();
  const [from, to] = [known[0], known.at(-1)];
  return from === undefined || to === undefined || from === to ? null : { from, to };
}

const lateOf = ({ due, lateDays, colour, caveat }: PlanMilestone): Bars['late'] =>
  due === null || lateDays <= 0
    ? null
    : { from: due, to: addDays(due, lateDays), colour: colour ?? 'grey', caveat };

// Of what is done the delay is history: it is shown with the milestone itself.
function worstLate(milestones: readonly PlanMilestone[]): Bars['late'] {
  const late = milestones
    .filter(({ actual }) => actual === null)
    .flatMap((one) => lateOf(one) ?? []);
  const span = spanOf(late.flatMap(({ from, to }) => [from, to]));
  const colour = SHOWN_COLOURS.find((one) => late.some((bar) => bar.colour === one));
  const [surest] = late
    .filter((bar) => bar.colour === colour)
    .sort((a, b) => Number(a.caveat !== null) - Number(b.caveat !== null));
  return span && surest ? { ...surest, ...span } : null;
}

function marksOf({ baseline, actual, expected, redLine }: PlanMilestone): Bars['marks'] {
  const now = actual ?? expected;
  return [
    ...(baseline === null ? [] : [{ day: baseline, kind: 'baseline' as const, redLine: false }]),
    ...(now === null
      ? []
      : [
          {
            day: now,
            kind: actual === null ? ('expected' as const) : ('actual' as const),
            redLine,
          },
        ]),
  ];
}
