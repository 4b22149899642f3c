import { countDeadLetters } from '../readmodel/dead-letters.ts';
import { readBacklog } from '../readmodel/dispatch.ts';
import { readOutboxBacklog } from '../readmodel/outbox.ts';
import { runningRecheck } from '../readmodel/rechecks.ts';
import { listSources } from '../readmodel/sources.ts';
import { findStuck, STUCK_REASONS } from '../readmodel/stuck.ts';
import { DEAD_LETTER_REASONS } from '../schemas/dead-letter.ts';
import { countsBy, type Family } from './stored-family.ts';
import { TOLD } from './told-figures.ts';

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
    labels: ['reason'],
    async read({ pool }) {
      const counts = await countDeadLetters(pool);
      return countsBy('dead_letters', 'reason', DEAD_LETTER_REASONS, (wanted) =>
        counts.reduce((sum, { reason, count }) => sum + (reason === wanted ? count : 0), 0),
      );
    },
  },
  {
    help: { source_silent: 'Whether projects were told that a source has fallen silent' },
    labels: ['source'],
    async read({ pool }) {
      const sources = await listSources(pool);
      return sources.map(({ source, silentSince }) => ({
        name: 'source_silent',
        labels: { source },
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
    labels: ['reason'],
    async read({ pool, clockOffsetMs }) {
      const stuck = await findStuck(pool, clockOffsetMs);
      return countsBy(
        'stuck_projects',
        'reason',
        STUCK_REASONS,
        (wanted) => stuck.filter(({ reason }) => reason === wanted).length,
      );
    },
  },
  ...TOLD,
];
