import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { isRunning, ownRecord } from './process.ts';
import { StackError } from './stack-error.ts';

const Holder = z.object({ pid: z.number(), startedAt: z.string() });

/** Does something with a data directory while no other process does. Throws a StackError when one is at it. */
export async function withLock<T>(dataDir: string, work: () => Promise<T>): Promise<T> {
  const file = join(dataDir, 'run', 'lock');
  await mkdir(join(dataDir, 'run'), { recursive: true });
  await take(file);
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
  }
}

async function take(file: string): Promise<void> {
  const own = `${file}.${process.pid}`;
  await writeFile(own, JSON.stringify(await ownRecord()));
  try {
    // A link to a whole file appears at once or not at all, so nobody reads half a holder.
    await link(own, file).catch(async () => {
      await clearAbandoned(file);
      await link(own, file);
    });
  } finally {
    await rm(own, { force: true });
  }
}

async function clearAbandoned(file: string): Promise<void> {
  const holder = Holder.parse(JSON.parse(await readFile(file, 'utf8')));
  if (await isRunning(holder)) {
    throw new StackError({
      what: `Process ${holder.pid} is starting or stopping this stack at the moment.`,
      tried: [`taking ${file}`],
      todo: 'Wait until it is done, then try again.',
    });
  }
  await rm(file, { force: true });
}
