import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { pino, type Logger } from 'pino';
import { createApiClient, type ApiClient } from '../cli/api-client.ts';
import { createTokenFetch } from '../cli/token-fetch.ts';
import { playFeed } from '../gateway/feed.ts';
import { pause } from '../gateway/pause.ts';
import type { PlayedAnswer } from '../gateway/played-answers.ts';
import type { ChangesAnswer } from '../api/responses.ts';
import type { MessageSink } from '../infra/message-sink/start-message-sink.ts';
import { showSteps } from '../infra/show-steps.ts';
import { StackError } from '../infra/stack-error.ts';
import { startStack } from '../infra/stack.ts';
import { answerLine } from './answer-line.ts';
import { changeLine } from './change-line.ts';
import { ConfigError, readConfig } from './config.ts';
import { isMisfit } from './database.ts';
import { ensureDemoClock } from './demo-clock.ts';
import { ENGINE_PARTS, startEngine, type Engine } from './engine.ts';
import { introduction } from './introduction.ts';
import { receiveLocally } from './local-messages.ts';
import { writeLocalClient } from './local-client.ts';
import { localEnvironment, localStackOptions, withLocalIssuer } from './local-stack.ts';
import { messageLine } from './message-line.ts';
import { playSampleAuthorities } from './played-authorities.ts';
import {
  listSamplePeople,
  openAccountsOfPark,
  readFeed,
  readPlayed,
  registerSamplePark,
  sendHistory,
  untilArrived,
  untilTaken,
  writePlayed,
} from './sample-park.ts';
import { installRuntime } from './temporal-runtime.ts';
import { startTracing } from './tracing.ts';

const USAGE = 'npm start [-- --pace <seconds between events of the feed, 0 for none>]';
const DEFAULT_PACE_SECONDS = 8;
const FEED_FILE = 'feed.json';

const say = (line = ''): void => {
  console.log(line);
};

/** Brings up the stack, the engine and the sample park, and shows what happens until Ctrl-C. */
async function start(paceSeconds: number): Promise<void> {
  const stopping = stopOnSignals();
  const options = localStackOptions();
  const { dataDir } = options;
  await mkdir(join(dataDir, 'logs'), { recursive: true });
  say('Kaigong 开工 — 本地服务 local stack');
  const stack = await startStack(options, showSteps(process.stdout.isTTY, say));
  try {
    if (!stopping.signal.aborted) await runPark(dataDir, paceSeconds, stopping);
  } finally {
    await stack.stop();
    say('数据已保留 the data is kept; `npm run kaigong -- stack reset --yes` deletes it.');
  }
}

/** Aborted by the first Ctrl-C or SIGTERM; a second one ends the process at once. */
function stopOnSignals(): AbortController {
  const stopping = new AbortController();
  const stop = (): void => {
    if (!stopping.signal.aborted) say('\n正在停止 stopping … (Ctrl-C again: at once)');
    stopping.abort();
  };
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, stop);
  return stopping;
}

async function runPark(dataDir: string, paceSeconds: number, stopping: AbortController) {
  const { signal } = stopping;
  await ensureDemoClock(dataDir, Date.now());
  const log = pino({ level: 'info' }, pino.destination(join(dataDir, 'logs', 'kaigong.log')));
  await installRuntime(log);
  const { tracing } = readConfig(['tracing']);
  const stopTracing = startTracing(tracing.endpoint, 'kaigong');
  const { sink, environment } = await receiveLocally(withLocalIssuer(await localEnvironment()));
  const engine = await startEngine(readConfig(ENGINE_PARTS, environment), log).catch(
    async (error: unknown) => {
      await sink.close();
      throw error;
    },
  );
  let printing: Promise<unknown> | undefined;
  try {
    const request = await fetchFor(engine, dataDir);
    await loadSamplePark(engine, dataDir, request);
    say(await introduction(engine, { dataDir, messages: sink.url, request }));
    const api = createApiClient(engine.api.url, request);
    printing = Promise.all([printChanges(api, signal), printMessages(sink, signal)]);
    const playing = playSystems(engine, { dataDir, paceSeconds, log, signal });
    await Promise.all([playing, untilStopped(engine, stopping)]);
  } finally {
    stopping.abort();
    // The API's end also ends the last wait for changes.
    await Promise.all([engine.stop(), printing]);
    await sink.close();
    await stopTracing();
  }
}

/** Sends requests as the command line of this machine, which may act for anybody. */
async function fetchFor({ api: { issuer } }: Engine, dataDir: string): Promise<typeof fetch> {
  if (!issuer) return fetch;
  await writeLocalClient(dataDir, issuer.cli);
  return createTokenFetch(fetch, { client: issuer.cli });
}

