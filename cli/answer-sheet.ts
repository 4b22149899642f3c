import { utils, write } from '@e965/xlsx';
import type { WorkItemAnswer } from '../api/approval-responses.ts';
import { readCell, shownCell, type CellReading } from '../schemas/ledger-cell.ts';
import { readMoment } from '../schemas/moment.ts';
import { ANSWER_CHOICES, DUTY_WORDS, type GivenAnswer } from './answer-choices.ts';
import { CliFailure } from './failure.ts';
import type { LedgerSheet } from './ledger-limits.ts';

const KEY = '编号';
const RESULT = '结果';
const ANSWERS = { on: '发生日期', evidenceNo: '文号', certNo: '证号', text: '说明' } as const;
const WIDTHS = [14, 14, 22, 8, 26, 18, 18, 10, 14, 11, 11, 24, 12, 12, 20, 20, 30];

/** What a row of a table that came back says. */
export interface AnsweredRow {
  /** As the table program counts, from 1. */
  row: number;
  /** Which work item, as `workItemKey` names it. */
  key: string;
  result: string;
  given: GivenAnswer;
  /** What can't be read. */
  fault?: string;
}

/** Names a work item for good, and anew where it was opened again. */
export const workItemKey = ({
  project,
  approvalRound,
  id,
  openedAt,
}: Pick<WorkItemAnswer, 'project' | 'approvalRound' | 'id' | 'openedAt'>): string =>
  `${project}/${approvalRound}/${id}@${openedAt}`;

/** Work items as an .xlsx file with columns for the answers. */
export function answerWorkbook(items: readonly WorkItemAnswer[]): Uint8Array {
  const rows = items.map((item) => ({
    [KEY]: workItemKey(item),
    项目: item.project,
    项目名称: item.name,
    事项: item.item,
    事项名称: item.words['zh'] ?? '',
    待办: DUTY_WORDS[item.kind],
    内容: item.detail ?? '',
    责任方: item.holder,
    部门: item.authority,
    自: item.since,
    截止: item.due ?? '',
    可填: ANSWER_CHOICES[item.kind].map(({ result }) => result).join(' / '),
    [RESULT]: '',
    ...Object.fromEntries(Object.values(ANSWERS).map((heading) => [heading, ''])),
  }));
  const sheet = utils.json_to_sheet(rows, { header: HEADINGS });
  sheet['!cols'] = WIDTHS.map((wch) => ({ wch }));
  const book = utils.book_new(sheet, '待办');
  // `as`: of type 'array' the library gives the bytes.
  return new Uint8Array(write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer);
}

const HEADINGS = [
  KEY,
  ...[
    '项目',
    '项目名称',
    '事项',
    '事项名称',
    '待办',
    '内容',
    '责任方',
    '部门',
    '自',
    '截止',
    '可填',
  ],
  RESULT,
  ...Object.values(ANSWERS),
];

/** The rows with a result; throws a CliFailure where the columns are missing. */
export function answeredRows({ rows }: LedgerSheet): AnsweredRow[] {
  const headings = (rows[0] ?? []).map(shownCell);
  const missing = [KEY, RESULT, ...Object.values(ANSWERS)].filter((one) => !headings.includes(one));
  if (missing.length > 0) {
    throw new CliFailure(`The first row lacks the columns ${missing.join(', ')}`, {
      help: 'Fill in a table that `kaigong approval work --xlsx` has written',
    });
  }
  const read = (row: LedgerSheet['rows'][number], heading: string, as: CellReading): CellRead => {
    const cell = row[headings.indexOf(heading)];
    if (!cell) return {};
    const value = readCell(cell, as);
    return value.ok ? { value: String(value.value) } : { fault: `${heading}: ${value.message}` };
  };
  return rows.slice(1).flatMap((row, index) => {
    const result = read(row, RESULT, 'text');
    if (result.value === undefined && result.fault === undefined) return [];
    return [answeredRow(index + 2, result, (heading, as) => read(row, heading, as))];
  });
}

interface CellRead {
  value?: string;
  fault?: string;
}

function answeredRow(
  row: number,
  result: CellRead,
  read: (heading: string, as: CellReading) => CellRead,
): AnsweredRow {
  const key = read(KEY, 'text');
  const on = read(ANSWERS.on, 'moment');
  const evidenceNo = read(ANSWERS.evidenceNo, 'text');
  const certNo = read(ANSWERS.certNo, 'text');
  const text = read(ANSWERS.text, 'text');
  const fault = [result, key, on, evidenceNo, certNo, text].find((cell) => cell.fault)?.fault;
  const moment = on.value === undefined ? undefined : readMoment(on.value);
  return {
    row,
    key: key.value ?? '',
    result: result.value ?? '',
    given: {
      ...(moment !== undefined && { on: moment }),
      ...(evidenceNo.value !== undefined && { evidenceNo: evidenceNo.value }),
      ...(certNo.value !== undefined && { certNo: certNo.value }),
      ...(text.value !== undefined && { text: text.value }),
    },
    ...(fault !== undefined && { fault }),
  };
}
