import { z } from 'zod';
import { channels } from './channel-settings.ts';
import { kafkaConnection } from './kafka-connection.ts';
import { apiAddress, programToken, signIn } from './sign-in-settings.ts';
import { flag, integer, port } from './setting-values.ts';
import { temporalConnection } from './temporal-connection.ts';

const BROKERS = 'expected host:port, several separated by commas';
const DATABASE = 'expected postgres://user:password@host:port/database';

const logging = z
  .object({
    LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
    LOG_FORMAT: z.enum(['json', 'pretty']).default('json'),
  })
  .transform((env) => ({ level: env.LOG_LEVEL, format: env.LOG_FORMAT }));

const clock = z
  .object({ KAIGONG_CLOCK_OFFSET_MS: integer(-1e13, 1e13, 0) })
  .transform((env) => ({ offsetMs: env.KAIGONG_CLOCK_OFFSET_MS }));

const data = z
  .object({ KAIGONG_DATA_DIR: z.string().default('.kaigong') })
  .transform((env) => ({ dir: env.KAIGONG_DATA_DIR }));

const temporal = z
  .object({
    TEMPORAL_ADDRESS: z.string().optional(),
    TEMPORAL_NAMESPACE: z.string().default('default'),
    TEMPORAL_API_KEY: z.string().optional(),
    TEMPORAL_TLS: z.enum(['true', 'false', '1', '0'], 'expected true or false').optional(),
    TEMPORAL_TLS_SERVER_NAME: z.string().optional(),
    TEMPORAL_TLS_SERVER_CA_CERT_PATH: z.string().optional(),
    TEMPORAL_TLS_CLIENT_CERT_PATH: z.string().optional(),
    TEMPORAL_TLS_CLIENT_KEY_PATH: z.string().optional(),
    TEMPORAL_CONFIG_FILE: z.string().optional(),
    TEMPORAL_PROFILE: z.string().optional(),
  })
  .transform(temporalConnection);

const kafka = z
  .object({
    KAFKA_BROKERS: z
      .string({ error: BROKERS })
      .regex(/^[^\s,:]+:\d+(\s*,\s*[^\s,:]+:\d+)*$/, { error: BROKERS })
      .transform((list) => list.split(',').map((broker) => broker.trim())),
    KAFKA_GROUP_ID: z.string().default('kaigong-gateway'),
    KAFKA_SSL: flag(false),
    KAFKA_SSL_CA: z.string().optional(),
    KAFKA_SSL_CERT: z.string().optional(),
    KAFKA_SSL_KEY: z.string().optional(),
    KAFKA_SASL_MECHANISM: z.enum(['plain', 'scram-sha-256', 'scram-sha-512']).optional(),
    KAFKA_SASL_USERNAME: z.string().optional(),
    KAFKA_SASL_PASSWORD: z.string().optional(),
  })
  .transform((env, context) => ({
    connection: kafkaConnection(env, context),
    groupId: env.KAFKA_GROUP_ID,
  }));

