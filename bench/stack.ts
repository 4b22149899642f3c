import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { PartName } from '../infra/part.ts';
import { plainSteps } from '../infra/run-steps.ts';
import { stopStack } from '../infra/stack-stop.ts';
import { startStack, type Stack } from '../infra/stack.ts';
import { wholeEnvironment } from '../workers/config.ts';

/** A stack that nobody else uses, with servers as `npm start` starts them. */
export interface BenchStack {
  dataDir: string;
  addresses: Record<PartName, string>;
  pids: Record<PartName, number>;
  /** Stops the servers and removes their data. */
  remove: () => Promise<void>;
}

const ANY_PORT = { temporal: 0, temporalUi: null, kafka: 0, postgres: 0 };

/** Starts a stack in a directory of its own, on free ports; `say` is told how it gets on. */
export async function startBenchStack(say: (line: string) => void): Promise<BenchStack> {
  const dataDir = await mkdtemp(join(tmpdir(), 'kaigong-bench-'));
  const options = { dataDir, env: wholeEnvironment(), ports: ANY_PORT };
  const remove = async () => {
    await stopStack(dataDir);
    await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const first = await startStack({ ...options, parts: ['postgres'] }, plainSteps(say));
    await keepCommitTimes(first.addresses.postgres ?? '');
    await first.stop();
    const stack = await startStack(options, plainSteps(say));
    return { dataDir, addresses: addressesOf(stack), pids: pidsOf(stack), remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** PostgreSQL then says of each row when it could first be read: no polling blurs a delay. Counts from the next start. */
async function keepCommitTimes(address: string): Promise<void> {
  const client = new Client({ connectionString: address });
  await client.connect();
  await client.query('alter system set track_commit_timestamp = on');
  await client.end();
}

function addressesOf({ addresses }: Stack): Record<PartName, string> {
  const { temporal = '', kafka = '', postgres = '' } = addresses;
  return { temporal, kafka, postgres };
}

function pidsOf({ parts }: Stack): Record<PartName, number> {
  const pid = (name: PartName) => parts.find((part) => part.name === name)?.process.pid ?? 0;
  return { temporal: pid('temporal'), kafka: pid('kafka'), postgres: pid('postgres') };
}
