import { mkdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { diskFull } from './download.ts';
import { PART_TITLES, type PartContext, type PartName } from './part.ts';
import {
  isRunning,
  spawnDetached,
  stop,
  type DetachedCommand,
  type ProcessRecord,
} from './process.ts';
import { StackError } from './stack-error.ts';

/** A server to be started, and how to tell that it is ready. */
export interface ServerCommand extends Omit<DetachedCommand, 'logFile'> {
  name: PartName;
  /** Called with the process before it is ready, so that it can be found again whatever happens next. */
  onStarted: (process: ProcessRecord) => Promise<void>;
  /** Whether it takes work already. */
  isReady: () => Promise<boolean>;
  limitMs: number;
}

/** Starts a server in the background and waits until it takes work. Throws a StackError, and stops it, when it doesn't. */
export async function startServer(
  { name, onStarted, isReady, limitMs, ...command }: ServerCommand,
  context: PartContext,
): Promise<ProcessRecord> {
  const logFile = await logFileOf(name, context.dataDir);
  const logStart = await sizeOf(logFile);
  const process = await spawnDetached({ ...command, logFile });
  await onStarted(process);
  const until = Date.now() + limitMs;
  while (!(await isReady())) {
    if (!(await isRunning(process)))
      throw endedEarly(name, logFile, await readFrom(logFile, logStart));
    if (Date.now() > until) {
      await stop(process, 'SIGTERM', 5_000);
      throw tooSlow(name, logFile, limitMs);
    }
    await wait(100);
  }
  return process;
}

/** What a server's last words mean. Exported for the messages' own test. */
export function endedEarly(name: PartName, logFile: string, log: string): StackError {
  if (/no space left on device|disk quota exceeded/i.test(log)) return diskFull(logFile);
  const title = PART_TITLES[name];
  const taken = /address already in use|EADDRINUSE|could not bind/i.test(log);
  const lastWords = log
    .trim()
    .split('\n')
    .slice(-4)
    .map((line) => `its last words: ${line.trim()}`);
  return new StackError({
    what: taken
      ? `${title} ended at once: its port was taken meanwhile.`
      : `${title} ended before it was ready.`,
    tried: log.trim() === '' ? [`starting it; it wrote nothing to ${logFile}`] : lastWords,
    todo: taken
      ? 'Start again; if it stays so, choose another port.'
      : `Read ${logFile}; \`kaigong stack reset\` starts from empty data.`,
    passing: taken,
  });
}

function tooSlow(name: PartName, logFile: string, limitMs: number): StackError {
  return new StackError({
    what: `${PART_TITLES[name]} was not ready after ${limitMs / 1000} s; it was stopped.`,
    tried: ['starting it and asking it for its state again and again'],
    todo: `Read ${logFile}; on a busy machine, try again.`,
  });
}

async function logFileOf(name: PartName, dataDir: string): Promise<string> {
  await mkdir(join(dataDir, 'logs'), { recursive: true });
  return join(dataDir, 'logs', `${name}.log`);
}

async function sizeOf(path: string): Promise<number> {
  const found = await stat(path).catch(() => undefined);
  return found?.size ?? 0;
}

async function readFrom(path: string, start: number): Promise<string> {
  const log = await readFile(path).catch(() => Buffer.alloc(0));
  return log.subarray(start).toString('utf8');
}
