import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { SentRow } from '../readmodel/sending.ts';
import type { Taken } from './inbox.ts';
import type { Losses } from './loss-check.ts';

/** What the parts of the gateway tell as it happens. */
export interface GatewayMetrics {
  onTaken: (taken: Taken) => void;
  onSettled: (seconds: number, outcome: 'settled' | 'failed') => void;
  onRing: (outcome: 'rung' | 'failed') => void;
  onLosses: (losses: Losses) => void;
  onSent: (rows: readonly SentRow[]) => void;
}

/** Counts in a registry what the gateway does. */
export function createGatewayMetrics(registry: Registry): GatewayMetrics {
  const { events, lastTaken, settles, rings, losses, waits } = register(registry);
  return {
    onTaken({ stored, duplicates, deadLetters }) {
      events.inc({ outcome: 'stored' }, stored);
      events.inc({ outcome: 'duplicate' }, duplicates);
      events.inc({ outcome: 'dead_letter' }, deadLetters.length);
      lastTaken.setToCurrentTime();
    },
    onSettled(seconds, outcome) {
      settles.observe({ outcome }, seconds);
    },
    onRing(outcome) {
      rings.inc({ outcome });
    },
    onLosses({ projects, approvals, alerts }) {
      losses.inc({ kind: 'project' }, projects);
      losses.inc({ kind: 'approval' }, approvals);
      losses.inc({ kind: 'alert' }, alerts);
    },
    onSent(rows) {
      for (const { topic, waitedSeconds } of rows) waits.observe({ topic }, waitedSeconds);
    },
  };
}

function register(registry: Registry) {
  const registers = [registry];
  return {
    events: new Counter({
      name: 'kaigong_events_total',
      help: 'Messages taken from Kafka by what became of them',
      labelNames: ['outcome'],
      registers,
    }),
    lastTaken: new Gauge({
      name: 'kaigong_last_event_timestamp_seconds',
      help: 'When messages were last taken from Kafka',
      registers,
    }),
    settles: new Histogram({
      name: 'kaigong_settle_seconds',
      help: 'Duration of settles by the dispatcher',
      labelNames: ['outcome'],
      buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5],
      registers,
    }),
    rings: new Counter({
      name: 'kaigong_rings_total',
      help: 'Rings of workflows of projects and approvals',
      labelNames: ['outcome'],
      registers,
    }),
    losses: new Counter({
      name: 'kaigong_losses_found_total',
      help: 'Workflows that Temporal had lost and that were started again',
      labelNames: ['kind'],
      registers,
    }),
    waits: new Histogram({
      name: 'kaigong_outbox_wait_seconds',
      help: 'Time from writing a message that leaves to its acknowledgement by Kafka',
      labelNames: ['topic'],
      buckets: [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 5, 30, 300],
      registers,
    }),
  };
}
