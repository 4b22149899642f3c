import type { Core } from '../../domain/core.ts';
import type { Registration } from '../../domain/fact.ts';
import { createRulebook } from '../../settlement/catalogue.ts';
import { createSettler, type Settler } from '../../settlement/settle.ts';
import { readConfig } from '../../workers/config.ts';
import { runGateway, type GatewayOptions, type RunningGateway } from '../../workers/gateway.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { createTopics, silent, type TestTopics } from './kafka.ts';
import { register } from './said.ts';

/** The settings of a gateway between the given neighbours; its health server takes any free port. */
export function gatewayEnvironment(of: {
  database: string;
  kafka: string;
  groupId: string;
  temporal: string;
  namespace?: string;
}): Record<string, string> {
  return {
    DATABASE_URL: of.database,
    KAFKA_BROKERS: of.kafka,
    KAFKA_GROUP_ID: of.groupId,
    TEMPORAL_ADDRESS: of.temporal,
    TEMPORAL_NAMESPACE: of.namespace ?? 'default',
    KAIGONG_GATEWAY_HEALTH_PORT: '0',
  };
}

/** Runs a gateway in this process. */
export function startGateway(
  environment: Record<string, string>,
  options: Partial<GatewayOptions> = {},
): Promise<RunningGateway> {
  const parts = ['clock', 'temporal', 'kafka', 'database', 'health'] as const;
  return runGateway(readConfig(parts, environment), { log: silent, ...options });
}

/** A gateway with topics and a database of its own on the shared stack. */
export interface GatewayBench {
  database: TestDatabase;
  topics: TestTopics;
  gateway: RunningGateway;
  settler: Settler;
  /** Registers a project as the API does. */
  register: (code: string, over?: Partial<Registration>) => Promise<void>;
  close: () => Promise<void>;
}

export interface BenchNeighbours {
  kafka: string;
  temporal: string;
  namespace?: string;
  /** One on another PostgreSQL than the shared one. */
  database?: TestDatabase;
}

export async function createGatewayBench(
  { kafka, temporal, namespace, database: given }: BenchNeighbours,
  options: Partial<GatewayOptions> & { core?: Core; partitions?: number } = {},
): Promise<GatewayBench> {
  const { partitions, ...gatewayOptions } = options;
  const [database, topics] = await Promise.all([
    given ?? createTestDatabase(),
    createTopics(kafka, { ...(partitions && { partitions }) }),
  ]);
  const environment = gatewayEnvironment({
    database: database.url,
    kafka,
    groupId: topics.groupId,
    temporal,
    ...(namespace && { namespace }),
  });
  const gateway = await startGateway(environment, { topics: topics.names, ...gatewayOptions });
  const settler = createSettler({
    pool: database.pool,
    rules: createRulebook(),
    clockOffsetMs: 0,
    log: silent,
    ...(options.core && { core: options.core }),
  });
  return {
    database,
    topics,
    gateway,
    settler,
    async register(code, over = {}) {
      await settler.settle(`project/${code}`, { commands: [register(code, over)] });
    },
    async close() {
      await gateway.stop();
      await topics.close();
      await database.close();
    },
  };
}
