import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StackError } from './stack-error.ts';

/** Where the broker keeps its data, and as which cluster. */
export interface KafkaDirs {
  home: string;
  clusterId: string;
  /** Whether the storage tool still has to lay out the data directory. */
  isNew: boolean;
}

/** The broker's directories and cluster id, made where they are new. Throws a StackError on data that doesn't fit. */
export async function prepareKafkaData(dataDir: string): Promise<KafkaDirs> {
  const home = join(dataDir, 'kafka');
  const logDir = join(home, 'data');
  await mkdir(logDir, { recursive: true });
  const clusterId = await ownClusterId(join(home, 'cluster-id'));
  const isNew = await checkKafkaData(logDir, clusterId);
  return { home, clusterId, isNew };
}

/** Whether the directory is empty; throws a StackError when it was half laid out or belongs to another cluster. */
export async function checkKafkaData(logDir: string, clusterId: string): Promise<boolean> {
  const files = await readdir(logDir);
  if (files.length === 0) return true;
  const file = join(logDir, 'meta.properties');
  const meta = await readFile(file, 'utf8').catch(() => '');
  const found = /^cluster\.id=(.+)$/m.exec(meta)?.[1];
  if (found === clusterId) return false;
  throw new StackError({
    what:
      found === undefined
        ? `The data in ${logDir} was never laid out to the end.`
        : `The data in ${logDir} belongs to Kafka cluster ${found}, not to ours (${clusterId}).`,
    tried: [`reading ${file}`],
    todo: `Remove ${logDir}: it holds messages on their way, the facts are in PostgreSQL.`,
  });
}

async function ownClusterId(file: string): Promise<string> {
  const known = (await readFile(file, 'utf8').catch(() => '')).trim();
  if (known !== '') return known;
  // Kafka wants 16 bytes in URL-safe base64, and no leading dash, which its own tool takes for an option.
  const id = `K${randomBytes(16).toString('base64url').slice(1)}`;
  await writeFile(file, id);
  return id;
}
