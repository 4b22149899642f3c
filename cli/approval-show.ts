import { Command } from 'commander';
import type { ApprovalAnswer } from '../api/approval-responses.ts';
import type {
  ApprovalAssessment,
  GateAssessment,
  ItemAssessment,
  StageAssessment,
} from '../domain/approval/assessment.ts';
import { explainNote } from '../domain/approval/note-texts.ts';
import { shanghaiMinute } from '../domain/time.ts';
import { approvalPath } from './api-client.ts';
import { leadingClock, usedOfAllowed } from './approval-clock.ts';
import { withViewOptions, type ViewOptions } from './approval-view.ts';
import { apiOf, print, type CliContext } from './context.ts';
import { renderTable } from './table.ts';
import { joinBlocks, labelledLines, titledList } from './text-block.ts';

interface ShowOptions extends ViewOptions {
  all?: true;
}

/** `kaigong approval show <project>`: the graph by stage, and what each item waits for. */
export function showCommand(context: CliContext): Command {
  const command = new Command('show')
    .description(
      'show an approval by stage: state, days used of allowed, holder, what it waits for',
    )
    .argument('<project>', 'project code')
    .option('--all', 'also items that do not apply');
  return withViewOptions(command).action(
    async (code: string, { round, asOf, knownAt, all }: ShowOptions, self: Command) => {
      const path = approvalPath(code, round);
      const answer = await apiOf(context, self).get<ApprovalAnswer>(path, { asOf, knownAt });
      print(context, self, answer, () => describe(answer, all === true));
    },
  );
}

function describe(answer: ApprovalAnswer, all: boolean): string {
  const { assessment } = answer;
  const blocks = [
    heading(answer),
    ...assessment.stages.map((stage) => stageBlock(stage, assessment, all)),
    gateTable(assessment.gates),
    titledList(
      'signals',
      assessment.signals.map(({ colour, id, contributes }) => `${colour}  ${id}  ${contributes}`),
    ),
    titledList(
      'to look at',
      assessment.notes.map((note) => explainNote(note, assessment.items, 'en').text),
    ),
  ];
  return joinBlocks(blocks);
}

function heading({ project, round, at, fault, assessment }: ApprovalAnswer): string {
  const { name, sample, template, status, colour, closed, phase, criticalPath } = assessment;
  const needed = assessment.items.filter(({ applies }) => applies === 'yes');
  const lines: [string, string | undefined][] = [
    ['round', `${round}${phase === undefined ? '' : ` (phase ${phase})`}`],
    ['template', `${template.id} ${template.version}`],
    ['status', status + (closed ? ' (closed)' : '')],
    ['colour', colour],
    ['done', `${needed.filter(({ done }) => done).length} of ${needed.length}`],
    ['critical path', criticalPath.length > 0 ? criticalPath.join(' → ') : undefined],
    ['as of', shanghaiMinute(at)],
    ['fault', fault ?? undefined],
  ];
  return labelledLines(`${project} ${name}${sample ? '  [示例数据]' : ''}`, lines);
}

function stageBlock(
  { id, label, lead, clock, done, of, blockedBy, colour }: StageAssessment,
  { items }: ApprovalAssessment,
  all: boolean,
): string {
  const own = items.filter(({ stage, applies }) => stage === id && (all || applies !== 'no'));
  if (own.length === 0) return '';
  const title = [
    `${id} ${label.zh}`,
    lead,
    `${done} of ${of} done`,
    ...(clock ? [`${usedOfAllowed(clock) ?? ''} days of the stage`] : []),
    colour,
    ...(blockedBy ? [`stopped by ${blockedBy.department} at ${blockedBy.item}`] : []),
  ].join(' · ');
  const head = ['item', '', 'authority', 'state', 'days', 'due', 'holder', 'expected', 'waits for'];
  return `${title}\n${renderTable(head, own.map(itemRow))}`;
}

function itemRow(item: ItemAssessment) {
  const clock = item.done ? undefined : leadingClock(item);
  return [
    item.id + (item.critical && !item.done ? ' ★' : ''),
    item.name.zh,
    item.authority,
    stateOf(item),
    usedOfAllowed(leadingClock(item)),
    clock?.due,
    item.holder,
    item.doneOn ?? item.expected?.end,
    item.waitsFor.join(', ') || undefined,
  ];
}

/** The state of an item in a word or two, with what makes it less than it seems. */
function stateOf({ applies, state, round, presumed, stale, certificateHeld }: ItemAssessment) {
  const marks = [
    ...(applies === 'undetermined' ? ['applies?'] : []),
    ...(applies === 'no' ? ['not needed'] : []),
    ...(presumed ? ['推定受理'] : []),
    ...(stale ? ['stale'] : []),
    ...(certificateHeld ? ['证件扣发'] : []),
    ...(round > 1 ? [`try ${round}`] : []),
  ];
  return marks.length > 0 ? `${state} (${marks.join(', ')})` : state;
}

function gateTable(gates: readonly GateAssessment[]): string {
  if (gates.length === 0) return '';
  const head = ['gate to', '', 'since', 'expected', 'misses', 'to decide', 'soft'];
  const rows = gates.map(({ milestone, open, openedOn, expected, ...lacks }) => [
    milestone,
    open ? 'open' : 'closed',
    openedOn,
    open ? undefined : expected,
    lacks.missing.join(', ') || undefined,
    lacks.undetermined.join(', ') || undefined,
    lacks.soft.join(', ') || undefined,
  ]);
  return renderTable(head, rows);
}
