import { mkdir, open, writeFile, type FileHandle } from 'node:fs/promises';
import { dirname, join, normalize, sep } from 'node:path';
import { promisify, types } from 'node:util';
import { inflateRaw, type ZlibOptions } from 'node:zlib';

interface Entry {
  name: string;
  method: number;
  packedBytes: number;
  offset: number;
}

const END_SIGNATURE = 0x06054b50;
const END_BYTES = 22;
const LOCAL_HEADER_BYTES = 30;
const STORED = 0;
const DEFLATED = 8;
const MAX_BYTES = 2 ** 32 - 1;

const inflate = promisify<Buffer, ZlibOptions, Buffer>(inflateRaw);

/** Unpacks a zip file (stored or deflated, under 4 GB), since neither Node nor every system has a tool for it. */
export async function unzip(archive: string, into: string): Promise<void> {
  const file = await open(archive);
  try {
    for (const entry of await readDirectory(file)) {
      const path = join(into, safe(entry.name));
      if (entry.name.endsWith('/')) {
        await mkdir(path, { recursive: true });
        continue;
      }
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, await readEntry(file, entry));
    }
  } finally {
    await file.close();
  }
}

/**
 * How much a zip file holds when unpacked, whatever its headers claim; counts up to `limit` and gives
 * Infinity beyond it, so that a small file can't fill the memory.
 */
export async function unpackedBytes(archive: string, limit: number): Promise<number> {
  const file = await open(archive);
  try {
    let bytes = 0;
    for (const entry of await readDirectory(file)) {
      bytes += (await readEntry(file, entry, limit - bytes + 1)).length;
      if (bytes > limit) return Infinity;
    }
    return bytes;
  } catch (error) {
    if (isTooLarge(error)) return Infinity;
    throw error;
  } finally {
    await file.close();
  }
}

const isTooLarge = (error: unknown): boolean =>
  types.isNativeError(error) && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';

async function readDirectory(file: FileHandle): Promise<Entry[]> {
  const { size } = await file.stat();
  const tail = await readAt(file, Math.max(0, size - 65_557), Math.min(size, 65_557));
  const end = lastIndexOf(tail, END_SIGNATURE);
  const directory = await readAt(file, tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12));
  const entries: Entry[] = [];
  for (let at = 0; at < directory.length;) {
    const nameBytes = directory.readUInt16LE(at + 28);
    entries.push({
      name: directory.toString('utf8', at + 46, at + 46 + nameBytes),
      method: directory.readUInt16LE(at + 10),
      packedBytes: directory.readUInt32LE(at + 20),
      offset: directory.readUInt32LE(at + 42),
    });
    at += 46 + nameBytes + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

async function readEntry(file: FileHandle, entry: Entry, limit = MAX_BYTES): Promise<Buffer> {
  // Name and extra field of the local header may be longer than those of the directory.
  const local = await readAt(file, entry.offset, LOCAL_HEADER_BYTES);
  const start = entry.offset + LOCAL_HEADER_BYTES + local.readUInt16LE(26) + local.readUInt16LE(28);
  const packed = await readAt(file, start, entry.packedBytes);
  if (entry.method === STORED) return packed;
  if (entry.method === DEFLATED) return inflate(packed, { maxOutputLength: limit });
  throw new Error(`${entry.name} is packed by method ${entry.method}, which is not supported`);
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { size } = await file.stat();
  // A header may claim anything.
  const room = Math.max(0, Math.min(length, size - position));
  const { buffer, bytesRead } = await file.read(Buffer.alloc(room), 0, room, position);
  return buffer.subarray(0, bytesRead);
}

function lastIndexOf(tail: Buffer, signature: number): number {
  for (let at = tail.length - END_BYTES; at >= 0; at -= 1) {
    if (tail.readUInt32LE(at) === signature) return at;
  }
  throw new Error('not a zip file');
}

/** A name of the archive as a path below the target; one that leads out of it is refused. */
function safe(name: string): string {
  const path = normalize(name);
  if (path.startsWith('..') || path.startsWith(sep))
    throw new Error(`${name} leads out of the archive`);
  return path;
}
