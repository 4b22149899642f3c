import { Command } from 'commander';
import type { ProjectDetail } from '../api/responses.ts';
import type { Assessment, Finding, MilestoneAssessment } from '../domain/assessment.ts';
import { dayOf } from '../domain/time.ts';
import { projectPath } from './api-client.ts';
import { apiOf, print, type CliContext } from './context.ts';
import { renderTable } from './table.ts';
import { joinBlocks, labelledLines, titledList } from './text-block.ts';

/** `kaigong project show <code>`: one project with its milestones. */
export function showCommand(context: CliContext): Command {
  return new Command('show')
    .description('show one project with its milestones')
    .argument('<code>', 'project code')
    .action(async (code: string, _options: object, self: Command) => {
      const project = await apiOf(context, self).get<ProjectDetail>(projectPath(code));
      print(context, self, project, () => describe(project));
    });
}

function describe(project: ProjectDetail): string {
  const { assessment } = project;
  const blocks = [
    heading(project),
    milestoneTable(assessment.milestones),
    planChanges(assessment.milestones),
    titledList(
      'signals',
      assessment.signals.map(({ colour, id }) => `${colour}  ${id}`),
    ),
    titledList('findings', assessment.findings.map(findingLine)),
    dependencies(assessment),
  ];
  return joinBlocks(blocks);
}

function heading({ assessment, revision, assessedAt, fault }: ProjectDetail): string {
  const { code, name, sample, people, nextChangeAt } = assessment;
  const lines: [string, string | undefined][] = [
    ['kind', assessment.kind],
    ['investor', assessment.investor],
    ['status', assessment.status + (assessment.closed ? ' (closed)' : '')],
    ['phase', assessment.phase],
    ['stage', assessment.stage],
    ['colour', assessment.colour ?? 'none'],
    ['manager', people.manager],
    ['deputy', people.deputy],
    ['patron', people.patron],
    ['next change', nextChangeAt && dayOf(nextChangeAt)],
    ['assessed', `${assessedAt}, revision ${revision}`],
    [
      'fault',
      fault === null ? undefined : `${fault} (what is shown is the last that could be told)`,
    ],
  ];
  return labelledLines(`${code} ${name}${sample ? '  [示例数据]' : ''}`, lines);
}

function milestoneTable(milestones: readonly MilestoneAssessment[]): string {
  const head = ['milestone', '', 'state', 'baseline', 'planned', 'forecast', 'actual', 'evidence'];
  const rows = milestones.map((milestone) => [
    milestone.code,
    milestone.label.zh + (milestone.redLine ? ' ★' : ''),
    milestone.state,
    milestone.baseline,
    milestone.planned,
    milestone.forecast,
    milestone.actual,
    milestone.evidence,
  ]);
  return renderTable(head, rows);
}

function planChanges(milestones: readonly MilestoneAssessment[]): string {
  const lines = milestones.flatMap(({ code, planChange }) =>
    planChange
      ? [`${code} to ${planChange.to}: waits for ${planChange.approver}, id ${planChange.changeId}`]
      : [],
  );
  return titledList('plan changes', lines);
}

const findingLine = ({ id, words }: Finding): string =>
  [id, ...Object.entries(words).map(([name, word]) => `${name}=${word}`)].join('  ');

function dependencies({ dependencies: edges }: Assessment): string {
  if (edges.length === 0) return '';
  const head = ['waits for', 'milestone', 'before', 'needed', 'expected', 'slack', ''];
  const rows = edges.map(({ on, milestone, gates, needed, expected, slackDays, ...edge }) => [
    on,
    milestone,
    gates,
    needed,
    expected,
    slackDays,
    [
      edge.type,
      ...(edge.reached ? ['reached'] : []),
      ...(edge.planConflict ? ['plan conflict'] : []),
    ].join(', '),
  ]);
  return renderTable(head, rows);
}
