import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { PART_NAMES, type PartName, type PartRecord } from './part.ts';

const StoredPart = z.object({
  name: z.enum(PART_NAMES),
  provider: z.string(),
  version: z.string(),
  address: z.string(),
  port: z.number(),
  ui: z.string().exactOptional(),
  process: z.object({ pid: z.number(), startedAt: z.string() }),
  ready: z.boolean(),
});

/** A record as found on disk; `ready` is false while a start is under way, or where one was broken off. */
export interface StoredPart extends PartRecord {
  ready: boolean;
}

/** Keeps what was started, so that a later command finds it. */
export async function rememberPart(
  dataDir: string,
  record: PartRecord,
  ready: boolean,
): Promise<void> {
  const file = fileOf(dataDir, record.name);
  await mkdir(join(dataDir, 'run'), { recursive: true });
  // The address of PostgreSQL holds its password.
  await writeFile(`${file}.new`, JSON.stringify({ ...record, ready }, null, 2), { mode: 0o600 });
  await rename(`${file}.new`, file);
}

/** Removes the record of a part; nothing if there is none. */
export async function forgetPart(dataDir: string, name: PartName): Promise<void> {
  await rm(fileOf(dataDir, name), { force: true });
}

/** All records of this data directory, of processes that run and of those that ended by themselves. */
export async function readParts(dataDir: string): Promise<StoredPart[]> {
  const files = await readdir(join(dataDir, 'run')).catch((): string[] => []);
  const names = PART_NAMES.filter((name) => files.includes(`${name}.json`));
  return Promise.all(
    names.map(async (name) =>
      StoredPart.parse(JSON.parse(await readFile(fileOf(dataDir, name), 'utf8'))),
    ),
  );
}

function fileOf(dataDir: string, name: PartName): string {
  return join(dataDir, 'run', `${name}.json`);
}
