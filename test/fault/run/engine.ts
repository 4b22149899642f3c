import { join } from 'node:path';
import { takePort } from '../../../infra/ports.ts';
import type { Program } from '../../support/engine-program.ts';
import { keep, type End, type Kept } from './keeper.ts';

/** The engine as it is deployed: a process each, all kept running. */
export interface EngineProcesses {
  gateways: Kept[];
  worker: Kept;
  api: Kept;
  all: Kept[];
  apiUrl: string;
  /** As every process gets them. */
  environment: Record<string, string>;
}

/** Where the engine finds its neighbours, and what time it is in its park. */
export interface Surroundings {
  temporal: string;
  kafka: string;
  postgres: string;
  clockOffsetMs: number;
  /** For the logs of the processes. */
  directory: string;
  gateways: number;
  onEnd: (end: Omit<End, 'atMs'>) => void;
}

// As test/support/kafka.ts asks for the lag of.
const GROUP = 'gateway';

/** Starts gateways, worker and API; they are not ready yet. */
export async function startProcesses(of: Surroundings): Promise<EngineProcesses> {
  const environment = {
    TEMPORAL_ADDRESS: of.temporal,
    KAFKA_BROKERS: of.kafka,
    KAFKA_GROUP_ID: GROUP,
    DATABASE_URL: of.postgres,
    KAIGONG_CLOCK_OFFSET_MS: String(of.clockOffsetMs),
    KAIGONG_WORKER_GRACE_SECONDS: '5',
  };
  const one = async (name: string, program: Program, portSetting: string, path = '/readyz') => {
    const port = await takePort(0);
    const url = `http://127.0.0.1:${port}`;
    const kept = keep({
      ...{ name, program },
      environment: { ...environment, [portSetting]: String(port) },
      readyUrl: url + path,
      logFile: join(of.directory, `${name}.log`),
      onEnd: of.onEnd,
    });
    return { kept, url };
  };
  const gateways: Kept[] = [];
  for (let nth = 1; nth <= of.gateways; nth += 1) {
    const gateway = await one(`gateway-${nth}`, 'gateway', 'KAIGONG_GATEWAY_HEALTH_PORT');
    gateways.push(gateway.kept);
  }
  const worker = await one('worker', 'temporal', 'KAIGONG_WORKER_HEALTH_PORT');
  const api = await one('api', 'api', 'KAIGONG_API_PORT');
  return {
    gateways,
    worker: worker.kept,
    api: api.kept,
    all: [...gateways, worker.kept, api.kept],
    apiUrl: api.url,
    environment,
  };
}
