import type { TimelineItem } from '../api/responses.ts';
import { TEXTS } from '../domain/texts.ts';
import { shanghaiMinute } from '../domain/time.ts';

const WORDS: Partial<Record<TimelineItem['kind'], string>> = {
  registered: '登记',
  stageChanged: '阶段',
  statusChanged: '状态',
  milestoneReached: '节点到达',
  milestoneWithdrawn: '节点失据',
  milestoneChanged: '节点更正',
  planChanged: '计划调整',
  forecastChanged: '预计调整',
  colourChanged: '颜色',
  upstreamMoved: '上游日期',
  peopleChanged: '人员',
  findingOpened: '待处理',
  findingSettled: '已处理',
  factAfterClosing: '关闭后来件',
};

const SYMBOLS: Record<string, string> = {
  red: '🔴',
  yellow: '🟡',
  green: '🟢',
  blue: '🔵',
  grey: '⚪',
};

/** A line of a timeline for the terminal, by the park's clock; `undefined` for what other lines say already. */
export function changeLine(item: TimelineItem): string | undefined {
  const word = WORDS[item.kind];
  if (word === undefined) return undefined;
  const moved = [item.from, item.to].filter((value) => value !== null).map(named);
  const object = item.object === 'project' ? '' : item.object;
  const parts = [
    `演示时间 ${shanghaiMinute(item.at)}`,
    item.project,
    word,
    object,
    moved.join(' → '),
  ];
  return parts.filter((part) => part !== '').join('  ');
}

function named(value: string): string {
  const symbol = SYMBOLS[value];
  if (symbol === undefined) return value;
  return symbol + (value === 'grey' ? '灰' : colourName(value));
}

function colourName(value: string): string {
  const names: Record<string, string> = TEXTS.zh.colours;
  return names[value] ?? value;
}
