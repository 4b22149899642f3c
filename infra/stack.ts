import { mkdir, statfs } from 'node:fs/promises';
import { homedir, platform } from 'node:os';
import { join, resolve } from 'node:path';
import { diskFull, isDiskFull } from './download.ts';
import { startKafka } from './kafka.ts';
import {
  PART_NAMES,
  PART_TITLES,
  type Env,
  type PartContext,
  type PartName,
  type PartRecord,
  type Ports,
} from './part.ts';
import { withLock } from './lock.ts';
import { startPostgres } from './postgres.ts';
import { isRunning } from './process.ts';
import { readParts, rememberPart } from './run-records.ts';
import { stopParts, stopStack } from './stack-stop.ts';
import { codeOf, reasonOf, StackError } from './stack-error.ts';
import { startTemporal } from './temporal.ts';

/** Which stack is meant, and what of it already runs elsewhere. */
export interface StackOptions {
  /** Everything that the stack keeps lies there. */
  dataDir: string;
  env: Env;
  ports: Ports;
  /** Addresses of parts that run elsewhere; these are neither started nor stopped. */
  given?: Partial<Record<PartName, string>>;
  /** All parts unless told otherwise. */
  parts?: readonly PartName[];
  /** False trades safety against a power cut for speed, for throw-away stacks. */
  durable?: boolean;
}

/** One step on the way up; `run` returns what to show when it is done. */
interface Step {
  title: string;
  run: (progress: (text: string) => void) => Promise<string>;
}

/** Runs steps at the same time and shows how they get on; rejects when one of them does. */
export type RunSteps = (steps: readonly Step[]) => Promise<void>;

/** A stack that is up. */
export interface Stack {
  addresses: Record<PartName, string | undefined>;
  parts: readonly PartRecord[];
  /** Names of the parts that ran before this start. */
  alreadyUp: readonly PartName[];
  /** Stops what this start brought up, and nothing else. */
  stop: () => Promise<void>;
}

const START = { temporal: startTemporal, kafka: startKafka, postgres: startPostgres };

/**
 * Brings up the parts that don't run yet, all at once; they go on after this process ends.
 * Throws a StackError when one can't be started, after stopping the others of this start.
 */
export async function startStack(options: StackOptions, runSteps: RunSteps): Promise<Stack> {
  const dataDir = resolve(options.dataDir);
  await mkdir(dataDir, { recursive: true });
  await checkSpace(dataDir);
  return withLock(dataDir, () => start({ ...options, dataDir }, runSteps));
}

async function start(options: StackOptions, runSteps: RunSteps): Promise<Stack> {
  const { dataDir, given = {}, parts = PART_NAMES } = options;
  const before = await runningParts(dataDir);
  const alreadyUp = before.map(({ name }) => name);
  const wanted = parts.filter((name) => given[name] === undefined && !alreadyUp.includes(name));
  const started: PartRecord[] = [];
  try {
    await runSteps(wanted.map((name) => stepFor(name, options, started)));
  } catch (error) {
    await stopParts(dataDir, wanted);
    throw error;
  }
  const records = [...before.filter(({ name }) => given[name] === undefined), ...started];
  const address = (name: PartName) =>
    given[name] ?? records.find((record) => record.name === name)?.address;
  return {
    addresses: {
      temporal: address('temporal'),
      kafka: address('kafka'),
      postgres: address('postgres'),
    },
    parts: records,
    alreadyUp,
    stop: async () => {
      await stopStack(dataDir, wanted);
    },
  };
}

async function runningParts(dataDir: string): Promise<PartRecord[]> {
  const running: PartRecord[] = [];
  for (const part of await readParts(dataDir)) {
    if (part.ready && (await isRunning(part.process))) running.push(part);
    else await stopParts(dataDir, [part.name]); // ended by itself, or its start was broken off
  }
  return running;
}

function stepFor(name: PartName, options: StackOptions, started: PartRecord[]): Step {
  const { dataDir, env, ports, durable = true } = options;
  const run: Step['run'] = async (progress) => {
    const context: PartContext = {
      dataDir,
      cacheDir: cacheDirOf(env),
      env,
      ports,
      durable,
      progress,
    };
    try {
      const record = await startPatiently(name, context);
      await rememberPart(dataDir, record, true);
      started.push(record);
      return `${record.version}, ${record.provider}`;
    } catch (error) {
      throw asStackError(error, name, dataDir);
    }
  };
  return { title: PART_TITLES[name], run };
}

const TRIES = 3;

// Servers also take free ports of their own choice, which somebody else may take at the same moment.
async function startPatiently(
  name: PartName,
  context: PartContext,
  tries = TRIES,
): Promise<PartRecord> {
  const { dataDir, progress } = context;
  try {
    return await START[name](context, (begun) => rememberPart(dataDir, begun, false));
  } catch (error) {
    if (!(error instanceof StackError) || !error.passing || tries === 1) throw error;
    progress('a port was taken meanwhile, once more');
    await stopParts(dataDir, [name]);
    return startPatiently(name, context, tries - 1);
  }
}

/** Where downloads are kept for all stacks of a user. */
export function cacheDirOf(env: Env): string {
  const home = env['HOME'] ?? homedir();
  const base = platform() === 'darwin' ? join(home, 'Library', 'Caches') : join(home, '.cache');
  return join(env['XDG_CACHE_HOME'] ?? base, 'kaigong');
}

const NEEDED_BYTES = 500_000_000;

/** Throws a StackError when less than this is free where the data lies. */
export async function checkSpace(dataDir: string, neededBytes = NEEDED_BYTES): Promise<void> {
  const { bavail, bsize } = await statfs(dataDir);
  if (bavail * bsize < neededBytes) throw diskFull(dataDir);
}

function asStackError(error: unknown, name: PartName, dataDir: string): StackError {
  if (error instanceof StackError) return error;
  if (isDiskFull(error)) return diskFull(dataDir, error);
  return new StackError({
    what: `${PART_TITLES[name]} could not be started: ${reasonOf(error)}`,
    todo:
      codeOf(error) === 'EACCES'
        ? `${dataDir} belongs to another user: run this as that user, or choose another data directory.`
        : 'Look into the logs in the data directory; `kaigong stack reset` starts from empty data.',
    cause: error,
  });
}