const database = z
  .object({
    DATABASE_URL: z.string({ error: DATABASE }).regex(/^postgres(ql)?:\/\//, { error: DATABASE }),
    DATABASE_POOL_SIZE: integer(2, 200, 10),
    // Below the 5 s of a local settle, so that PostgreSQL gives up before Temporal does.
    DATABASE_STATEMENT_TIMEOUT_MS: integer(100, 4_500, 4_000),
  })
  .transform((env) => ({
    url: env.DATABASE_URL,
    poolSize: env.DATABASE_POOL_SIZE,
    statementTimeoutMs: env.DATABASE_STATEMENT_TIMEOUT_MS,
  }));

const worker = z
  .object({
    KAIGONG_WORKER_CACHED_WORKFLOWS: integer(0, 100_000, 400),
    KAIGONG_WORKER_WORKFLOW_TASKS: integer(2, 1_000, 40),
    KAIGONG_WORKER_ACTIVITIES: integer(1, 1_000, 20),
    KAIGONG_WORKER_GRACE_SECONDS: integer(0, 600, 30),
    KAIGONG_KEEP_EVENTS_DAYS: integer(0, 36_500, 400),
    KAIGONG_KEEP_OUTBOX_DAYS: integer(0, 36_500, 30),
    KAIGONG_KEEP_TIMELINE_DAYS: integer(0, 36_500, 3_650),
    KAIGONG_KEEP_MESSAGES_DAYS: integer(0, 36_500, 400),
  })
  .transform((env) => ({
    cachedWorkflows: env.KAIGONG_WORKER_CACHED_WORKFLOWS,
    workflowTasks: env.KAIGONG_WORKER_WORKFLOW_TASKS,
    activities: env.KAIGONG_WORKER_ACTIVITIES,
    graceSeconds: env.KAIGONG_WORKER_GRACE_SECONDS,
    keep: {
      eventDays: env.KAIGONG_KEEP_EVENTS_DAYS,
      outboxDays: env.KAIGONG_KEEP_OUTBOX_DAYS,
      timelineDays: env.KAIGONG_KEEP_TIMELINE_DAYS,
      messageDays: env.KAIGONG_KEEP_MESSAGES_DAYS,
    },
  }));

const links = z
  .object({
    KAIGONG_LINK_BASE: z
      .url({ protocol: /^https?$/, error: 'expected something like https://park.example' })
      .default('http://127.0.0.1:8700'),
  })
  .transform((env) => ({ base: new URL(env.KAIGONG_LINK_BASE).origin }));

const cli = z
  .object({
    KAIGONG_API: z
      .url({ protocol: /^https?$/, error: 'expected something like http://127.0.0.1:8700' })
      .default('http://127.0.0.1:8700'),
    ...programToken,
  })
  .transform((env) => ({
    apiAddress: env.KAIGONG_API,
    token: env.KAIGONG_TOKEN,
    ...(env.KAIGONG_OIDC_ISSUER !== undefined &&
      env.KAIGONG_CLIENT_ID !== undefined &&
      env.KAIGONG_CLIENT_SECRET !== undefined && {
        client: {
          issuer: env.KAIGONG_OIDC_ISSUER,
          clientId: env.KAIGONG_CLIENT_ID,
          clientSecret: env.KAIGONG_CLIENT_SECRET,
        },
      }),
  }));

const stack = z
  .object({
    KAIGONG_TEMPORAL_PORT: port(17_233),
    KAIGONG_TEMPORAL_UI_PORT: port(18_233),
    KAIGONG_KAFKA_PORT: port(19_092),
    KAIGONG_POSTGRES_PORT: port(15_432),
  })
  .transform((env) => ({
    ports: {
      temporal: env.KAIGONG_TEMPORAL_PORT,
      temporalUi: env.KAIGONG_TEMPORAL_UI_PORT,
      kafka: env.KAIGONG_KAFKA_PORT,
      postgres: env.KAIGONG_POSTGRES_PORT,
    },
  }));

const health = z
  .object({
    KAIGONG_HEALTH_HOST: z.string().default('127.0.0.1'),
    KAIGONG_WORKER_HEALTH_PORT: port(8701),
    KAIGONG_GATEWAY_HEALTH_PORT: port(8702),
  })
  .transform((env) => ({
    host: env.KAIGONG_HEALTH_HOST,
    workerPort: env.KAIGONG_WORKER_HEALTH_PORT,
    gatewayPort: env.KAIGONG_GATEWAY_HEALTH_PORT,
  }));

const sink = z
  .object({
    KAIGONG_MESSAGE_SINK_PORT: port(8703),
    KAIGONG_SMTP_SINK_PORT: port(8704),
  })
  .transform((env) => ({
    port: env.KAIGONG_MESSAGE_SINK_PORT,
    smtpPort: env.KAIGONG_SMTP_SINK_PORT,
  }));

const tracing = z
  .object({
    OTEL_EXPORTER_OTLP_ENDPOINT: z
      .url({ protocol: /^https?$/, error: 'expected something like http://127.0.0.1:4318' })
      .optional(),
  })
  .transform((env) => ({ endpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT }));

/** Every setting of the product by the part that reads it, with its unit in its name and its default here. */
export const PARTS = {
  logging,
  clock,
  data,
  temporal,
  kafka,
  database,
  worker,
  api: apiAddress,
  signIn,
  links,
  cli,
  stack,
  health,
  channels,
  sink,
  tracing,
};

/** Settings that may stand in a file named by `<NAME>_FILE` instead, as container platforms hand out secrets. */
export const FROM_FILE = [
  'DATABASE_URL',
  'TEMPORAL_API_KEY',
  'KAFKA_SSL_CA',
  'KAFKA_SSL_CERT',
  'KAFKA_SSL_KEY',
  'KAFKA_SASL_PASSWORD',
  'KAIGONG_OIDC_CLIENT_SECRET',
  'KAIGONG_CLIENT_SECRET',
  'KAIGONG_TOKEN',
  'SMTP_URL',
  'WECOM_SECRET',
  'DINGTALK_APP_SECRET',
  'KAIGONG_SMS_SECRET',
  'KAIGONG_WEBHOOK_SECRET',
  'KAIGONG_GROUP_ROBOTS',
] as const;
