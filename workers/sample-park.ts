import { readFile, writeFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import type { Pool } from 'pg';
import { z } from 'zod';
import { createApiClient } from '../cli/api-client.ts';
import { upstreamFirst } from '../domain/portfolio.ts';
import type { Registration } from '../domain/fact.ts';
import { encode } from '../gateway/codec.ts';
import type { EventSink } from '../gateway/event-source.ts';
import { openSampleAccounts } from '../identity/account-desk.ts';
import { readBacklog } from '../readmodel/dispatch.ts';
import { listSources } from '../readmodel/sources.ts';
import { TOPIC_OF } from '../schemas/event.ts';
import { FeedLine } from '../schemas/feed.ts';
import { PeopleFile } from '../schemas/person.ts';
import { parsePortfolio } from '../schemas/portfolio.ts';

const PARK = new URL('../definitions/sample-park/', import.meta.url);
const POLL_MS = 200;

const HistoryLine = z.looseObject({ type: z.string() });

/** The lines that the sample park's systems go on sending. */
export async function readFeed(): Promise<FeedLine[]> {
  return (await readLines('feed.jsonl')).map((line) => FeedLine.parse(line));
}

/** Lists the people of the park, all of them invented, so that its alerts have somebody to reach. */
export async function listSamplePeople(
  apiUrl: string,
  request: typeof fetch = fetch,
): Promise<void> {
  const { people } = PeopleFile.parse(await readJson('people.json'));
  await createApiClient(apiUrl, request).post('/people', { actor: '示例数据', people });
}

/** The password of everybody in the sample park: published, and only ever given to invented people. */
export const SAMPLE_PASSWORD = 'Kaigong-2026-demo';

/** Lets the people of the park sign in at its own issuer; who has an account keeps it as it is. */
export async function openAccountsOfPark(pool: Pool): Promise<void> {
  const { people } = PeopleFile.parse(await readJson('people.json'));
  const ids = people.map(({ id }) => id);
  await openSampleAccounts(pool, ids, SAMPLE_PASSWORD);
}

/** Registers the 28 projects without what they have reached: that comes as history. Repeating it changes nothing. */
export async function registerSamplePark(
  apiUrl: string,
  onProject: (done: number, total: number) => void,
  request: typeof fetch = fetch,
): Promise<void> {
  const api = createApiClient(apiUrl, request);
  const { entries } = parsePortfolio(await readJson('portfolio.json'));
  const registrations = upstreamFirst(entries.map(({ registration }) => registration));
  for (const [index, registration] of registrations.entries()) {
    await api.post('/projects', {
      commandId: `sample/${registration.code}`,
      actor: { id: '示例数据', role: 'administrator' },
      reason: '示例数据导入',
      registration: withoutActuals(registration),
    });
    onProject(index + 1, registrations.length);
  }
}

/** Sends the history of the park through Kafka; repeated, each event is recognised as a duplicate. Returns how many. */
export async function sendHistory(sink: EventSink): Promise<number> {
  const history = (await readLines('history.jsonl')).map((line) => HistoryLine.parse(line));
  await sink.publish(
    history.map((event) => {
      const topic = TOPIC_OF(event.type);
      if (topic === undefined)
        throw new Error(`The history has an event of unknown type ${event.type}`);
      return { topic, ...encode(event, 'structured') };
    }),
  );
  return history.length;
}

/** Waits until so many events have arrived, whether their projects are registered or not. */
export async function untilArrived(
  pool: Pool,
  events: number,
  onProgress: (arrived: number, events: number) => void,
): Promise<void> {
  for (;;) {
    const sources = await listSources(pool);
    const arrived = sources.reduce((sum, { count }) => sum + count, 0);
    onProgress(Math.min(arrived, events), events);
    if (arrived >= events) return;
    await wait(POLL_MS);
  }
}

/** Waits until every project has taken what arrived for it. */
export async function untilTaken(pool: Pool): Promise<void> {
  while ((await readBacklog(pool, 0)).waitingFacts > 0) await wait(POLL_MS);
}

const StoredFeed = z.object({ played: z.int().min(0) });

/** How many lines of the feed were played in earlier runs; `undefined` before the park was loaded. */
export async function readPlayed(file: string): Promise<number | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : StoredFeed.parse(JSON.parse(text)).played;
}

/** Notes how many lines of the feed were played; 0 says that the park is loaded. */
export async function writePlayed(file: string, played: number): Promise<void> {
  await writeFile(file, JSON.stringify({ played }));
}

/** A plan alone: what was reached comes as events. */
export function withoutActuals(registration: Registration): Registration {
  const milestones = registration.milestones.map(({ code, planned, redLine = false }) => ({
    code,
    planned,
    redLine,
  }));
  return { ...registration, milestones };
}

const readJson = async (file: string): Promise<unknown> =>
  JSON.parse(await readFile(new URL(file, PARK), 'utf8'));

async function readLines(file: string): Promise<unknown[]> {
  const text = await readFile(new URL(file, PARK), 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
}
