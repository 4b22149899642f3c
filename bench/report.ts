import { RATIOS } from './ratios.ts';
import type { Load, Measured } from './rounds.ts';
import type { FigurePlan, Scenario } from './scenario.ts';
import { spreadOf, type Spread } from './statistics.ts';

/** A figure over all rounds. */
export interface FigureResult extends Spread {
  plan: FigurePlan;
  /** Whether the median reaches the target; `undefined` without one. */
  reached: boolean | undefined;
}

/** A scenario over all rounds. */
export interface ScenarioResult {
  title: string;
  about: string;
  figures: FigureResult[];
  /** Whether each of its figures was measured: a part of a run may lack what a comparison needs. */
  complete: boolean;
  /** Median of the cores in use by part, the busiest first; parts that did next to nothing are left out. */
  load: [part: string, cores: number][];
}

const COMPARED = 'Compared with the floors';

/** The titles of all that can be told of these scenarios, in the order of `resultsOf`. */
export const titlesOf = (scenarios: readonly Scenario[]): string[] => [
  ...scenarios.map(({ title }) => title),
  COMPARED,
];

/** The results of a run in the order of its scenarios, the ratios last. */
export function resultsOf(
  scenarios: readonly Scenario[],
  { rounds, loads }: Measured,
): ScenarioResult[] {
  const results = scenarios.map(({ name, title, about, figures }) => ({
    ...{ title, about, ...figuresOf(figures, rounds) },
    load: loadOf(loads[name] ?? []),
  }));
  const about = 'Each round divided by itself, then the median: a slow moment hits both sides.';
  const compared = { title: COMPARED, about, ...figuresOf(RATIOS, rounds), load: [] };
  return compared.figures.length === 0 ? results : [...results, compared];
}

function figuresOf(plans: readonly FigurePlan[], rounds: Measured['rounds']) {
  const figures = plans.flatMap((plan) => resultOf(plan, rounds));
  return { figures, complete: figures.length === plans.length };
}

function resultOf(plan: FigurePlan, rounds: Measured['rounds']): FigureResult[] {
  const values = rounds.map((figures) => figures[plan.key]).filter((value) => value !== undefined);
  if (values.length === 0) return [];
  const spread = spreadOf(values);
  return [{ plan, ...spread, reached: isReached(plan.target, spread.median) }];
}

function isReached(target: FigurePlan['target'], value: number): boolean | undefined {
  if (target === undefined) return undefined;
  return 'atLeast' in target ? value >= target.atLeast : value <= target.atMost;
}

const WORTH_TELLING = 0.03;

function loadOf(loads: readonly Load[]): ScenarioResult['load'] {
  const parts = [...new Set(loads.flatMap((load) => Object.keys(load)))];
  return parts
    .map((part): [string, number] => [part, spreadOf(loads.map((load) => load[part] ?? 0)).median])
    .filter(([, cores]) => cores >= WORTH_TELLING)
    .sort(([, a], [, b]) => b - a);
}
