import { withLock } from './lock.ts';
import { PART_NAMES, type PartName } from './part.ts';
import { isRunning, stop } from './process.ts';
import { forgetPart, readParts } from './run-records.ts';

/** How each server is asked to end in good order. */
const GENTLE: Record<PartName, NodeJS.Signals> = {
  temporal: 'SIGTERM',
  kafka: 'SIGTERM',
  postgres: 'SIGINT', // SIGTERM would wait for its clients to leave
};

/** Stops the stack on this data directory, in good order; returns the names of the parts that ran. */
export function stopStack(
  dataDir: string,
  names: readonly PartName[] = PART_NAMES,
): Promise<PartName[]> {
  return withLock(dataDir, () => stopParts(dataDir, names));
}

/** `stopStack` for who holds the lock already. */
export async function stopParts(dataDir: string, names: readonly PartName[]): Promise<PartName[]> {
  const records = await readParts(dataDir);
  const stopped: PartName[] = [];
  for (const name of PART_NAMES.filter((part) => names.includes(part))) {
    const record = records.find((part) => part.name === name);
    if (record === undefined) continue;
    if (await isRunning(record.process)) stopped.push(name);
    await stop(record.process, GENTLE[name], 30_000);
    await forgetPart(dataDir, name);
  }
  return stopped;
}