async function loadSamplePark(
  { api, pool, sink }: Engine,
  dataDir: string,
  request: typeof fetch,
): Promise<void> {
  if (api.issuer) await openAccountsOfPark(pool);
  const file = join(dataDir, FEED_FILE);
  if ((await readPlayed(file)) !== undefined) return;
  say('示例园区 sample park: 28 projects');
  // Before the projects: alone, their plans would look late, and alerts be raised about the past.
  const events = await sendHistory(sink);
  await untilArrived(pool, events, progress('  历史事件 history through Kafka'));
  await listSamplePeople(api.url, request);
  await registerSamplePark(api.url, progress('  登记 registered'), request);
  await untilTaken(pool);
  await writePlayed(file, 0);
}

/** Rewrites one line on a terminal; elsewhere it prints only the last. */
function progress(title: string): (done: number, total: number) => void {
  return (done, total) => {
    if (process.stdout.isTTY) process.stdout.write(`\r${title} ${done}/${total}`);
    if (done < total) return;
    if (process.stdout.isTTY) say();
    else say(`${title} ${total}`);
  };
}

interface Play {
  dataDir: string;
  paceSeconds: number;
  log: Logger;
  signal: AbortSignal;
}

async function playSystems(engine: Engine, play: Play): Promise<void> {
  if (play.paceSeconds === 0) return;
  const { dataDir, paceSeconds, log, signal } = play;
  const onAnswer = (answer: PlayedAnswer): void => {
    say(answerLine(answer));
  };
  const beatMs = paceSeconds * 1_000;
  await Promise.all([
    playStory(engine, play),
    playSampleAuthorities(engine, { dataDir, beatMs, log, onAnswer, signal }),
  ]);
}

async function playStory({ sink, config }: Engine, play: Play): Promise<void> {
  const file = join(play.dataDir, FEED_FILE);
  await playFeed({
    sink,
    lines: await readFeed(),
    played: (await readPlayed(file)) ?? 0,
    paceMs: play.paceSeconds * 1_000,
    now: () => new Date(Date.now() + config.clock.offsetMs).toISOString(),
    onLine: async (line, played) => {
      say(`  » ${line.note}`);
      await writePlayed(file, played);
    },
    signal: play.signal,
  });
}

async function printChanges(api: ApiClient, signal: AbortSignal): Promise<void> {
  let after = 'latest';
  while (!signal.aborted) {
    const query = { after, waitSeconds: after === 'latest' ? 0 : 20 };
    const answer = await api.get<ChangesAnswer>('/changes', query).catch(() => undefined);
    // The API answers again after an outage; what was missed comes with the next call.
    if (!answer) await pause(1_000, signal);
    for (const item of answer?.items ?? []) {
      const line = changeLine(item);
      if (line !== undefined) say(line);
    }
    after = answer?.next ?? after;
  }
}

async function printMessages(sink: MessageSink, signal: AbortSignal): Promise<void> {
  let told = 0;
  while (!signal.aborted) {
    const fresh = sink.messages().filter(({ number }) => number > told);
    for (const message of fresh) say(messageLine(message));
    told = fresh.at(-1)?.number ?? told;
    await pause(1_000, signal);
  }
}

/** Ends with the signal, or with the first part of the engine that can't go on. */
async function untilStopped({ gateway, worker }: Engine, stopping: AbortController): Promise<void> {
  const asked = new Promise<void>((resolve) => {
    stopping.signal.addEventListener(
      'abort',
      () => {
        resolve();
      },
      { once: true },
    );
  });
  try {
    await Promise.race([asked, gateway.ended, worker.ended]);
  } finally {
    stopping.abort();
  }
}

function readPace(): number {
  const { values } = parseArgs({ options: { pace: { type: 'string' } } });
  const pace = Number(values.pace ?? DEFAULT_PACE_SECONDS);
  if (!Number.isFinite(pace) || pace < 0) throw new TypeError(`expected seconds: ${USAGE}`);
  return pace;
}

/** What a person at the terminal can act on; anything else is a fault of ours, with its stack. */
function explain(error: unknown): unknown {
  if (error instanceof StackError || error instanceof ConfigError || error instanceof TypeError) {
    return error.message;
  }
  if (error instanceof Error && isMisfit(error)) {
    return `${error.message}\nOr begin anew, without what is there: \`npm run kaigong -- stack reset --yes\`.`;
  }
  const { code, port } = error as { code?: unknown; port?: unknown };
  if (code !== 'EADDRINUSE') return error;
  return `Port ${String(port)} is in use, perhaps by another \`npm start\`. Stop it, or choose others with
KAIGONG_API_PORT, KAIGONG_WORKER_HEALTH_PORT, KAIGONG_GATEWAY_HEALTH_PORT, KAIGONG_MESSAGE_SINK_PORT,
KAIGONG_SMTP_SINK_PORT and KAIGONG_ISSUER_PORT.`;
}

try {
  await start(readPace());
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}
