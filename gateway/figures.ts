import type { Pool } from 'pg';
import { Gauge, type Registry } from 'prom-client';
import { countDeadLetters } from '../readmodel/dead-letters.ts';
import { readBacklog, type Backlog } from '../readmodel/dispatch.ts';
import type { GatewayHealth } from './health.ts';

export interface FiguresOptions {
  registry: Registry;
  pool: Pool;
  clockOffsetMs: number;
  health: () => GatewayHealth;
}

/** Everything that is measured, in Prometheus' text format; what PostgreSQL knows is missing while it is away. */
export function createFigures(options: FiguresOptions): () => Promise<string> {
  const { registry, pool, clockOffsetMs, health } = options;
  const showHealth = registerHealth(registry);
  const showBacklog = registerBacklog(registry);
  const deadLetters = gauge(registry, 'dead_letters', 'Messages set aside', 'reason');
  return async () => {
    showHealth(health());
    deadLetters.reset();
    showBacklog(undefined);
    try {
      showBacklog(await readBacklog(pool, clockOffsetMs));
      for (const { reason, count } of await countDeadLetters(pool)) {
        deadLetters.set({ reason }, count);
      }
    } catch {
      // `kaigong_up{neighbour="postgres"}` says so.
    }
    return registry.metrics();
  };
}

function gauge(registry: Registry, name: string, help: string, ...labelNames: string[]) {
  return new Gauge({ name: `kaigong_${name}`, help, labelNames, registers: [registry] });
}

function registerHealth(registry: Registry): (health: GatewayHealth) => void {
  const up = gauge(registry, 'up', 'Whether a neighbour answers', 'neighbour');
  const holding = gauge(registry, 'holding', 'Whether no events are taken in, and why', 'why');
  const lag = gauge(registry, 'kafka_lag', 'Messages in Kafka that were not taken yet');
  const restarts = gauge(registry, 'kafka_restarts', 'Restarts of the consumer');
  const jumps = gauge(registry, 'kafka_jumps', 'Partitions with messages deleted before we read');
  const outages = gauge(registry, 'temporal_outages', 'Outages of Temporal since our start');
  return ({ neighbours, kafka, holding: why, temporalOutages }) => {
    for (const [neighbour, { answers }] of Object.entries(neighbours)) {
      up.set({ neighbour }, Number(answers));
    }
    for (const each of ['postgres-away', 'back-pressure']) {
      holding.set({ why: each }, Number(why === each));
    }
    lag.reset();
    if (kafka.lag !== undefined) lag.set(kafka.lag);
    restarts.set(kafka.restarts);
    jumps.set(kafka.jumps.length);
    outages.set(temporalOutages);
  };
}

const BACKLOG: Record<keyof Backlog, [name: string, help: string]> = {
  waitingFacts: ['waiting_facts', 'Facts of known projects that wait for a settle'],
  oldestWaitingSeconds: ['oldest_waiting_seconds', 'Age of the oldest of them'],
  parkedFacts: ['parked_facts', 'Facts of projects that nobody has registered'],
  faultySubjects: ['faulty_projects', 'Projects whose settle fails'],
  laggingSubjects: ['lagging_projects', 'Projects whose workflow has something left to do'],
  overdueSubjects: ['overdue_projects', 'Projects whose next change is over a minute past'],
  lostCount: ['lost_workflows', 'Times that Temporal had lost or restored a workflow'],
};

function registerBacklog(registry: Registry): (backlog: Backlog | undefined) => void {
  const gauges = Object.entries(BACKLOG).map(([key, [name, help]]) => ({
    // `as`: Object.entries forgets the type of keys.
    key: key as keyof Backlog,
    // With a label that nobody sets, a reset leaves no sample rather than a zero.
    gauge: gauge(registry, name, help, 'none'),
  }));
  return (backlog) => {
    for (const { key, gauge: each } of gauges) {
      each.reset();
      if (backlog) each.set({}, backlog[key]);
    }
  };
}
