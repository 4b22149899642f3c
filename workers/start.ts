import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { createApiClient } from '../cli/api-client.ts';
import { playFeed } from '../gateway/feed.ts';
import { pause } from '../gateway/pause.ts';
import type { ChangesAnswer, Page, ProjectSummary } from '../api/responses.ts';
import { showSteps } from '../infra/show-steps.ts';
import { StackError } from '../infra/stack-error.ts';
import { startStack } from '../infra/stack.ts';
import { changeLine } from './change-line.ts';
import { ConfigError, readConfig } from './config.ts';
import { DEMO_BEGIN, ensureDemoClock } from './demo-clock.ts';
import { ENGINE_PARTS, startEngine, type Engine } from './engine.ts';
import { localEnvironment, localStackOptions } from './local-stack.ts';
import {
  readFeed,
  readPlayed,
  registerSamplePark,
  sendHistory,
  untilTaken,
  writePlayed,
} from './sample-park.ts';

const USAGE = 'npm start [-- --pace <seconds between events of the feed, 0 for none>]';
const DEFAULT_PACE_SECONDS = 8;
const FEED_FILE = 'feed.json';

const say = (line = ''): void => {
  console.log(line);
};

/** Brings up the stack, the engine and the sample park, and shows what happens until Ctrl-C. */
async function start(paceSeconds: number): Promise<void> {
  const stopping = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const)
    process.once(name, () => {
      stopping.abort();
    });
  const options = localStackOptions();
  const { dataDir } = options;
  await mkdir(join(dataDir, 'logs'), { recursive: true });

  say('Kaigong 开工 — 本地服务 local stack');
  const stack = await startStack(options, showSteps(process.stdout.isTTY, say));
  await ensureDemoClock(dataDir, Date.now());
  const engine = await startEngine(
    readConfig(ENGINE_PARTS, await localEnvironment()),
    pino({ level: 'info' }, pino.destination(join(dataDir, 'logs', 'kaigong.log'))),
  );
  try {
    await loadSamplePark(engine, dataDir);
    await introduce(engine, options.ports.temporalUi, dataDir);
    await Promise.all([
      playSystems(engine, { dataDir, paceSeconds, signal: stopping.signal }),
      printChanges(engine.api.url, stopping.signal),
      untilStopped(engine, stopping),
    ]);
  } finally {
    say('\n正在停止 stopping …');
    await engine.stop();
    await stack.stop();
    say('数据已保留 the data is kept; `npm run kaigong -- stack reset --yes` deletes it.');
  }
}

async function loadSamplePark({ api, pool, sink }: Engine, dataDir: string): Promise<void> {
  const file = join(dataDir, FEED_FILE);
  if ((await readPlayed(file)) !== undefined) return;
  say('示例园区 sample park: 28 projects');
  await registerSamplePark(api.url, progress('  登记 registered'));
  const events = await sendHistory(sink);
  await untilTaken(pool, events, (taken) => {
    progress('  历史事件 history through Kafka')(taken, events);
  });
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

async function introduce(
  { api, gateway, worker }: Engine,
  temporalUi: number | null,
  dataDir: string,
) {
  const { items } = await createApiClient(api.url, fetch).get<Page<ProjectSummary>>('/projects', {
    limit: 200,
  });
  const count = (colour: string | null) =>
    items.filter((project) => project.colour === colour).length;
  say(`
示例数据 invented sample data · 演示时间 demo clock from ${DEMO_BEGIN.slice(0, 10)} 09:00
  🔴红 ${count('red')}  🟡黄 ${count('yellow')}  🔵蓝 ${count('blue')}  🟢绿 ${count('green')}  ⚪灰 ${count(null)}

  API          ${api.url}/projects
  Temporal     http://127.0.0.1:${temporalUi ?? ''}
  health       ${worker.healthUrl}/readyz · ${gateway.healthUrl}/readyz · ${api.url}/readyz
  log          ${join(dataDir, 'logs', 'kaigong.log')}

Three things to try in another terminal:
  npm run kaigong -- project explain ZZY-006
      why it is red, and what would turn it
  npm run kaigong -- project forecast ZZY-010 --milestone production --date 2026-06-14 --role projectManager --reason 幕墙延期
      one slip: watch ZZY-023, which waits for it
  npm run kaigong -- project list --colour yellow

Each change, as it happens (Ctrl-C stops everything, the data stays):`);
}

interface Play {
  dataDir: string;
  paceSeconds: number;
  signal: AbortSignal;
}

async function playSystems({ sink, config }: Engine, play: Play): Promise<void> {
  if (play.paceSeconds === 0) return;
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

async function printChanges(apiUrl: string, signal: AbortSignal): Promise<void> {
  const api = createApiClient(apiUrl, (url, init) => fetch(url, { ...init, signal }));
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

try {
  await start(readPace());
} catch (error) {
  const expected =
    error instanceof StackError || error instanceof ConfigError || error instanceof TypeError;
  console.error(expected ? error.message : error);
  process.exitCode = 1;
}
