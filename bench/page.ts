import type { Machine } from './machine.ts';
import type { FigureResult, ScenarioResult } from './report.ts';

const BEGIN = '<!-- measured: begin -->';
const END = '<!-- measured: end -->';
const HEADING = '### ';

/** What each figure of a run rests on. */
export interface Run {
  machine: Machine;
  rounds: number;
  /** Of `domain/`. */
  coreVersion: number;
}

/** A measured table under its title. */
export interface Section {
  title: string;
  text: string;
}

/**
 * A page with these sections in place of those of the same title; what people wrote around them and
 * what was not measured now stays. They stand in the order of `titles`; a section under no such title
 * goes, since nothing measures it any more. Throws where the marks are missing.
 */
export function withSections(
  page: string,
  sections: readonly Section[],
  titles: readonly string[],
): string {
  const begin = page.indexOf(BEGIN);
  const end = page.indexOf(END);
  if (begin < 0 || end < begin) throw new Error(`The page lacks ${BEGIN} or ${END}`);
  const head = page.slice(0, begin + BEGIN.length);
  const measured = page.slice(head.length, end);
  const texts = new Map(
    [...sectionsOf(measured), ...sections].map(({ title, text }) => [title, text]),
  );
  const kept = titles.flatMap((title) => texts.get(title) ?? []);
  return [head, ...kept, page.slice(end)].join('\n\n');
}

const sectionsOf = (measured: string): Section[] =>
  measured
    .split(new RegExp(`^(?=${HEADING})`, 'm'))
    .filter((text) => text.startsWith(HEADING))
    .map((text) => ({
      title: text.slice(HEADING.length, text.indexOf('\n')).trim(),
      text: text.trim(),
    }));

/** A scenario as its section: what is done, when and where it was run, its figures, and what was busy. */
export function sectionOf(run: Run, result: ScenarioResult): Section {
  const { title, about, figures, load } = result;
  const rows = figures.map(row);
  const table = [
    '| figure | median | range | target | |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
  ];
  const parts = [`${HEADING}${title}`, about, table.join('\n'), ...busy(load), lineOf(run)];
  return { title, text: parts.join('\n\n') };
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

function lineOf({ machine, rounds, coreVersion }: Run): string {
  const { date, processor, cores, memoryGigabytes, system, node, loadAtStart } = machine;
  const times = rounds === 1 ? 'once' : `${rounds} rounds`;
  return `Measured ${date}, ${times}, core version ${coreVersion}; ${processor}, ${cores} cores, ${memoryGigabytes} GB, ${system}, Node ${node}; load at the start ${loadAtStart}.`;
}

/** Three digits that count, thousands apart. */
export function inDigits(value: number): string {
  const digits =
    Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : Math.abs(value) >= 1 ? 2 : 3;
  const [whole = '', part] = value.toFixed(digits).split('.');
  const apart = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return part === undefined || Number(part) === 0 ? apart : `${apart}.${part}`;
}
