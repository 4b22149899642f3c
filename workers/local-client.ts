import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { ProgramClient } from '../cli/token-fetch.ts';

const FILE = 'cli-client.json';

const Client = z.object({ issuer: z.string(), clientId: z.string(), clientSecret: z.string() });

/** Leaves in the data directory how the command line of this machine asks for tokens; for its owner alone. */
export async function writeLocalClient(dataDir: string, client: ProgramClient): Promise<void> {
  await writeFile(join(dataDir, FILE), JSON.stringify(client), { mode: 0o600 });
}

/** What is there; `undefined` where no issuer of this data directory ever ran. */
export async function readLocalClient(dataDir: string): Promise<ProgramClient | undefined> {
  const text = await readFile(join(dataDir, FILE), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : Client.parse(JSON.parse(text));
}
