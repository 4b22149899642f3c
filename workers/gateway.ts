import { Client, Connection } from '@temporalio/client';
import { randomUUID } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { collectDefaultMetrics, Registry } from 'prom-client';
import type { Core } from '../domain/core.ts';
import { createConsumer } from '../gateway/consumer.ts';
import { createDispatcher } from '../gateway/dispatcher.ts';
import { createFigures } from '../gateway/figures.ts';
import { gatewayHealth } from '../gateway/health.ts';
import { createKafkaSource } from '../gateway/kafka-source.ts';
import { createLossWatch } from '../gateway/loss-watch.ts';
import { createGatewayMetrics } from '../gateway/metrics.ts';
import { pause } from '../gateway/pause.ts';
import { createPollLoop } from '../gateway/poll-loop.ts';
import { createRinger } from '../gateway/ringer.ts';
import { createStuckWatch } from '../gateway/stuck-watch.ts';
import { createTemporalWatch } from '../gateway/temporal-watch.ts';
import { hastenRings } from '../readmodel/dispatch.ts';
import { loadDefinitions } from '../schemas/definitions.ts';
import { TOPICS } from '../schemas/event.ts';
import { createRulebook } from '../settlement/catalogue.ts';
import { createRecheckRunner } from '../settlement/recheck-runner.ts';
import { createSettler } from '../settlement/settle.ts';
import { configOrExit, type Config } from './config.ts';
import { isMisfit, openPool, prepareDatabase } from './database.ts';
import { startHealthServer } from './health.ts';
import { createLogger } from './logger.ts';
import { createOutgoing } from './outgoing.ts';
import { clientConnection } from './temporal-connection.ts';
import { startTracing } from './tracing.ts';
import { untilDone } from './until-done.ts';

/** The settings that the gateway reads. */
export type GatewayConfig = Config<'clock' | 'temporal' | 'kafka' | 'database' | 'health'>;

/** What a gateway may be given beside its settings. */
export interface GatewayOptions {
  log: Logger;
  /** Another than the product's own, in tests. */
  core?: Core;
  /** Others than the product's own, in tests that share a broker. */
  topics?: readonly string[];
  /** For tests that can't wait. */
  lossCheck?: { everyMs?: number; confirmAfterMs?: number };
  askTemporalEveryMs?: number;
}

/** A gateway at work. */
export interface RunningGateway {
  healthUrl: string;
  /** Drains in order: no new events, settles at hand done, connections closed. Within 20 s. */
  stop: () => Promise<void>;
  /** Resolves when stopped, rejects when it can't go on: the process is then to be replaced. */
  ended: Promise<void>;
}

const DRAIN_MS = 20_000;
// One of them leads the sending.
const CONNECTIONS_NOT_FOR_SETTLES = 5;
const SETTLES_AT_ONCE = 8;

/**
 * Runs the gateway: Kafka in, settle, ring, Kafka out. It starts and works with Temporal away, and waits for
 * Kafka and PostgreSQL where they are away.
 */
export async function runGateway(
  config: GatewayConfig,
  options: GatewayOptions,
): Promise<RunningGateway> {
  const { log } = options;
  const pool = openPool(config.database, 'kaigong-gateway', log);
  // The watch and the ringer try again by themselves; a call that did so on its own would hide a short outage.
  const connection = Connection.lazy({ ...clientConnection(config.temporal), interceptors: [] });
  const client = new Client({ connection, namespace: config.temporal.namespace });
  const parts = assemble(config, options, { pool, client });
  const { source, dispatcher, figures, health } = parts;

  const server = await startHealthServer({
    host: config.health.host,
    port: config.health.gatewayPort,
    health,
    metrics: figures,
  });
  const stopping = new AbortController();
  const definitions = loadDefinitions();
  const { offsetMs: clockOffsetMs } = config.clock;
  const { signal } = stopping;
  const prepare = () => prepareDatabase(pool, { definitions, clockOffsetMs, log, signal });
  const working = work(parts, { pool, log, prepare, signal });
  // Whoever started us may look at `ended` later, or not at all.
  working.catch(() => undefined);
  async function drain(): Promise<void> {
    stopping.abort();
    await source.stop(DRAIN_MS / 2);
    const { ringer, lossWatch, stuckWatch, recheck, watch } = parts;
    for (const loop of [ringer, lossWatch, stuckWatch, recheck, watch]) loop.stop();
    await dispatcher.stop();
    await parts.relay.stop();
    await working.catch(() => undefined);
    await connection.close();
    await pool.end();
    await server.close();
  }
  let drained: Promise<unknown> | undefined;
  const stop = async () => {
    drained ??= within(DRAIN_MS, drain());
    await drained;
  };
  log.info({ health: server.url }, 'gateway runs');
  return { healthUrl: server.url, stop, ended: working };
}

