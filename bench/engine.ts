import { Client, Connection } from '@temporalio/client';
import { pino } from 'pino';
import type { Pool } from 'pg';
import type { EventSink } from '../gateway/event-source.ts';
import { createKafkaSink } from '../gateway/kafka-sink.ts';
import { settingsOfSink, startMessageSink } from '../infra/message-sink/start-message-sink.ts';
import { takePort } from '../infra/ports.ts';
import { migrate } from '../readmodel/migrate.ts';
import { createPool } from '../readmodel/pool.ts';
import { TOPICS } from '../schemas/event.ts';
import { wholeEnvironment } from '../workers/config.ts';
import { CLOCK_OFFSET_MS } from './clock.ts';
import { startProcess, type EngineProcess, type ProcessPlan } from './engine-process.ts';
import { createPark, type Park } from './park.ts';
import { startBenchStack, type BenchStack } from './stack.ts';
import { usageOf, type Usage } from './usage.ts';

/** The engine as in production, a process a part, and all that the measurements need of it. */
export interface Engine {
  pool: Pool;
  sink: EventSink;
  temporal: Client;
  addresses: BenchStack['addresses'];
  apiUrl: string;
  gatewayUrl: string;
  park: Park;
  /** Kills all three at once, and starts them again; resolves when each is ready. */
  restart: () => Promise<void>;
  /** By part: gateway, worker, api, postgres, temporal, kafka; and bench, which sends. */
  usage: () => Record<string, Usage>;
  /** Ends everything and removes the data. */
  stop: () => Promise<void>;
}

/** How an engine is started. */
export interface EngineOptions {
  say: (line: string) => void;
  /** Where its programs were compiled, if elsewhere than this file. */
  compiledDir?: string | undefined;
  /** Where its processes write their CPU profiles at their end. */
  profileDir?: string | undefined;
}

type Part = 'gateway' | 'worker' | 'api';

/** Starts a stack and on it gateway, worker and API; resolves when they do their work. */
export async function startEngine({ say, ...how }: EngineOptions): Promise<Engine> {
  const stack = await startBenchStack(say);
  const closing: (() => Promise<unknown>)[] = [stack.remove];
  const stop = async () => {
    for (const close of closing.splice(0)) await close();
  };
  try {
    const neighbours = await connect(stack);
    closing.unshift(neighbours.close);
    await migrate(neighbours.pool);
    const receivers = await startMessageSink({ port: 0, smtpPort: 0 });
    closing.unshift(receivers.close);
    const plans = await processPlans(stack, settingsOfSink(receivers), how);
    let processes = new Map<Part, EngineProcess>();
    const start = async () => {
      processes = new Map(PARTS.map((part) => [part, startProcess(plans[part])]));
      await Promise.all([...processes.values()].map((one) => one.ready()));
    };
    const end = (signal: 'SIGTERM' | 'SIGKILL') =>
      Promise.all([...processes.values()].map((one) => one.end(signal)));
    closing.unshift(() => end('SIGTERM'));
    let reaped = 0;
    say('engine: gateway, worker and API');
    await start();
    const apiUrl = plans.api.url;
    return {
      ...neighbours,
      addresses: stack.addresses,
      apiUrl,
      gatewayUrl: plans.gateway.url,
      park: createPark({ pool: neighbours.pool, apiUrl, say }),
      restart: async () => {
        reaped += cpuSecondsOf(usageOf(pidsOf(processes)));
        await end('SIGKILL');
        await start();
      },
      usage: () => {
        const { bench, ...parts } = usageOf({
          ...stack.pids,
          ...pidsOf(processes),
          bench: process.pid,
        });
        // The system hands the time of children that ended to who has started them.
        return bench
          ? { ...parts, bench: { ...bench, cpuSeconds: bench.cpuSeconds - reaped } }
          : parts;
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

const PARTS = ['gateway', 'worker', 'api'] as const satisfies Part[];

const pidsOf = (processes: ReadonlyMap<Part, EngineProcess>): Record<string, number> =>
  Object.fromEntries([...processes].map(([part, { pid }]) => [part, pid]));

const cpuSecondsOf = (usage: Record<string, Usage>): number =>
  Object.values(usage).reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0);

async function connect({ addresses }: BenchStack) {
  const log = pino({ level: 'silent' });
  const pool = createPool({
    connectionString: addresses.postgres,
    applicationName: 'kaigong-bench',
    max: 10,
    statementTimeoutMs: 60_000,
    onIdleError: () => undefined,
  });
  const sink = createKafkaSink({
    connection: { brokers: [addresses.kafka], ssl: false },
    topics: TOPICS,
    clientId: 'kaigong-bench',
    log,
  });
  const connection = await Connection.connect({ address: addresses.temporal });
  const close = async () => {
    await Promise.allSettled([sink.close(), connection.close(), pool.end()]);
  };
  return { pool, sink, temporal: new Client({ connection }), close };
}

async function processPlans(
  { addresses, dataDir }: BenchStack,
  receiver: Record<string, string>,
  how: Pick<EngineOptions, 'compiledDir' | 'profileDir'>,
): Promise<Record<Part, ProcessPlan>> {
  const [gateway, worker, api] = await freePorts();
  const env = {
    ...wholeEnvironment(),
    LOG_LEVEL: 'warn',
    DATABASE_URL: addresses.postgres,
    KAFKA_BROKERS: addresses.kafka,
    TEMPORAL_ADDRESS: addresses.temporal,
    KAIGONG_CLOCK_OFFSET_MS: String(CLOCK_OFFSET_MS),
    KAIGONG_WEBHOOK_URL: receiver['KAIGONG_WEBHOOK_URL'],
    KAIGONG_WEBHOOK_SECRET: receiver['KAIGONG_WEBHOOK_SECRET'],
    KAIGONG_GATEWAY_HEALTH_PORT: String(gateway),
    KAIGONG_WORKER_HEALTH_PORT: String(worker),
    KAIGONG_API_PORT: String(api),
  };
  const plan = (program: ProcessPlan['program'], port: number): ProcessPlan => ({
    ...{ program, env, dataDir, ...how },
    url: `http://127.0.0.1:${port}`,
  });
  return {
    gateway: plan('gateway', gateway),
    worker: plan('temporal', worker),
    api: plan('api', api),
  };
}

async function freePorts(): Promise<[number, number, number]> {
  return [await takePort(0), await takePort(0), await takePort(0)];
}
