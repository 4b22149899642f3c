import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { codeOf, reasonOf, StackError } from './stack-error.ts';

/** A published file, pinned. */
export interface Download {
  url: string;
  /** Its name in the cache. */
  file: string;
  sha256: string;
  bytes?: number;
}

const AT_ONCE = 6;

/**
 * Brings files into a directory of the cache, several at once; those that are there already are kept.
 * A file appears under its name only when its checksum is right. Throws a StackError otherwise.
 */
export async function downloadAll(
  downloads: readonly Download[],
  dir: string,
  progress: (text: string) => void,
): Promise<string[]> {
  await mkdir(dir, { recursive: true });
  const missing: Download[] = [];
  for (const file of downloads) {
    if (!(await isThere(join(dir, file.file), file.bytes))) missing.push(file);
  }
  const total = missing.reduce((sum, file) => sum + (file.bytes ?? 0), 0);
  let received = 0;
  const onBytes = (count: number) => {
    received += count;
    progress(`downloading ${megabytes(received)}${total > 0 ? ` of ${megabytes(total)}` : ''}`);
  };
  const queue = missing.values();
  const take = async () => {
    for (const file of queue) await download(file, dir, onBytes);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, take));
  return downloads.map((file) => join(dir, file.file));
}

/** The SHA-256 of a file, in hexadecimal. */
async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

async function download(
  wanted: Download,
  dir: string,
  onBytes: (count: number) => void,
): Promise<void> {
  const part = join(dir, `${wanted.file}.${process.pid}.part`);
  try {
    await receive(wanted.url, part, onBytes);
    await check(wanted, part);
    await rename(part, join(dir, wanted.file));
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

async function receive(url: string, to: string, onBytes: (count: number) => void): Promise<void> {
  const response = await fetch(url).catch((error: unknown) => {
    throw unreachable(url, reasonOf(error), error);
  });
  if (!response.ok || response.body === null) {
    throw unreachable(url, `${response.status} ${response.statusText}`, undefined);
  }
  const count = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      onBytes(chunk.length);
      done(null, chunk);
    },
  });
  try {
    await pipeline(Readable.fromWeb(response.body), count, createWriteStream(to));
  } catch (error) {
    throw isDiskFull(error) ? diskFull(to, error) : unreachable(url, reasonOf(error), error);
  }
}

async function check(wanted: Download, path: string): Promise<void> {
  const found = await sha256Of(path);
  if (found === wanted.sha256) return;
  throw new StackError({
    what: `${wanted.file} arrived broken or altered; it was removed.`,
    tried: [
      `downloading ${wanted.url}`,
      `comparing its SHA-256: expected ${wanted.sha256}, got ${found}`,
    ],
    todo: 'Try again; if it stays so, something between this machine and the publisher alters downloads.',
  });
}

function unreachable(url: string, reason: string, cause: unknown): StackError {
  return new StackError({
    what: `${new URL(url).host} could not be reached: ${reason}.`,
    tried: [`downloading ${url}`],
    todo: 'Check the network and try again; what is already in the cache is kept.',
    cause,
  });
}

/** Whether the system said that a disk or a quota is full. */
export function isDiskFull(error: unknown): boolean {
  const code = codeOf(error);
  return code === 'ENOSPC' || code === 'EDQUOT';
}

/** The failure of a disk without room, with how much to free. */
export function diskFull(path: string, cause?: unknown): StackError {
  return new StackError({
    what: `The disk that holds ${path} is full.`,
    todo: 'Free some space (about 500 MB), then start again.',
    cause,
  });
}

async function isThere(path: string, bytes: number | undefined): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found !== undefined && (bytes === undefined || found.size === bytes);
}

function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
