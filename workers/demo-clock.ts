import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const StoredClock = z.object({ offsetMs: z.int() });

/** Where the sample park's time begins: 2026-01-15 09:00 in Shanghai. */
export const DEMO_BEGIN = '2026-01-15T01:00:00.000Z';

const fileIn = (dataDir: string): string => join(dataDir, 'clock.json');

/** The demo clock of a data directory in ms to add to the real time; `undefined` where none was set. */
export async function readDemoClock(dataDir: string): Promise<number | undefined> {
  const text = await readFile(fileIn(dataDir), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : StoredClock.parse(JSON.parse(text)).offsetMs;
}

/** The demo clock, set on the first call so that the park's time begins now; it stays the same ever after. */
export async function ensureDemoClock(dataDir: string, realNowMs: number): Promise<number> {
  const stored = await readDemoClock(dataDir);
  if (stored !== undefined) return stored;
  const offsetMs = Date.parse(DEMO_BEGIN) - realNowMs;
  await writeFile(fileIn(dataDir), JSON.stringify({ offsetMs }));
  return offsetMs;
}
