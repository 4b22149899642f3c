import type { AssessedInstruction, MilestoneAssessment } from '../../domain/assessment.ts';
import { explain } from '../../domain/explain.ts';
import type { Day } from '../../domain/time.ts';
import type { SheetProject } from '../../readmodel/sheet-projects.ts';
import type { SupervisionSlip } from '../../readmodel/supervision-slips.ts';
import type { AlertReason } from '../alert-responses.ts';
import type { Draft } from './document.ts';
import { reportCell, type ReportCell, type RowWords } from './report-row.ts';

/** One project on one page (一项目一页); the project is already without what its reader may not see. */
export function onePageDraft(project: SheetProject, words: RowWords): Draft {
  const { assessment, name } = project;
  const cell = (field: string) => shown(reportCell(project, field, { number: 1, words }));
  const { headline, signals } = explain(assessment, words.today, 'zh');
  const open = signals.filter(({ colour }) => colour !== 'green');
  const instructions = (assessment.instructions ?? []).filter(({ doneOn }) => doneOn === undefined);
  return {
    title: name,
    subtitle: `项目情况一页（截至${words.today}）`,
    parts: [
      {
        kind: 'table',
        widths: [16, 34, 16, 34],
        rows: [
          ['项目代码', cell('code'), '投资主体', cell('investor')],
          ['总投资（亿元）', cell('totalInvestment'), '累计完成（亿元）', cell('invested')],
          ['责任单位', cell('unit'), '责任人', cell('manager')],
          ['分管领导', cell('patron'), '当前阶段', cell('stage')],
          ['预警颜色', cell('colour'), '完成时限', cell('due')],
          ['建设内容', cell('content'), '形象进度', cell('progress')],
        ],
      },
      { kind: 'heading', text: '一、颜色与原因' },
      // The headline is mostly one of them.
      ...(open.some(({ text }) => text === headline) ? [] : [lineOf(headline)]),
      ...open.map(({ text, flips }) => lineOf([text, ...flips.slice(0, 2)].join('；'))),
      { kind: 'heading', text: '二、节点' },
      {
        kind: 'table',
        widths: [32, 17, 17, 17, 17],
        rows: [MILESTONE_HEAD, ...assessment.milestones.map(milestoneRow)],
      },
      { kind: 'heading', text: '三、需协调事项' },
      instructionTable(instructions, words),
      ...(instructions.length === 0 ? [lineOf('（没有未办结的事项）')] : []),
    ],
    footer: sourceLine(words.today),
  };
}

/** Minutes of a meeting: what was instructed on these days, both included. */
export function minutesDraft(
  projects: readonly SheetProject[],
  { from, to, words }: { from: Day; to: Day; words: RowWords },
): Draft {
  const noted = projects.flatMap(({ name, assessment: { instructions = [] } }) =>
    instructions
      .filter(({ on }) => on >= from && on <= to)
      .map((instruction) => ({ name, instruction })),
  );
  const rows = noted.map(({ name, instruction: { text, owner, due, by } }, at) => [
    ...[String(at + 1), name, text, words.nameOf(owner), due, words.nameOf(by)],
  ]);
  return {
    title: '重点项目推进会议纪要',
    subtitle: `（${from === to ? from : `${from}至${to}`}，草稿）`,
    parts: [
      { kind: 'line', text: '时间：' },
      { kind: 'line', text: '地点：' },
      { kind: 'line', text: '主持：' },
      { kind: 'line', text: '参加：' },
      { kind: 'heading', text: '议定事项' },
      {
        kind: 'table',
        widths: [8, 19, 34, 12, 16, 11],
        rows: [['序号', '项目', '事项', '责任人', '时限', '提出人'], ...rows],
      },
      ...(rows.length === 0 ? [lineOf('（期间没有记录议定事项）')] : []),
    ],
    footer: sourceLine(words.today),
  };
}

/** What a supervision slip (督办单) is written from. */
export interface SlipAbout {
  project: SheetProject;
  alertId: string;
  reason: AlertReason | null;
  openedOn: Day;
  /** Its number and day, once a person has recorded them. */
  issued: SupervisionSlip | undefined;
}

/** A supervision slip; number and issuing stay blank until a person has recorded them. */
export function slipDraft(about: SlipAbout, words: RowWords): Draft {
  const { project, alertId, reason, openedOn, issued } = about;
  const cell = (field: string) => shown(reportCell(project, field, { number: 1, words }));
  return {
    title: '督 办 单',
    subtitle: `编号：${issued?.number ?? '            号'}`,
    parts: [
      {
        kind: 'table',
        widths: [20, 80],
        rows: [
          ['督办项目', `${project.name}（${project.code}）`],
          ['责任单位', cell('unit')],
          ['责任人', cell('manager')],
          ['预警颜色', cell('colour')],
          ['预警起始', openedOn],
          ['督办事项', reason?.text ?? '（该预警现已不亮）'],
          ['解除条件', (reason?.flips ?? []).join('\n')],
          ['办理要求', ''],
          ['反馈时限', ''],
          ['签发人', ''],
          ['签发日期', issued?.issuedOn ?? '      年   月   日'],
        ],
      },
    ],
    footer: `${sourceLine(words.today)} 预警编号：${alertId}`,
  };
}

const MILESTONE_HEAD = ['节点', '基准', '计划', '预计', '实际'];

const milestoneRow = (one: MilestoneAssessment): string[] => [
  `${one.label.zh}${one.redLine ? '（红线）' : ''}`,
  ...[one.baseline, one.planned, one.forecast, one.actual].map((day) => day ?? ''),
];

function instructionTable(instructions: readonly AssessedInstruction[], words: RowWords) {
  const rows = instructions.map(({ text, owner, due }, at) => [
    ...[String(at + 1), text, words.nameOf(owner), due],
  ]);
  const head = ['序号', '事项', '责任人', '时限'];
  return { kind: 'table' as const, widths: [8, 58, 17, 17], rows: [head, ...rows] };
}

const lineOf = (text: string) => ({ kind: 'line' as const, text });

function shown(cell: ReportCell): string {
  if (cell === null) return '';
  if (typeof cell !== 'object') return String(cell);
  return 'day' in cell ? cell.day : `${cell.colour.glyph} ${cell.colour.word}`;
}

const sourceLine = (today: Day): string =>
  `由开工系统按${today}的数据生成，供编辑；编号、签发由人工登记。`;
