import { startEngine, type Engine } from './engine.ts';
import { ratiosOf } from './ratios.ts';
import type { EngineScenario, Figures, Scenario } from './scenario.ts';
import type { Sizes } from './sizes.ts';
import type { Usage } from './usage.ts';

/** Cores in use by part of the engine. */
export type Load = Record<string, number>;

/** What was measured. */
export interface Measured {
  /** A record a round. */
  rounds: Figures[];
  /** What was busy while a scenario ran: by its name, a record a round. */
  loads: Record<string, Load[]>;
}

/** How a run is done. */
export interface RunOptions {
  sizes: Sizes;
  say: (line: string) => void;
  /** Where the engine's programs were compiled, if elsewhere than this file. */
  compiledDir?: string | undefined;
  /** Where the engine's processes write their CPU profiles at their end. */
  profileDir?: string | undefined;
  /** Aborted: nothing further begins, and everything is stopped. */
  signal: AbortSignal;
}

/**
 * Measures each scenario once a round, round after round, so that a slow time of the machine falls
 * on all of them. Starts an engine if one of them needs it, and stops it whatever happens.
 */
export async function runRounds(
  scenarios: readonly Scenario[],
  options: RunOptions,
): Promise<Measured> {
  const onEngine = scenarios.filter((scenario) => scenario.on === 'engine');
  if (onEngine.length === 0) return runAll(scenarios, options, undefined);
  const engine = await startEngine(options);
  try {
    const projects = await openProjects(engine, onEngine, options);
    return await runAll(scenarios, options, { engine, projects });
  } finally {
    options.say('stopping');
    await engine.stop();
  }
}

interface Ready {
  engine: Engine;
  /** Of each scenario, by round. */
  projects: Map<EngineScenario, string[][]>;
}

async function runAll(
  scenarios: readonly Scenario[],
  { sizes, say, signal }: RunOptions,
  ready: Ready | undefined,
): Promise<Measured> {
  const measured: Measured = { rounds: [], loads: {} };
  for (let number = 0; number < sizes.rounds; number += 1) {
    const figures: Figures = {};
    for (const scenario of scenarios) {
      // Lets a Ctrl-C be heard: the core is measured without a pause.
      await new Promise(setImmediate);
      signal.throwIfAborted();
      const begin = performance.now();
      const before = ready?.engine.usage() ?? {};
      const round = { sizes, number, sofar: figures };
      Object.assign(figures, await measure(scenario, round, ready));
      const seconds = (performance.now() - begin) / 1_000;
      const load = loadBetween(before, ready?.engine.usage() ?? {}, seconds);
      (measured.loads[scenario.name] ??= []).push(load);
      say(`round ${number + 1} of ${sizes.rounds}: ${scenario.name}, ${seconds.toFixed(1)} s`);
    }
    measured.rounds.push({ ...figures, ...ratiosOf(figures) });
  }
  return measured;
}

async function measure(
  scenario: Scenario,
  round: { sizes: Sizes; number: number; sofar: Figures },
  ready: Ready | undefined,
): Promise<Figures> {
  if (scenario.on === 'core') return scenario.measure(round);
  if (!ready) throw new Error(`${scenario.name} needs an engine`);
  const projects = ready.projects.get(scenario)?.[round.number] ?? [];
  return scenario.measure({ ...round, engine: ready.engine, projects });
}

/** Opens what each scenario needs, and others up to the wanted number of open projects. */
async function openProjects(
  { park }: Engine,
  scenarios: readonly EngineScenario[],
  { sizes, say }: RunOptions,
): Promise<Map<EngineScenario, string[][]>> {
  const wishes = scenarios.map((scenario) => ({ scenario, ...wishOf(scenario, sizes) }));
  const needed = wishes.reduce((sum, { count, shares }) => sum + count * shares, 0);
  const isMany = scenarios.some(({ amongMany }) => amongMany);
  const codes = await park.open(Math.max(needed, isMany ? sizes.openProjects : 0));
  say(`${codes.length} projects are open`);
  return new Map(
    wishes.map(({ scenario, count, shares }) => {
      const own = Array.from({ length: shares }, () => codes.splice(0, count));
      const byRound = Array.from({ length: sizes.rounds }, (_, n) => own[n % shares] ?? []);
      return [scenario, byRound];
    }),
  );
}

function wishOf({ projects }: EngineScenario, sizes: Sizes): { count: number; shares: number } {
  const { count, fresh } = projects?.(sizes) ?? { count: 0, fresh: false };
  return { count, shares: fresh ? sizes.rounds : 1 };
}

/** What ended meanwhile and began anew, as in a restart, counts from its beginning. */
function loadBetween(
  before: Record<string, Usage>,
  after: Record<string, Usage>,
  seconds: number,
): Load {
  const cores = Object.entries(after).map(([part, { cpuSeconds }]) => {
    const used = cpuSeconds - (before[part]?.cpuSeconds ?? 0);
    return [part, (used < 0 ? cpuSeconds : used) / seconds] as const;
  });
  return Object.fromEntries(cores);
}
