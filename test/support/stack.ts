import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
// Not a setting: PATH and the like for the servers, and how jest hands a value to its workers.
import { env } from 'node:process';
import { PART_NAMES, type PartName, type Ports } from '../../infra/part.ts';
import { goneWithin, isRunning, ownRecord, signal, stop } from '../../infra/process.ts';
import { plainSteps } from '../../infra/run-steps.ts';
import { forgetPart, readParts } from '../../infra/run-records.ts';
import { startStack, type StackOptions } from '../../infra/stack.ts';
import { stopStack } from '../../infra/stack-stop.ts';
import { TEMPORAL_DATABASE } from '../../infra/temporal.ts';
import { signalFamily } from './process-family.ts';

/** As the settings take them: `127.0.0.1:port` twice, and `postgres://…`. */
interface StackAddresses {
  temporal: string;
  kafka: string;
  postgres: string;
}

/** The stack that the integration, e2e and fault tests of one run share. */
interface SharedStack extends StackAddresses {
  dataDir: string;
  /** Where the engine was built for this run (build-engine.ts). */
  engine: string;
}

/** A part of a private stack, to be broken and mended: always on the same port and data. */
interface PartHandle {
  address: string;
  /** Ends it in good order. */
  stop: () => Promise<void>;
  /** SIGKILL: no goodbye, nothing flushed. */
  kill: () => Promise<void>;
  /** Brings it up again after `stop` or `kill`, or after it ended by itself. */
  start: () => Promise<void>;
  /** SIGSTOP to all its processes: connections stay open and nothing answers. */
  freeze: () => Promise<void>;
  thaw: () => Promise<void>;
}

export interface TestStack {
  addresses: StackAddresses;
  dataDir: string;
  temporal: PartHandle;
  kafka: PartHandle;
  postgres: PartHandle;
  /** Removes Temporal's database; Temporal must be stopped. */
  deleteTemporalData: () => Promise<void>;
  /** Copies Temporal's database aside; Temporal must be stopped. Returns how to put the copy back (stopped, too). */
  copyTemporalData: () => Promise<() => Promise<void>>;
  /** Stops all parts and removes their data. */
  remove: () => Promise<void>;
}

const PREFIX = 'kaigong-test-';
const SHARED = 'KAIGONG_TEST_STACK';
const ANY_PORT: Ports = { temporal: 0, temporalUi: null, kafka: 0, postgres: 0 };
const quiet = plainSteps(() => undefined);

/** The stack that was started for this run of jest. */
export function sharedStack(): SharedStack {
  const shared = env[SHARED];
  if (shared === undefined) throw new Error('This jest project has no globalSetup stack-setup.ts');
  return JSON.parse(shared) as SharedStack; // written by shareStack
}

export function shareStack(stack: SharedStack): void {
  env[SHARED] = JSON.stringify(stack);
}

export const hasSharedStack = (): boolean => env[SHARED] !== undefined;

/** Where the engine was built for this run of jest, if it was. */
export const sharedEngine = (): string | undefined =>
  hasSharedStack() ? sharedStack().engine : undefined;

/** Any free ports, and a directory in the place of the system for such. */
async function testStackOptions(parts: readonly PartName[]): Promise<StackOptions> {
  const dataDir = await mkdtemp(join(tmpdir(), PREFIX));
  await writeFile(join(dataDir, 'owner.json'), JSON.stringify(await ownRecord()));
  return { dataDir, env, ports: ANY_PORT, parts, durable: false };
}

/** Starts a stack that nobody else uses, with the wanted parts only; an address that it lacks is ''. */
export async function startTestStack(
  parts: readonly PartName[] = PART_NAMES,
  runSteps = quiet,
): Promise<TestStack> {
  const options = await testStackOptions(parts);
  const { dataDir } = options;
  const started = await startStack(options, runSteps);
  const record = (name: PartName) => started.parts.find((part) => part.name === name);
  const port = (name: PartName) => record(name)?.port ?? 0;
  const address = (name: PartName) => record(name)?.address ?? '';
  const ports: Ports = {
    temporal: port('temporal'),
    temporalUi: null,
    kafka: port('kafka'),
    postgres: port('postgres'),
  };
  const handle = (name: PartName) => partHandle(name, address(name), { ...options, ports });
  const database = join(dataDir, TEMPORAL_DATABASE);
  return {
    addresses: {
      temporal: address('temporal'),
      kafka: address('kafka'),
      postgres: address('postgres'),
    },
    dataDir,
    temporal: handle('temporal'),
    kafka: handle('kafka'),
    postgres: handle('postgres'),
    deleteTemporalData: () => rm(join(database, '..'), { recursive: true }),
    copyTemporalData: async () => {
      const copy = await mkdtemp(join(dataDir, 'temporal-copy-'));
      await cp(join(database, '..'), copy, { recursive: true }); // with the write-ahead log beside it
      return async () => {
        await rm(join(database, '..'), { recursive: true });
        await cp(copy, join(database, '..'), { recursive: true });
      };
    },
    remove: () => removeTestStack(dataDir),
  };
}

/** Removes what runs of jest that were killed have left: their processes by their records, then their data. */
export async function removeLeftovers(): Promise<void> {
  const names = await readdir(tmpdir());
  for (const name of names.filter((entry) => entry.startsWith(PREFIX))) {
    const dataDir = join(tmpdir(), name);
    const owner = await readFile(join(dataDir, 'owner.json'), 'utf8').catch(() => undefined);
    if (owner === undefined) continue;
    const record = JSON.parse(owner) as Awaited<ReturnType<typeof ownRecord>>; // written above
    if (!(await isRunning(record))) await removeTestStack(dataDir);
  }
}

/** Stops what runs on this data directory at once, without flushing, and removes it. */
export async function removeTestStack(dataDir: string): Promise<void> {
  const parts = await readParts(dataDir);
  // Data that is thrown away needs no good order, only PostgreSQL's own children must end before it.
  await Promise.all(
    parts.map(({ name, process }) =>
      stop(process, name === 'postgres' ? 'SIGQUIT' : 'SIGKILL', 10_000),
    ),
  );
  await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
}

function partHandle(name: PartName, address: string, options: StackOptions): PartHandle {
  const { dataDir } = options;
  const process = async () => {
    const stored = (await readParts(dataDir)).find((part) => part.name === name);
    if (stored === undefined) throw new Error(`${name} is not part of this stack, or is stopped`);
    return stored.process;
  };
  return {
    address,
    stop: async () => {
      await stopStack(dataDir, [name]);
    },
    kill: async () => {
      const running = await process();
      await signal(running, 'SIGKILL');
      await goneWithin(running, 10_000);
      await forgetPart(dataDir, name);
    },
    start: async () => {
      await startStack({ ...options, parts: [name] }, quiet);
    },
    freeze: async () => {
      await signalFamily((await process()).pid, 'SIGSTOP');
    },
    thaw: async () => {
      await signalFamily((await process()).pid, 'SIGCONT');
    },
  };
}
