import { resolve } from 'node:path';
import type { StackOptions } from '../infra/stack.ts';
import { readParts } from '../infra/run-records.ts';
import { givenAddresses, readConfig, wholeEnvironment, type Environment } from './config.ts';
import { readDemoClock } from './demo-clock.ts';

/** How the local stack of this environment is started and found. */
export function localStackOptions(env: Environment = wholeEnvironment()): StackOptions {
  const { data, stack } = readConfig(['data', 'stack'], env);
  const { temporal, kafka, database: postgres } = givenAddresses(env);
  const given = {
    ...(temporal !== undefined && { temporal }),
    ...(kafka !== undefined && { kafka }),
    ...(postgres !== undefined && { postgres }),
  };
  return { dataDir: resolve(data.dir), env, ports: stack.ports, given };
}

const SETTING_OF_PART = {
  temporal: 'TEMPORAL_ADDRESS',
  kafka: 'KAFKA_BROKERS',
  postgres: 'DATABASE_URL',
} as const;

/**
 * The environment, completed by what the local stack has written down: addresses of its parts and
 * the offset of the demo clock, each only where no setting names it.
 */
export async function localEnvironment(
  env: Environment = wholeEnvironment(),
): Promise<Environment> {
  const { dataDir, given = {} } = localStackOptions(env);
  const parts = (await readParts(dataDir)).filter(({ name }) => given[name] === undefined);
  const addresses = parts.map(({ name, address }): [string, string] => [
    SETTING_OF_PART[name],
    address,
  ]);
  const offset = env['KAIGONG_CLOCK_OFFSET_MS'] || (await readDemoClock(dataDir))?.toString();
  return { ...env, ...Object.fromEntries(addresses), KAIGONG_CLOCK_OFFSET_MS: offset };
}

/** The environment of the demonstration: people sign in at the park's own issuer unless another is named. */
export const withLocalIssuer = (env: Environment): Environment =>
  env['KAIGONG_OIDC_ISSUER'] || env['KAIGONG_LOCAL_ISSUER']
    ? env
    : { ...env, KAIGONG_LOCAL_ISSUER: 'true' };
