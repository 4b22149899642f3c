import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { z } from 'zod';
import { createKafkaSource } from '../gateway/kafka-source.ts';
import { playAuthorities, type AuthoritiesAtWork } from '../gateway/play-authorities.ts';
import type { PlayedAnswer } from '../gateway/played-answers.ts';
import { loadDefinitions } from '../schemas/definitions.ts';
import type { Engine } from './engine.ts';

const FILE = 'authorities.json';

const Stored = z.object({
  taken: z.array(z.string()),
  waiting: z.array(
    z.object({
      request: z.string(),
      atMs: z.number(),
      event: z.record(z.string(), z.unknown()),
    }),
  ),
  freeMs: z.number(),
});

interface Play {
  dataDir: string;
  beatMs: number;
  log: Logger;
  onAnswer: (answer: PlayedAnswer) => void;
  signal: AbortSignal;
}

/** Plays the authorities and utilities of the sample park beside the engine; a later run goes on where this one ends. */
export async function playSampleAuthorities(
  { sink, config }: Pick<Engine, 'sink' | 'config'>,
  { dataDir, log, ...play }: Play,
): Promise<void> {
  const { approvals } = loadDefinitions();
  const items = new Map(
    [...approvals.values()].flatMap((template) => template.items.map((item) => [item.id, item])),
  );
  const file = join(dataDir, FILE);
  // One after another, each whole: a kept file is never half a file.
  let keeping = Promise.resolve();
  await playAuthorities({
    ...play,
    sink,
    source: createKafkaSource({
      connection: config.kafka.connection,
      groupId: 'sample-park-authorities',
      topics: ['approval.requests'],
      log,
    }),
    itemOf: (id) => items.get(id),
    atWork: await readAtWork(file),
    keep: (atWork) => (keeping = keeping.then(() => writeAtWork(file, atWork))),
    nowMs: () => Date.now() + config.clock.offsetMs,
  });
}

async function readAtWork(file: string): Promise<AuthoritiesAtWork> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  return text === undefined
    ? { taken: [], waiting: [], freeMs: 0 }
    : Stored.parse(JSON.parse(text));
}

async function writeAtWork(file: string, atWork: AuthoritiesAtWork): Promise<void> {
  await writeFile(`${file}.new`, JSON.stringify(atWork));
  await rename(`${file}.new`, file);
}
