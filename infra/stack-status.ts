import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { PART_NAMES, PART_TITLES, type PartName } from './part.ts';
import { answers } from './ports.ts';
import { isRunning } from './process.ts';
import { readParts, type StoredPart } from './run-records.ts';

/** One part of the stack, as people and programs are shown it. */
export interface PartStatus {
  name: PartName;
  title: string;
  /** `elsewhere`: its address is a setting, so it is none of this stack's business. */
  state: 'up' | 'not answering' | 'down' | 'elsewhere';
  /** Without its password, since it is for showing. */
  address?: string;
  provider?: string;
  version?: string;
  pid?: number;
  /** Address of its page, if it has one. */
  ui?: string;
  /** What its data takes on disk. */
  bytes: number;
}

const BLOCK_BYTES = 512;

/** How each part of the stack on this data directory is. */
export async function stackStatus(
  dataDir: string,
  given: Partial<Record<PartName, string>> = {},
): Promise<PartStatus[]> {
  const records = await readParts(dataDir);
  return Promise.all(
    PART_NAMES.map(async (name) => {
      const known = { name, title: PART_TITLES[name], bytes: await bytesOf(join(dataDir, name)) };
      const address = given[name];
      if (address !== undefined) {
        return { ...known, state: 'elsewhere', address: withoutPassword(address) } as const;
      }
      const record = records.find((part) => part.name === name);
      if (record === undefined || !(await isRunning(record.process))) {
        return { ...known, state: 'down' } as const;
      }
      return { ...known, ...(await runningStatus(record)) };
    }),
  );
}

async function runningStatus({ address, provider, version, port, ui, process }: StoredPart) {
  const state: PartStatus['state'] = (await answers(port)) ? 'up' : 'not answering';
  return {
    state,
    address: withoutPassword(address),
    provider,
    version,
    pid: process.pid,
    ...(ui === undefined ? {} : { ui }),
  };
}

// By its text, because not every address that a driver takes is a URL.
const withoutPassword = (address: string): string =>
  address.replace(/^(\w+:\/\/[^/?#:]*):.*@/, '$1:***@').replace(/([?&]password=)[^&#]*/, '$1***');

async function bytesOf(path: string): Promise<number> {
  try {
    const real = await realpath(path);
    const found = await stat(real);
    // Not its size: Kafka's index files have ten megabytes each and take hardly any.
    const own = found.blocks * BLOCK_BYTES;
    if (!found.isDirectory()) return own;
    const sizes = (await readdir(real)).map((name) => bytesOf(join(real, name)));
    return (await Promise.all(sizes)).reduce((sum, bytes) => sum + bytes, own);
  } catch {
    return 0; // gone meanwhile
  }
}
