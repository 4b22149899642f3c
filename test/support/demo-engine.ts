import { DefaultLogger, Runtime } from '@temporalio/worker';
import { pino } from 'pino';
import { createApiClient, type ApiClient } from '../../cli/api-client.ts';
import { createTokenFetch } from '../../cli/token-fetch.ts';
import { readConfig } from '../../workers/config.ts';
import { DEMO_BEGIN } from '../../workers/demo-clock.ts';
import { ENGINE_PARTS, startEngine, type Engine } from '../../workers/engine.ts';
import type { TestStack } from './stack.ts';
import { bundleWorkflows } from './temporal-bundle.ts';

// Else the output drowns in its lines; once a process.
Runtime.install({ logger: new DefaultLogger('ERROR') });

export interface DemoEngine extends Engine {
  /** Asks the API as the command line does, which may act for anybody. */
  request: typeof fetch;
  /** A client of its API. */
  client: ApiClient;
}

/** A whole engine on a private stack, whose clock begins with the sample park's, or goes on by a given offset. */
export async function startDemoEngine(
  { addresses }: Pick<TestStack, 'addresses'>,
  clockOffsetMs = Date.parse(DEMO_BEGIN) - Date.now(),
  {
    settings = {},
    webDirectory,
  }: { settings?: Record<string, string>; webDirectory?: string } = {},
): Promise<DemoEngine> {
  const config = readConfig(ENGINE_PARTS, {
    TEMPORAL_ADDRESS: addresses.temporal,
    KAFKA_BROKERS: addresses.kafka,
    DATABASE_URL: addresses.postgres,
    KAIGONG_CLOCK_OFFSET_MS: String(clockOffsetMs),
    KAIGONG_API_PORT: '0',
    KAIGONG_WORKER_HEALTH_PORT: '0',
    KAIGONG_GATEWAY_HEALTH_PORT: '0',
    KAIGONG_WORKER_GRACE_SECONDS: '5',
    ...settings,
  });
  const workflowBundle = await bundleWorkflows();
  const engine = await startEngine(config, pino({ level: 'silent' }), {
    ...{ webDirectory, workflowBundle },
  });
  const { url, issuer } = engine.api;
  const request = issuer ? createTokenFetch(fetch, { client: issuer.cli }) : fetch;
  return { ...engine, request, client: createApiClient(url, request) };
}
