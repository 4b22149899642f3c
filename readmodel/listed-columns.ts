import type { Assessment, Signal } from '../domain/assessment.ts';
import { projectCaveat } from '../domain/caveat.ts';
import { COLOURS, type Colour, type Label } from '../domain/definitions.ts';
import { openMilestones } from '../domain/open-milestones.ts';
import { projectAsks } from '../domain/project-asks.ts';
import { projectRisks } from '../domain/project-risks.ts';
import type { Day } from '../domain/time.ts';
import { countDataFindings } from './data-findings.ts';

/** The next milestone of a project as lists have it. */
export interface NextRow {
  code: string;
  label: Label;
  due: Day;
  expected: Day | null;
  redLine: boolean;
}

/** What lists read of an assessment, as columns beside it; in the order of `LISTED`. */
export function listedValues(assessment: Assessment): unknown[] {
  const { investor, people, priority, sample, colour, signals, leading } = assessment;
  const open = openMilestones(assessment);
  const [next] = open;
  return [
    ...[investor, people.deputy ?? null, people.patron ?? null, priority, sample],
    json(signals.find(({ id }: Signal) => id === leading)),
    rankOf(colour),
    json(next && nextRow(next)),
    next?.due ?? null,
    open.map(({ due }) => due),
    json(someOf(projectAsks(assessment))),
    json(someOf(projectRisks(assessment))),
    countDataFindings(assessment),
    projectCaveat(assessment),
  ];
}

/** Names of these columns. */
export const LISTED = [
  'investor',
  'deputy',
  'patron',
  'priority',
  'sample',
  'leading_signal',
  'rank',
  'next_milestone',
  'next_due',
  'open_days',
  'asks',
  'risks',
  'data_findings',
  'caveat',
] as const;

/** Red 0 to green 3, and 4 without a colour. */
const rankOf = (colour: Colour | null): number =>
  colour === null ? COLOURS.length : COLOURS.length - 1 - COLOURS.indexOf(colour);

const nextRow = ({
  code,
  label,
  due,
  expected,
  redLine,
}: ReturnType<typeof openMilestones>[number]): NextRow => ({
  ...{ code, label, due, redLine },
  expected: expected ?? null,
});

const someOf = <T>(list: readonly T[]): readonly T[] | undefined =>
  list.length > 0 ? list : undefined;

const json = (value: unknown): string | null =>
  value === undefined ? null : JSON.stringify(value);