interface Neighbours {
  pool: Pool;
  client: Client;
}

function assemble(config: GatewayConfig, options: GatewayOptions, { pool, client }: Neighbours) {
  const { log, core, lossCheck, askTemporalEveryMs: askEveryMs } = options;
  const clockOffsetMs = config.clock.offsetMs;
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const { onTaken, onSettled, onRing, onLosses, onSent } = createGatewayMetrics(registry);

  const { topics = TOPICS } = options;
  const { connection } = config.kafka;
  const relay = createOutgoing({ pool, connection, incoming: topics, log, onSent });
  const settler = createSettler({
    ...{ pool, clockOffsetMs, log, rules: createRulebook() },
    onOutgoing: relay.nudge,
    onOwed: () => {
      ringer.nudge();
    },
    onAwakened: (subjects) => {
      dispatcher.awaken(subjects);
    },
    ...(core && { core }),
  });
  const watch = createTemporalWatch({ client, log, ...(askEveryMs && { askEveryMs }) });
  const ringer = createRinger({ pool, client, watch, log, onRing });
  const lossWatch = createLossWatch({ pool, client, watch, log, onFound: onLosses, ...lossCheck });
  const stuckWatch = createStuckWatch({ pool, clockOffsetMs, log });
  const recheck = createPollLoop({
    look: createRecheckRunner({
      ...{ pool, settler, clockOffsetMs, runner: randomUUID() },
      ...(core && { core }),
    }),
    name: 'recheck',
    log,
  });
  const dispatcher = createDispatcher({
    pool,
    settler,
    log,
    atOnce: Math.min(
      SETTLES_AT_ONCE,
      Math.max(1, config.database.poolSize - CONNECTIONS_NOT_FOR_SETTLES),
    ),
    onSettled,
  });
  const consumer = createConsumer({
    pool,
    clockOffsetMs,
    log,
    onTaken(taken) {
      onTaken(taken);
      dispatcher.nudge();
      if (taken.deadLetters.length > 0) relay.nudge();
    },
  });
  const source = createKafkaSource({ ...config.kafka, topics, log });
  const health = () => gatewayHealth({ source, consumer, dispatcher, watch, stuckWatch });
  const figures = createFigures({ registry, pool, clockOffsetMs, health });
  return {
    ...{ source, consumer, dispatcher, ringer, watch, lossWatch, stuckWatch, recheck },
    ...{ relay, health, figures },
  };
}

interface Surroundings {
  pool: Pool;
  log: Logger;
  /** Makes sure that the database fits, and brings the definitions into it. */
  prepare: () => Promise<void>;
  signal: AbortSignal;
}

async function work(
  parts: ReturnType<typeof assemble>,
  { pool, log, prepare, signal }: Surroundings,
): Promise<void> {
  const { source, consumer, dispatcher, ringer, watch, lossWatch, stuckWatch } = parts;
  await untilDone(prepare, { isFinal: isMisfit, signal, log, waitingFor: 'PostgreSQL' });
  if (signal.aborted) return;
  const loops = [dispatcher, ringer, lossWatch, stuckWatch, parts.recheck, parts.relay].map(
    (loop) => loop.run(),
  );
  const watching = watch.run(() => {
    hastenRings(pool).catch((error: unknown) => {
      log.warn({ err: error }, 'rings are not hastened, they come at their own time');
    });
    ringer.nudge();
    lossWatch.nudge();
  });
  await source.run(consumer.handle);
  await Promise.all([...loops, watching]);
}

async function within(ms: number, work: Promise<void>): Promise<void> {
  const over = new AbortController();
  const done = work.finally(() => {
    over.abort();
  });
  await Promise.race([done, pause(ms, over.signal)]);
}

async function main(): Promise<void> {
  const config = configOrExit(
    'logging',
    'clock',
    'temporal',
    'kafka',
    'database',
    'health',
    'tracing',
  );
  const log = createLogger('gateway', config.logging);
  const stopTracing = startTracing(config.tracing.endpoint, 'kaigong-gateway');
  const gateway = await runGateway(config, { log });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      log.info({ signal }, 'gateway stops');
      void gateway.stop();
    });
  }
  try {
    await gateway.ended;
  } catch (error) {
    log.fatal({ err: error }, 'gateway can not go on');
    process.exitCode = 1;
  }
  await gateway.stop();
  await stopTracing();
  // Something of a library may still hold the process: everything of ours is done.
  process.exit();
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main();
