import { setTimeout as wait } from 'node:timers/promises';
import { untilApplied } from '../deliveries.ts';
import { alarmingEvent } from '../events.ts';
import type { EngineRound, EngineScenario, Figures } from '../scenario.ts';

const OWN = ['gateway', 'worker', 'api'];
const SERVERS = ['postgres', 'temporal', 'kafka'];

/** What it takes to keep many projects open, and to come back after all processes were killed. */
export const OPEN_PROJECTS: EngineScenario = {
  name: 'open',
  on: 'engine',
  title: '10,000 open projects',
  about:
    'Nothing happens for some seconds; then gateway, worker and API are killed and started again, until all are ready and a new event has been applied, its workflow has carried it out and its alert was told.',
  figures: [
    { key: 'openProjects', title: 'open projects', unit: '' },
    { key: 'restart', title: 'restart to full service', unit: 's', target: { atMost: 60 } },
    { key: 'idleEngine', title: 'idle, engine', unit: 'cores' },
    { key: 'idleServers', title: 'idle, PostgreSQL, Temporal and Kafka', unit: 'cores' },
    { key: 'memoryEngine', title: 'memory, engine', unit: 'MB' },
    { key: 'memoryWorker', title: 'memory, worker alone', unit: 'MB' },
    { key: 'memoryServers', title: 'memory, PostgreSQL, Temporal and Kafka', unit: 'MB' },
    { key: 'diskAProject', title: 'PostgreSQL on disk, a project', unit: 'KB' },
  ],
  amongMany: true,
  projects: () => ({ count: 1, fresh: true }),
  measure,
};

async function measure(round: EngineRound): Promise<Figures> {
  const { engine, sizes } = round;
  const before = engine.usage();
  await wait(sizes.idleSeconds * 1_000);
  const after = engine.usage();
  const cores = (names: readonly string[]) =>
    total(names, (name) => seconds(after, name) - seconds(before, name)) / sizes.idleSeconds;
  const megabytes = (names: readonly string[]) =>
    total(names, (name) => after[name]?.residentMegabytes ?? 0);
  const { projects, bytes } = await stored(round);
  return {
    openProjects: projects,
    restart: await restart(round),
    idleEngine: cores(OWN),
    idleServers: cores(SERVERS),
    memoryEngine: megabytes(OWN),
    memoryWorker: megabytes(['worker']),
    memoryServers: megabytes(SERVERS),
    diskAProject: bytes / 1_024 / projects,
  };
}

async function restart({ engine, number, projects }: EngineRound): Promise<number> {
  const source = `/site/bench-restart-${number}`;
  const begin = performance.now();
  const started = engine.restart();
  await engine.sink.publish(projects.map((project) => alarmingEvent(project, source)));
  await Promise.all([started, untilApplied(engine.pool, source, projects.length)]);
  await engine.park.settled();
  return (performance.now() - begin) / 1_000;
}

async function stored({ engine }: EngineRound): Promise<{ projects: number; bytes: number }> {
  const { rows } = await engine.pool.query<{ projects: number; bytes: number }>(
    `select (select count(*) from subject where kind = 'project' and not closed) as projects,
       pg_database_size(current_database()) as bytes`,
  );
  return rows[0] ?? { projects: 0, bytes: 0 };
}

const seconds = (usage: Record<string, { cpuSeconds: number }>, name: string): number =>
  usage[name]?.cpuSeconds ?? 0;

const total = (names: readonly string[], valueOf: (name: string) => number): number =>
  names.reduce((sum, name) => sum + valueOf(name), 0);
