import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker, type WorkerOptions } from 'node:worker_threads';
import type { ReadWorkbook } from '../schemas/workbook/sheet.ts';

/** What the thread is given. */
export interface WorkbookToRead {
  bytes: Uint8Array;
  sheet?: string;
}

/** What the thread answers. */
export type WorkbookWasRead = { workbook: ReadWorkbook } | { refused: string };

/** Reads an uploaded workbook away from the main thread; says why, where it can't. */
export type WorkbookReader = (bytes: Uint8Array, sheet?: string) => Promise<WorkbookWasRead>;

const TIME_LIMIT_MS = 60_000;
const HEAP_LIMIT_MB = 512;

/** A reader with a thread a file, one after another, each with a limit of time and memory. */
export function createWorkbookReader({ timeLimitMs = TIME_LIMIT_MS } = {}): WorkbookReader {
  let last: Promise<unknown> = Promise.resolve();
  return (bytes, sheet) => {
    const reading = last.then(() =>
      readInThread({ bytes, ...(sheet !== undefined && { sheet }) }, timeLimitMs),
    );
    last = reading;
    return reading;
  };
}

function readInThread(toRead: WorkbookToRead, timeLimitMs: number): Promise<WorkbookWasRead> {
  return new Promise((resolve) => {
    const thread = startThread({
      workerData: toRead,
      resourceLimits: { maxOldGenerationSizeMb: HEAP_LIMIT_MB },
    });
    const answer = (answered: WorkbookWasRead) => {
      clearTimeout(limit);
      resolve(answered);
      void thread.terminate();
    };
    const limit = setTimeout(() => {
      answer({ refused: `reading it took longer than ${timeLimitMs / 1000} s` });
    }, timeLimitMs);
    thread.once('message', answer);
    thread.once('error', (error) => {
      answer({ refused: isTooLarge(error) ? 'it needs too much memory' : error.message });
    });
    thread.once('exit', () => {
      answer({ refused: 'reading it broke off' });
    });
  });
}

const isTooLarge = (error: Error): boolean =>
  'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';

// A URL is no import: the compiler leaves its ending as it is. A thread takes no loader from its options.
const THREAD = new URL('./workbook-thread.js', import.meta.url);

function startThread(options: WorkerOptions): Worker {
  if (import.meta.url.endsWith('.js')) return new Worker(THREAD, options);
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx/esm/api')).href.replace(
    /cjs$/,
    'mjs',
  );
  const source = THREAD.href.replace(/js$/, 'ts');
  const script = `import('${tsx}').then(({ register }) => (register(), import('${source}')))`;
  return new Worker(script, { ...options, eval: true });
}
