import type { Pool } from 'pg';
import { until } from './temporal-until.ts';

/** Where a worker can be held up inside PostgreSQL. */
export type HoldPoint =
  /** In the COMMIT of a settle; held by the subject. */
  | 'settling'
  /** Between ringing an alert and noting that; held by the subject. */
  | 'telling'
  /** Before noting a revision as carried out; held by the subject. */
  | 'obeying'
  /** In the COMMIT of a step that is done; held by the alert and the step, with a blank between. */
  | 'stepping'
  /** In the COMMIT of a message to somebody; held by the addressee. */
  | 'gathering'
  /** Before noting how a try to hand a message over has ended; held by the addressee. */
  | 'answering'
  /** Before noting a message as sent that Kafka has; held by its id. */
  | 'marking';

/** A statement or COMMIT that waits, as if the machine were just then slow. */
export interface Hold {
  /** Resolves once somebody waits here. */
  arrived: () => Promise<void>;
  /** What waits takes effect; resolves when its session has ended, so whoever sent it must be gone. */
  keep: () => Promise<void>;
  /** What waits never takes effect. */
  undo: () => Promise<void>;
  /** Nobody is held any more. */
  release: () => Promise<void>;
}

// Of the locks that the product itself takes, none has this first number.
const LOCK = 7_361_002;

const POINTS = `
create function wait_while_held() returns trigger language plpgsql as $$
declare
  held json := to_json(new);
  name text := concat_ws(' ', coalesce(held ->> 'subject', held ->> 'alert_id', held ->> 'addressee',
    (select addressee from message where id = (held ->> 'message_id')::bigint), held ->> 'id'),
    held ->> 'step_id');
begin
  perform pg_advisory_xact_lock_shared(${LOCK}, hashtext(tg_argv[0] || ' ' || name));
  return new;
end $$;
create constraint trigger settling after insert or update on snapshot
  deferrable initially deferred for each row execute function wait_while_held('settling');
create trigger telling before update on level for each row
  when (new.told_revision > old.told_revision) execute function wait_while_held('telling');
create trigger obeying before update on subject for each row
  when (new.obeyed_revision > old.obeyed_revision) execute function wait_while_held('obeying');
create constraint trigger stepping after update on alert_step
  deferrable initially deferred for each row when (new.done_at is not null)
  execute function wait_while_held('stepping');
create constraint trigger gathering after insert on message
  deferrable initially deferred for each row execute function wait_while_held('gathering');
create trigger answering before update on delivery
  for each row execute function wait_while_held('answering');
create trigger marking before update on outbox for each row
  when (new.sent_at is not null) execute function wait_while_held('marking')`;

/** Prepares a test's own database for holding somebody up. */
export async function layHoldPoints(pool: Pool): Promise<void> {
  await pool.query(POINTS);
}

/** Holds up whoever comes to this point with this subject or alert; takes a connection of the pool until released. */
export async function holdUp(pool: Pool, point: HoldPoint, name: string): Promise<Hold> {
  const holder = await pool.connect();
  await holder.query('select pg_advisory_lock($1, hashtext($2))', [LOCK, `${point} ${name}`]);
  const {
    rows: [self],
  } = await holder.query<{ pid: number }>('select pg_backend_pid() as pid');
  let isHeld = true;
  async function waiting(): Promise<number[]> {
    const { rows } = await pool.query<{ pid: number }>(
      'select pid from pg_stat_activity where $1 = any(pg_blocking_pids(pid))',
      [self?.pid],
    );
    return rows.map(({ pid }) => pid);
  }
  async function areGone(pids: number[]): Promise<boolean> {
    const { rowCount } = await pool.query('select from pg_stat_activity where pid = any($1)', [
      pids,
    ]);
    return rowCount === 0;
  }
  async function release(): Promise<void> {
    if (!isHeld) return;
    isHeld = false;
    await holder.query('select pg_advisory_unlock_all()');
    holder.release();
  }
  async function end(how: (pids: number[]) => Promise<unknown>): Promise<void> {
    const pids = await waiting();
    if (pids.length === 0) throw new Error(`Nobody waits at ${point} ${name} any more`);
    await how(pids);
    await until(() => areGone(pids));
    await release();
  }
  return {
    arrived: () => until(async () => (await waiting()).length > 0),
    keep: () => end(release),
    undo: () => end((pids) => pool.query('select pg_terminate_backend(unnest($1::int[]))', [pids])),
    release,
  };
}
