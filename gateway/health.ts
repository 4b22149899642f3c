import type { Consumer } from './consumer.ts';
import type { Dispatcher } from './dispatcher.ts';
import type { EventSource, SourceHealth } from './event-source.ts';
import type { StuckSummary, StuckWatch } from './stuck-watch.ts';
import type { TemporalWatch } from './temporal-watch.ts';

/** Whether a neighbour answers; what it said if not. */
interface NeighbourHealth {
  answers: boolean;
  detail?: string;
}

export interface GatewayHealth {
  /** False when only a new process helps: the source has failed for good, or stalled without an error. */
  live: boolean;
  /** Events are taken in and take effect. Temporal isn't needed for that. */
  ready: boolean;
  neighbours: Record<'kafka' | 'postgres' | 'temporal', NeighbourHealth>;
  kafka: SourceHealth;
  /** Why no events are taken in at the moment; nothing is lost, they wait in Kafka. */
  holding?: 'postgres-away' | 'back-pressure';
  temporalOutages: number;
  /** Projects that do not go on by themselves, by reason; one that is stuck makes the gateway neither unready nor dead. */
  stuck: StuckSummary;
}

export interface HealthParts {
  source: EventSource;
  consumer: Consumer;
  dispatcher: Dispatcher;
  watch: TemporalWatch;
  stuckWatch: StuckWatch;
}

/** How the gateway fares, without asking anybody. */
export function gatewayHealth(parts: HealthParts): GatewayHealth {
  const { source, consumer, dispatcher, watch, stuckWatch } = parts;
  const kafka = source.health();
  const holding = consumer.holding();
  const reads = kafka.state === 'running' && kafka.error === undefined && !kafka.stalled;
  const stores = dispatcher.isHealthy() && holding !== 'postgres-away';
  return {
    live: kafka.state !== 'failed' && !kafka.stalled,
    ready: reads && stores,
    neighbours: {
      kafka: { answers: reads, detail: kafka.error ?? kafka.state },
      postgres: { answers: stores },
      temporal: { answers: watch.isUp() },
    },
    kafka,
    ...(holding && { holding }),
    temporalOutages: watch.outages(),
    stuck: stuckWatch.summary(),
  };
}
