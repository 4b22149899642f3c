import type { MilestoneAssessment } from '../../domain/assessment.ts';
import { shownColour, type ShownColour } from '../../domain/colour-meaning.ts';
import { explain } from '../../domain/explain.ts';
import { LABELS } from '../../domain/labels.ts';
import type { ColourMeaning } from '../../domain/policy-rules.ts';
import { TEXTS } from '../../domain/texts.ts';
import type { Day } from '../../domain/time.ts';
import type { SheetProject } from '../../readmodel/sheet-projects.ts';
import type { ReportColumn } from '../../schemas/report-layout.ts';

/** What a cell of a report holds; a day is a date for the table program, a colour has its ink. */
export type ReportCell = string | number | { day: Day } | { colour: ShownColour } | null;

/** What rows are told with. */
export interface RowWords {
  today: Day;
  /** Name of a person where it tells them apart, else the id. */
  nameOf: (id: string) => string;
  /** How a policy shows its colours. */
  coloursOf: (policy: string) => readonly ColourMeaning[] | undefined;
}

/** A project, already without what its reader may not see, as a cell of each column. */
export function reportCell(
  project: SheetProject,
  field: string,
  { number, words }: { number: number; words: RowWords },
): ReportCell {
  const [kind = '', milestone] = field.split(':');
  if (milestone !== undefined) return dayOfMilestone(project, kind, milestone);
  // `as`: the shape of a layout knows no other.
  return CELLS[field as ReportColumn](project, { number, words });
}

type Told = (
  project: SheetProject,
  about: { number: number; words: RowWords },
) => ReportCell | undefined;

const CELLS: Record<ReportColumn, (...args: Parameters<Told>) => ReportCell> = Object.fromEntries(
  Object.entries<Told>({
    number: (_project, { number }) => number,
    code: ({ code }) => code,
    name: ({ name }) => name,
    investor: ({ assessment }) => assessment.investor,
    kind: ({ assessment }) => assessment.kind,
    stage: stageName,
    status: ({ assessment: { status } }) =>
      status === 'active' ? '推进中' : TEXTS.zh.grey[status],
    colour: colourCell,
    totalInvestment: ({ investment }) => hundredMillions(investment?.total),
    yearInvestment: ({ investment }, { words }) =>
      hundredMillions(investment?.byYear?.[words.today.slice(0, 4)]),
    invested: ({ assessment }) => hundredMillions(assessment.progress?.investedToDate),
    siteArea: ({ reportFields }) => scaled(reportFields['siteAreaSquareMetres'], 15 / 10_000),
    floorArea: ({ reportFields }) => scaled(reportFields['floorAreaSquareMetres'], 1 / 10_000),
    content: ({ reportFields }) => reportFields['content'],
    progress: progressText,
    problems: problemsText,
    coordination: coordinationText,
    unit: ({ reportFields }) => reportFields['unit'],
    manager: ({ assessment: { people } }, { words }) =>
      people.manager === undefined ? undefined : words.nameOf(people.manager),
    patron: ({ assessment: { people } }, { words }) =>
      people.patron === undefined ? undefined : words.nameOf(people.patron),
    due: dueText,
  } satisfies Record<ReportColumn, Told>).map(([field, told]) => [
    field,
    (...args: Parameters<Told>) => told(...args) ?? null,
  ]),
  // `as`: the same keys as those of the table above.
) as Record<ReportColumn, (...args: Parameters<Told>) => ReportCell>;

function dayOfMilestone({ assessment }: SheetProject, kind: string, code: string): ReportCell {
  const milestone = assessment.milestones.find((one) => one.code === code);
  const day = milestone?.[kind as 'planned' | 'forecast' | 'actual'];
  return day === undefined ? null : { day };
}

function stageName({ assessment: { stage, milestones } }: SheetProject): string {
  return milestones.find(({ code }) => code === stage)?.label.zh ?? '洽谈';
}

function colourCell(
  { assessment: { colour, status, policy }, caveat }: SheetProject,
  { words }: { words: RowWords },
): ReportCell {
  if (colour === null) return status === 'active' ? null : TEXTS.zh.grey[status];
  const shown = shownColour(colour, 'zh', words.coloursOf(policy.id));
  if (caveat === null) return { colour: shown };
  return { colour: { ...shown, word: `${shown.word}（${LABELS.caveat[caveat].zh}）` } };
}

// From 10,000 yuan to 亿元, without the tail of a binary fraction.
const hundredMillions = (amount: number | undefined): number | undefined =>
  amount === undefined ? undefined : exact(amount / 10_000);

const scaled = (value: string | undefined, factor: number): number | undefined =>
  value === undefined ? undefined : exact(Number(value) * factor);

const exact = (value: number): number => Number(value.toPrecision(12));

function progressText({ assessment }: SheetProject): string | undefined {
  const { progress, lastUpdate } = assessment;
  const share = progress?.physicalShare;
  const shown = share === undefined ? undefined : `形象进度${share}%`;
  const parts = [shown, progress?.text, lastUpdate && `${lastUpdate.text}（${lastUpdate.day}）`];
  return parts.filter((part) => part !== undefined && part !== '').join('；') || undefined;
}

// What colours the project, worst first; the reader sees nothing that is withheld from them.
function problemsText(
  { assessment }: SheetProject,
  { words: { today } }: { words: RowWords },
): string | undefined {
  const { signals } = explain(assessment, today, 'zh');
  const open = signals.filter(({ colour, projectColour }) => {
    return colour !== 'green' && projectColour !== 'green';
  });
  return open.map(({ text }, at) => `${at + 1}. ${text}`).join('\n') || undefined;
}

function coordinationText(
  { assessment: { instructions = [] } }: SheetProject,
  { words }: { words: RowWords },
): string | undefined {
  const open = instructions.filter(({ doneOn }) => doneOn === undefined);
  const lines = open.map(
    ({ text, owner, due }, at) => `${at + 1}. ${text}（${words.nameOf(owner)}，${due}）`,
  );
  return lines.join('\n') || undefined;
}

function dueText({ assessment: { milestones } }: SheetProject): string | undefined {
  const open = milestones.filter(
    (one): one is MilestoneAssessment & { planned: Day } =>
      one.planned !== undefined && one.state !== 'reached' && one.state !== 'notApplicable',
  );
  const [next] = open.sort((a, b) => ((a.due ?? a.planned) < (b.due ?? b.planned) ? -1 : 1));
  return next && `${next.due ?? next.planned} ${next.label.zh}`;
}
