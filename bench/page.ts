import type { Machine } from './machine.ts';
import type { FigureResult, ScenarioResult } from './report.ts';

const BEGIN = '<!-- measured: begin -->';
const END = '<!-- measured: end -->';

/** A page with its measured part replaced; what people wrote around it stays. Throws where the marks are missing. */
export function withMeasured(page: string, measured: string): string {
  const begin = page.indexOf(BEGIN);
  const end = page.indexOf(END);
  if (begin < 0 || end < begin) throw new Error(`The page lacks ${BEGIN} or ${END}`);
  return `${page.slice(0, begin + BEGIN.length)}\n\n${measured}\n\n${page.slice(end)}`;
}

/** The measured part: the machine, then a table for each scenario with what was busy in it. */
export function measuredPart(
  machine: Machine,
  rounds: number,
  results: readonly ScenarioResult[],
): string {
  return [
    `${machine.date}, ${machine.processor}, ${machine.cores} cores, ${machine.memoryGigabytes} GB, ${machine.system}, Node ${machine.node}; load at the start ${machine.loadAtStart}. ${rounds} rounds, interleaved; medians, with the range over the rounds.`,
    ...results.map(section),
  ].join('\n\n');
}

function section({ title, about, figures, load }: ScenarioResult): string {
  const rows = figures.map(row);
  const table = [
    '| figure | median | range | target | |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
  ];
  return [`### ${title}`, about, table.join('\n'), ...busy(load)].join('\n\n');
}

function row({ plan, median, least, most, reached }: FigureResult): string {
  const unit = plan.unit === '' ? '' : ` ${plan.unit}`;
  const range = `${inDigits(least)} to ${inDigits(most)}`;
  const verdict = reached === undefined ? '' : reached ? 'reached' : '**short of it**';
  return `| ${plan.title} | ${inDigits(median)}${unit} | ${range} | ${targetOf(plan)} | ${verdict} |`;
}

function targetOf({ target }: FigureResult['plan']): string {
  if (target === undefined) return '';
  return 'atLeast' in target ? `≥ ${inDigits(target.atLeast)}` : `≤ ${inDigits(target.atMost)}`;
}

function busy(load: ScenarioResult['load']): string[] {
  if (load.length === 0) return [];
  const parts = load.map(([part, cores]) => `${part} ${cores.toFixed(2)}`);
  return [`Cores in use: ${parts.join(', ')}.`];
}

/** Three digits that count, thousands apart. */
export function inDigits(value: number): string {
  const digits =
    Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : Math.abs(value) >= 1 ? 2 : 3;
  const [whole = '', part] = value.toFixed(digits).split('.');
  const apart = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return part === undefined || Number(part) === 0 ? apart : `${apart}.${part}`;
}
