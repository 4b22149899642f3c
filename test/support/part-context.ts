import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env } from 'node:process'; // PATH and the like, for the tools that the launcher calls
import type { PartContext } from '../../infra/part.ts';

/** Lets `use` have a directory of its own, and removes it. */
export async function withDirectory<T>(use: (dir: string) => Promise<T>): Promise<T> {
  const dir = await mkdtemp(join(tmpdir(), 'kaigong-unit-'));
  try {
    return await use(dir);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/** What a part is given, for a data directory that no stack uses. */
export function partContext(dataDir: string, change: Partial<PartContext> = {}): PartContext {
  return {
    dataDir,
    cacheDir: join(dataDir, 'cache'),
    env,
    ports: { temporal: 0, temporalUi: null, kafka: 0, postgres: 0 },
    durable: false,
    progress: () => undefined,
    ...change,
  };
}
