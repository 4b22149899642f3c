import { CORE_SCENARIOS } from './core/scenarios.ts';
import { ALERT_DELAY } from './engine-scenarios/alert-delay.ts';
import { ALERTS } from './engine-scenarios/alerts.ts';
import { APPROVALS } from './engine-scenarios/approvals.ts';
import { BATCH } from './engine-scenarios/batch.ts';
import { DELAY } from './engine-scenarios/delay.ts';
import { OPEN_PROJECTS } from './engine-scenarios/open-projects.ts';
import { POSTGRES_FLOOR } from './engine-scenarios/postgres-floor.ts';
import { ROUTE_ANSWERS } from './engine-scenarios/routes.ts';
import { TEMPORAL_FLOOR } from './engine-scenarios/temporal-floor.ts';
import { THROUGHPUT_SCENARIOS } from './engine-scenarios/throughput.ts';
import type { Scenario } from './scenario.ts';

/** In the order of a round: the floors stand right after what is compared with them, the restart comes last. */
export const SCENARIOS: readonly Scenario[] = [
  ...CORE_SCENARIOS,
  ...THROUGHPUT_SCENARIOS.slice(0, 1),
  POSTGRES_FLOOR,
  TEMPORAL_FLOOR,
  ...THROUGHPUT_SCENARIOS.slice(1),
  DELAY,
  ALERT_DELAY,
  APPROVALS,
  ALERTS,
  BATCH,
  ROUTE_ANSWERS,
  OPEN_PROJECTS,
];

/** Those named, with those that they need; all without a name. Throws for a name that none has. */
export function chooseScenarios(names: readonly string[]): Scenario[] {
  const known = new Map(SCENARIOS.map((scenario) => [scenario.name, scenario]));
  const wanted = new Set(names);
  for (const name of wanted) {
    const scenario = known.get(name);
    if (!scenario)
      throw new Error(`No measurement ${name}; expected ${[...known.keys()].join(', ')}`);
    // A set that grows while it is walked is walked to its new end.
    for (const needed of scenario.needs ?? []) wanted.add(needed);
  }
  return SCENARIOS.filter(({ name }) => wanted.size === 0 || wanted.has(name));
}
