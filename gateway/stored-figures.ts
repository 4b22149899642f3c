import type { Pool } from 'pg';
import { Gauge, type Registry } from 'prom-client';
import { countDeadLetters } from '../readmodel/dead-letters.ts';
import { readBacklog } from '../readmodel/dispatch.ts';
import { readOutboxBacklog } from '../readmodel/outbox.ts';
import { runningRecheck } from '../readmodel/rechecks.ts';
import { listSources } from '../readmodel/sources.ts';
import { findStuck, STUCK_REASONS } from '../readmodel/stuck.ts';
import { DEAD_LETTER_REASONS } from '../schemas/dead-letter.ts';

/** Where figures are read. */
interface Store {
  pool: Pool;
  clockOffsetMs: number;
}

interface Sample {
  name: string;
  /** Of the family's label. */
  label?: string;
  value: number;
}

/** Figures of one query; by name without `kaigong_`, with what each means. */
interface Family {
  help: Readonly<Record<string, string>>;
  label?: string;
  read: (store: Store) => Promise<Sample[]>;
}

/** Every figure that is read from PostgreSQL at the moment it is asked for; all gateways show the same. */
export const STORED: readonly Family[] = [
  {
    help: {
      waiting_facts: 'Facts of known projects that wait for a settle',
      oldest_waiting_seconds: 'Age of the oldest of them',
      parked_facts: 'Facts of projects that nobody has registered',
      faulty_projects: 'Projects whose settle fails',
      lagging_projects: 'Projects whose workflow has something left to do',
      overdue_projects: 'Projects whose next change is over a minute past',
      lost_workflows: 'Times that Temporal had lost or restored a workflow',
    },
    async read({ pool, clockOffsetMs }) {
      const backlog = await readBacklog(pool, clockOffsetMs);
      return [
        { name: 'waiting_facts', value: backlog.waitingFacts },
        { name: 'oldest_waiting_seconds', value: backlog.oldestWaitingSeconds },
        { name: 'parked_facts', value: backlog.parkedFacts },
        { name: 'faulty_projects', value: backlog.faultySubjects },
        { name: 'lagging_projects', value: backlog.laggingSubjects },
        { name: 'overdue_projects', value: backlog.overdueSubjects },
        { name: 'lost_workflows', value: backlog.lostCount },
      ];
    },
  },
  {
    help: {
      outbox_unsent: 'Messages that have not left for Kafka yet',
      outbox_oldest_seconds: 'Age of the oldest of them that does not wait for a person',
      outbox_blocked: 'Messages that can not be sent as they are',
    },
    async read({ pool }) {
      const { unsent, oldestUnsentSeconds, blocked } = await readOutboxBacklog(pool);
      return [
        { name: 'outbox_unsent', value: unsent },
        { name: 'outbox_oldest_seconds', value: oldestUnsentSeconds },
        { name: 'outbox_blocked', value: blocked },
      ];
    },
  },
  {
    help: { dead_letters: 'Messages set aside' },
    label: 'reason',
    async read({ pool }) {
      const counts = await countDeadLetters(pool);
      return countsBy('dead_letters', DEAD_LETTER_REASONS, (wanted) =>
        counts.reduce((sum, { reason, count }) => sum + (reason === wanted ? count : 0), 0),
      );
    },
  },
  {
    help: { source_silent: 'Whether projects were told that a source has fallen silent' },
    label: 'source',
    async read({ pool }) {
      const sources = await listSources(pool);
      return sources.map(({ source, silentSince }) => ({
        name: 'source_silent',
        label: source,
        value: Number(silentSince !== null),
      }));
    },
  },
  {
    help: {
      recheck_projects: 'Projects of the recheck that runs; 0 without one',
      recheck_projects_done: 'Of them settled or given up',
    },
    async read({ pool }) {
      const { total = 0, done = 0 } = (await runningRecheck(pool)) ?? {};
      return [
        { name: 'recheck_projects', value: total },
        { name: 'recheck_projects_done', value: done },
      ];
    },
  },
  {
    help: { stuck_projects: 'Projects that do not go on by themselves, each once' },
    label: 'reason',
    async read({ pool, clockOffsetMs }) {
      const stuck = await findStuck(pool, clockOffsetMs);
      return countsBy(
        'stuck_projects',
        STUCK_REASONS,
        (wanted) => stuck.filter(({ reason }) => reason === wanted).length,
      );
    },
  },
];

/** Gauges of a family; gives how to read and set them. Without an answer they have no value, which is not zero. */
export function registerStored(
  registry: Registry,
  { help, label, read }: Family,
): (store: Store) => Promise<void> {
  const labelNames = [label ?? 'none'];
  const gauges = new Map(
    Object.entries(help).map(([name, text]) => [
      name,
      new Gauge({ name: `kaigong_${name}`, help: text, labelNames, registers: [registry] }),
    ]),
  );
  return async (store) => {
    // `kaigong_up{neighbour="postgres"}` says that there is no answer.
    const samples = await read(store).catch(() => []);
    for (const gauge of gauges.values()) gauge.reset();
    for (const { name, label: value, value: amount } of samples) {
      gauges.get(name)?.set(label && value ? { [label]: value } : {}, amount);
    }
  };
}

// A reason of which there is none shows 0, so that its first one is seen as a rise.
function countsBy(name: string, labels: readonly string[], count: (label: string) => number) {
  return labels.map((label): Sample => ({ name, label, value: count(label) }));
}
