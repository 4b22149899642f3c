import { Gauge, type Registry } from 'prom-client';
import type { GatewayHealth } from './health.ts';

/** Gauges of what the gateway knows of itself and its neighbours; gives how to set them. */
export function registerHealth(registry: Registry): (health: GatewayHealth) => void {
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

function gauge(registry: Registry, name: string, help: string, ...labelNames: string[]) {
  return new Gauge({ name: `kaigong_${name}`, help, labelNames, registers: [registry] });
}
