import { Command } from 'commander';
import type { ApprovalItemAnswer, ItemStep } from '../api/approval-responses.ts';
import type { Clock, DepartmentAssessment, ItemAssessment } from '../domain/approval/assessment.ts';
import { explainNote } from '../domain/approval/note-texts.ts';
import type { GroundedSignal } from '../domain/grounded-signal.ts';
import { isDay, shanghaiMinute } from '../domain/time.ts';
import { approvalPath } from './api-client.ts';
import { usedOfAllowed } from './approval-clock.ts';
import { withViewOptions, type ViewOptions } from './approval-view.ts';
import { apiOf, print, type CliContext } from './context.ts';
import { groundsText } from './grounds-text.ts';
import { renderTable } from './table.ts';
import { requirementText } from './template-text.ts';
import { joinBlocks, labelledLines, titledList } from './text-block.ts';

/** `kaigong approval why <project> <item>`: why an item stands where it stands. */
export function whyCommand(context: CliContext): Command {
  const command = new Command('why')
    .description('tell why an item stands where it stands: steps, clocks, holder, what it needs')
    .argument('<project>', 'project code')
    .argument('<item>', 'item of the template, such as G07');
  return withViewOptions(command).action(
    async (code: string, item: string, { round, asOf, knownAt }: ViewOptions, self: Command) => {
      const path = approvalPath(code, round, `/items/${encodeURIComponent(item)}`);
      const answer = await apiOf(context, self).get<ApprovalItemAnswer>(path, { asOf, knownAt });
      print(context, self, answer, () => describe(answer));
    },
  );
}

function describe(answer: ApprovalItemAnswer): string {
  const blocks = [
    heading(answer),
    clockTable(answer.item.clocks),
    stepTable(answer.steps),
    departmentTable(answer.item.departments),
    titledList(
      'to be done',
      answer.duties.map(({ kind, holder, authority, detail, due }) =>
        [kind, detail, `${holder} (${authority})`, due && `by ${due}`].filter(Boolean).join('  '),
      ),
    ),
    titledList('colours', answer.explained.en.flatMap(signalLines)),
    titledList(
      'to look at',
      answer.notes.map((note) => {
        const { text, todo } = explainNote(note, [answer.item], 'en');
        return note.code === 'voided' ? text : `${text}\n    ${todo}`;
      }),
    ),
  ];
  return joinBlocks(blocks);
}

function heading({ item, template, opens }: ApprovalItemAnswer): string {
  const { presumed, decision, stale, skipped } = item;
  return labelledLines(`${item.id} ${item.name.zh} ${item.name.en}`, [
    ['state', item.state + (item.round > 1 ? `, try ${item.round}` : '')],
    ['applies', skipped ? `${item.applies}: ${skipped.reason}` : item.applies],
    ['authority', `${item.authority} at ${item.window}`],
    ['holder', item.holder],
    ['days held', heldText(item.holderDays)],
    ['needs', requirementText(template.prereq) || undefined],
    ['waits for', listText(item.waitsFor)],
    ['ready since', item.readyOn],
    ['opens', listText(opens)],
    ['presumed', presumed && `accepted by silence since ${presumed.on} (推定受理)`],
    ['decided', decision && `${decision.is} on ${decision.on}`],
    ['conditions', listText(decision?.conditions ?? [])],
    ['certificates', listText(item.certificates.map(({ no, issuedOn }) => `${no} of ${issuedOn}`))],
    ['owed', listText(item.deficiencies.map(deficiencyText))],
    ['stale', stale && `since ${momentText(stale.since)}: ${stale.because}`],
    ...outlook(item),
    ['colour', item.colour],
  ]);
}

const outlook = ({ expected, floatDays }: ItemAssessment): [string, string | undefined][] => [
  ['expected', expected && `${expected.start} to ${expected.end}`],
  ['float', floatDays === undefined ? undefined : `${floatDays} working days`],
];

const listText = (parts: readonly string[]): string | undefined =>
  parts.length === 0 ? undefined : parts.join(', ');

const signalLines = ({ colour, text, flips, rule, grounds }: GroundedSignal): string[] => [
  `${colour}  ${text}  [${rule}]`,
  ...flips.map((flip) => `  ${flip}`),
  ...groundsText(grounds).map((line) => `  ${line}`),
];

const heldText = (days: ApprovalItemAnswer['item']['holderDays']): string | undefined =>
  listText(Object.entries(days).map(([holder, count]) => `${holder} ${count}`));

const deficiencyText = ({
  document,
  dueDate,
  madeUpAt,
  overdue,
}: ApprovalItemAnswer['item']['deficiencies'][number]): string => {
  if (madeUpAt !== undefined) return `${document} (made up ${momentText(madeUpAt)})`;
  return `${document} by ${dueDate}${overdue ? ' (overdue)' : ''}`;
};

function clockTable(clocks: readonly Clock[]): string {
  if (clocks.length === 0) return '';
  const head = ['clock', 'from', 'days', 'left', 'due', ''];
  const rows = clocks.map((clock) => [
    clock.kind + (clock.step === undefined ? '' : ` ${clock.step}`),
    clock.from,
    usedOfAllowed(clock),
    clock.leftDays,
    clock.due,
    clock.endedOn ? `ended ${clock.endedOn}` : clock.running ? 'runs' : 'stopped',
  ]);
  return renderTable(head, rows);
}

function stepTable(steps: readonly ItemStep[]): string {
  if (steps.length === 0) return '';
  const head = ['application', 'step', 'happened', 'recorded', 'by', 'says'];
  const rows = steps.map(({ applicationNo, kind, at, recordedAt, knownSince, by, says }) => [
    applicationNo,
    kind,
    momentText(at),
    shanghaiMinute(recordedAt ?? knownSince),
    by.actor ? `${by.actor.id} (${by.actor.role})` : by.source,
    saidText(says),
  ]);
  return renderTable(head, rows);
}

// In JSON where it is no plain text: lists are short, and nothing is left out.
const saidText = (says: ItemStep['says']): string | undefined =>
  listText(
    Object.entries(says).map(
      ([name, value]: [string, unknown]) =>
        `${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`,
    ),
  );

function departmentTable(departments: readonly DepartmentAssessment[]): string {
  if (departments.length === 0) return '';
  const head = ['department', 'opinion', 'asked', 'due', 'answered', 'silence counts', 'by rule'];
  const rows = departments.map(
    ({ department, state, askedOn, due, answeredAt, deemedOn, rule }) => [
      department,
      state,
      askedOn,
      due,
      answeredAt && momentText(answeredAt),
      deemedOn,
      rule,
    ],
  );
  return renderTable(head, rows);
}

const momentText = (moment: string): string => (isDay(moment) ? moment : shanghaiMinute(moment));
