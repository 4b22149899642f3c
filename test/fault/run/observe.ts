import type { Pool } from 'pg';
import type { Assessment } from '../../../domain/assessment.ts';
import { TOPICS } from '../../../schemas/event.ts';
import type { Logged } from '../oracle/effects.ts';
import type {
  HeardEvent,
  HeardLetter,
  KeptFact,
  KeptLetter,
  LeavingLine,
  Observation,
} from '../oracle/observation.ts';
import { readTopics, type ReadMessage } from './read-topic.ts';
import { MESSAGE_HEADER } from './sources.ts';

const PROJECT_EVENTS = 'project.events';

/** Lines that a run's own table keeps as they were committed, before a rebuild tells them otherwise. */
const KEEP_LINES = `
create table committed_line as select * from timeline with no data;
create function keep_line() returns trigger language plpgsql as $$
begin
  if new.cause <> 'REBUILD' then insert into committed_line select new.*; end if;
  return new;
end $$;
create trigger keep_line after insert on timeline for each row execute function keep_line()`;

/** Prepares a database of a run's own for being observed. */
export async function layObservation(pool: Pool): Promise<void> {
  await pool.query(KEEP_LINES);
}

/** The messages of the script as Kafka holds them. */
export async function readLog(broker: string): Promise<Logged[]> {
  return (await readTopics(broker, TOPICS)).map(({ topic, partition, offset, headers }) => ({
    nth: Number(headers[MESSAGE_HEADER]),
    topic,
    partition,
    offset,
  }));
}

/** All that the engine shows: in its tables, and on Kafka. What people heard is theirs to tell. */
export async function observe(pool: Pool, broker: string): Promise<Omit<Observation, 'heard'>> {
  const { rows: facts } = await pool.query<KeptFact>(
    'select subject, applied_at is not null as applied, body from fact order by seq',
  );
  const { rows: letters } = await pool.query<KeptLetter>(
    'select topic, partition, kafka_offset::text as offset, reason from dead_letter order by id',
  );
  const { rows: snapshots } = await pool.query<{ project: string; assessment: Assessment }>(
    'select project_code as project, assessment from snapshot',
  );
  const { rows: lines } = await pool.query<LeavingLine>(
    `select project_code as project, id as order, revision, kind, object, to_value as to
     from committed_line order by id`,
  );
  const events = await readTopics(broker, [PROJECT_EVENTS]);
  const heardLetters = await readTopics(
    broker,
    TOPICS.map((topic) => `${topic}.dlq`),
  );
  return {
    facts,
    letters,
    assessments: new Map(snapshots.map(({ project, assessment }) => [project, assessment])),
    openAlerts: await openAlertsOf(pool),
    lines,
    events: events.map(asEvent),
    heardLetters: heardLetters.map(asLetter),
  };
}

/** Tables as they stand, for whoever looks into a run that failed. */
export async function dumpTables(pool: Pool): Promise<Record<string, unknown[]>> {
  const dumped: Record<string, unknown[]> = {};
  for (const table of ['subject', 'level', 'alert', 'command_outcome', 'committed_line']) {
    dumped[table] = (await pool.query<Record<string, unknown>>(`select * from ${table}`)).rows;
  }
  return dumped;
}

/** A pause clears all signals, but what people were told stays open until it ends. */
export const IS_OPEN = `alert.state = 'open' and alert.standing ->> 'hiddenBy' is distinct from 'paused'`;

async function openAlertsOf(pool: Pool): Promise<Observation['openAlerts']> {
  const { rows } = await pool.query<{ project: string; id: string; severity: string }>(
    `select project_code as project, substr(alert_id, length('alert/' || project_code) + 2) as id,
       severity from alert where ${IS_OPEN}`,
  );
  const open: Observation['openAlerts'] = new Map();
  for (const { project, id, severity } of rows) {
    open.set(project, (open.get(project) ?? new Map<string, string>()).set(id, severity));
  }
  return open;
}

const asEvent = ({ key, partition, offset, value, headers }: ReadMessage): HeardEvent => ({
  key,
  partition,
  offset,
  id: headers['ce_id'] ?? '',
  source: headers['ce_source'] ?? '',
  type: headers['ce_type'] ?? '',
  sequence: Number(headers['ce_sequence']),
  data: JSON.parse(value ?? '{}') as Record<string, unknown>, // every event of ours has an object
});

const asLetter = ({ headers }: ReadMessage): HeardLetter => ({
  topic: headers['x-original-topic'] ?? '',
  partition: Number(headers['x-original-partition']),
  offset: headers['x-original-offset'] ?? '',
  reason: headers['x-dlq-reason'] ?? '',
});
