import pg from 'pg';
import { sleep } from './run-clock.ts';

/** Where a gateway can be caught at work, inside PostgreSQL. */
export type WorkPoint = 'consumer' | 'dispatcher' | 'relay';

// Of the locks that the product itself takes, none has this first number.
const LOCK = 7_361_003;
const LOOK_EVERY_MS = 5;
const LIMIT_MS = 5_000;

/**
 * Points of the three parts of a gateway: the COMMIT of a batch before its offsets are, the COMMIT
 * of a settle, and the mark of what was sent after Kafka has acknowledged it.
 */
const POINTS = `
create function wait_at_work() returns trigger language plpgsql as $$
begin
  if exists (select from pg_stat_activity
             where pid = pg_backend_pid() and application_name like 'kaigong-gateway%') then
    perform pg_advisory_xact_lock_shared(${LOCK}, hashtext(tg_argv[0]));
  end if;
  return new;
end $$;
create constraint trigger at_work_taking after insert on event
  deferrable initially deferred for each row execute function wait_at_work('consumer');
create constraint trigger at_work_settling after insert or update on snapshot
  deferrable initially deferred for each row execute function wait_at_work('dispatcher');
create trigger at_work_marking before update on outbox for each row
  when (new.sent_at is not null and old.sent_at is null)
  execute function wait_at_work('relay')`;

/** Prepares a database of a run's own for catching gateways at work. */
export async function layWorkPoints(client: Pick<pg.Pool, 'query'>): Promise<void> {
  await client.query(POINTS);
}

/**
 * Holds up whichever gateway comes to this point next, has it killed there, and lets what it had
 * begun take effect or not. False when none came in time: then it was killed all the same.
 */
export async function killAtWork(
  connectionString: string,
  { point, fate, kill }: { point: WorkPoint; fate: 'keep' | 'undo'; kill: () => void },
): Promise<boolean> {
  const holder = new pg.Client({ connectionString, connectionTimeoutMillis: 2_000 });
  // PostgreSQL may be killed meanwhile; the next query says so.
  holder.on('error', () => undefined);
  try {
    await holder.connect();
    await holder.query('select pg_advisory_lock($1, hashtext($2))', [LOCK, point]);
    const caught = await someoneHeld(holder);
    kill();
    if (fate === 'undo' && caught.length > 0) {
      await holder.query('select pg_terminate_backend(unnest($1::int[]))', [caught]);
    }
    return caught.length > 0;
  } catch {
    kill();
    return false;
  } finally {
    await holder.end().catch(() => undefined);
  }
}

async function someoneHeld(holder: pg.Client): Promise<number[]> {
  const until = performance.now() + LIMIT_MS;
  while (performance.now() < until) {
    const { rows } = await holder.query<{ pid: number }>(
      'select pid from pg_stat_activity where pg_backend_pid() = any(pg_blocking_pids(pid))',
    );
    if (rows.length > 0) return rows.map(({ pid }) => pid);
    await sleep(LOOK_EVERY_MS);
  }
  return [];
}
