import type { Pool } from 'pg';
import type { Registry } from 'prom-client';
import type { GatewayHealth } from './health.ts';
import { registerHealth } from './health-figures.ts';
import { registerStored } from './stored-family.ts';
import { STORED } from './stored-figures.ts';

export interface FiguresOptions {
  registry: Registry;
  pool: Pool;
  clockOffsetMs: number;
  health: () => GatewayHealth;
}

/** Everything that is measured, in Prometheus' text format; what PostgreSQL knows is missing while it is away. */
export function createFigures(options: FiguresOptions): () => Promise<string> {
  const { registry, health } = options;
  const showHealth = registerHealth(registry);
  const stored = STORED.map((family) => registerStored(registry, family));
  return async () => {
    showHealth(health());
    await Promise.all(stored.map((show) => show(options)));
    return registry.metrics();
  };
}
