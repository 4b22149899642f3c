import { untilApplied } from '../deliveries.ts';
import type { Engine } from '../engine.ts';
import { ordinaryEvent } from '../events.ts';
import { gatewayCounts } from '../gateway-counts.ts';
import { historyOf } from '../history.ts';
import { produce } from '../produce.ts';
import type { EngineRound, EngineScenario, Figures } from '../scenario.ts';

interface Burst {
  key: string;
  /** Events of each project, produced together. */
  each: number;
}

const SINGLE: EngineScenario = {
  name: 'single',
  on: 'engine',
  title: 'Events one by one',
  about:
    'Ordinary events, each of a project of its own, from the first produce to the commit that makes the last one readable.',
  figures: [{ key: 'single', title: 'events', unit: 'a second' }, ...costs('single')],
  projects: ({ single }) => ({ count: single, fresh: false }),
  measure: (round) => pass(round, { key: 'single', each: 1 }),
};

const TEN = burstScenario('burst-10', 10);
const FIFTY = burstScenario('burst-50', 50, { atLeast: 6_000 });

/** How many events a second become readable. */
export const THROUGHPUT_SCENARIOS: readonly EngineScenario[] = [SINGLE, TEN, FIFTY];

function burstScenario(name: string, each: number, target?: { atLeast: number }): EngineScenario {
  const key = `burst${each}`;
  return {
    name,
    on: 'engine',
    title: `Bursts of ${each}`,
    about: `${each} ordinary events of each of 200 projects at once, project after project.`,
    figures: [{ key, title: 'events', unit: 'a second', ...(target && { target }) }, ...costs(key)],
    projects: ({ burstProjects }) => ({ count: burstProjects, fresh: true }),
    measure: (round) => pass(round, { key, each }),
  };
}

function costs(key: string) {
  return [
    { key: `${key}Settles`, title: 'settles an event', unit: '' },
    { key: `${key}Rings`, title: 'rings an event', unit: '' },
    { key: `${key}History`, title: "events of Temporal's history an event", unit: '' },
    { key: `${key}Gateway`, title: 'processor time of the gateway an event', unit: 'ms' },
    { key: `${key}Postgres`, title: 'processor time of PostgreSQL an event', unit: 'ms' },
  ];
}

async function pass(
  { engine, projects, number }: EngineRound,
  { key, each }: Burst,
): Promise<Figures> {
  const source = `/permit/bench-${key}-${number}`;
  const messages = projects.flatMap((project, place) =>
    Array.from({ length: each }, (_, nth) => ordinaryEvent(project, place + number + nth, source)),
  );
  const count = messages.length;
  // Neighbours hear events of different kinds, so that the first fifty stand for all.
  const sample = projects.slice(0, SAMPLE);
  const before = await standing(engine, sample);
  const begin = Date.now();
  await produce(engine.sink, messages);
  const { last } = await untilApplied(engine.pool, source, count);
  await engine.park.settled();
  const after = await standing(engine, sample);
  return {
    [key]: (count * 1_000) / (last - begin),
    [`${key}Settles`]: (after.settles - before.settles) / count,
    [`${key}Rings`]: (after.rings - before.rings) / count,
    [`${key}History`]: (after.history - before.history) / (sample.length * each),
    [`${key}Gateway`]: ((after.gateway - before.gateway) * 1_000) / count,
    [`${key}Postgres`]: ((after.postgres - before.postgres) * 1_000) / count,
  };
}

const SAMPLE = 50;

async function standing(engine: Engine, sample: readonly string[]) {
  const counts = await gatewayCounts(engine.gatewayUrl);
  const history = await historyOf(engine.temporal, sample);
  const { gateway, postgres } = engine.usage();
  return {
    ...{ ...counts, history },
    gateway: gateway?.cpuSeconds ?? 0,
    postgres: postgres?.cpuSeconds ?? 0,
  };
}
