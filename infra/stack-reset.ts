import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { removePostgresData } from './postgres-data.ts';
import { StackError } from './stack-error.ts';
import { stopStack } from './stack-stop.ts';

/** Stops the stack and removes its data directory. Throws a StackError when that isn't one of a stack. */
export async function resetStack(dataDir: string): Promise<void> {
  const files = await readdir(dataDir).catch((): string[] => []);
  if (files.length === 0) return;
  if (!files.includes('run')) {
    throw new StackError({
      what: `${dataDir} does not look like the data of a stack; nothing was removed.`,
      tried: [`looking for ${join(dataDir, 'run')}`],
      todo: 'Check KAIGONG_DATA_DIR, or remove the directory yourself.',
    });
  }
  await stopStack(dataDir);
  await removePostgresData(dataDir);
  await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
}
