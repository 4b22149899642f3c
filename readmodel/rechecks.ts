import type { Colour } from '../domain/definitions.ts';
import type { Instant } from '../domain/time.ts';
import type { DefinitionKind } from '../schemas/definition-rows.ts';
import type { Queryable } from './pool.ts';

/** A version that takes the place of another. */
export interface DefinitionChange {
  kind: DefinitionKind;
  id: string;
  /** The version in force before; with its id where a calendar takes the place of another. */
  from: string;
  to: string;
}

/** What a recheck was started with. */
export interface RecheckOrder {
  generation: number;
  definitions: readonly DefinitionChange[];
  coreVersion: number;
  /** Open projects keep the version of their lifecycle template. */
  keepTemplates: boolean;
  ratePerSecond: number;
  actor: string;
  /** Domain time. */
  startedAt: Instant;
}

/** A recheck and how far it has come. */
export interface Recheck extends RecheckOrder {
  id: number;
  state: 'running' | 'done';
  finishedAt: Instant | null;
  /** Projects that were open at its start. */
  total: number;
  /** Of them settled or failed. */
  done: number;
}

/** What a recheck did to one subject. */
export interface RecheckedProject {
  subject: string;
  from: Colour | null;
  to: Colour | null;
}

/** A subject that could not be settled by the new rules; it keeps what it had and is tried again by the next recheck. */
export interface RecheckFailure {
  subject: string;
  fault: string;
}

// Approvals are settled along with their projects; numbers and colours are told of projects.
const IS_PROJECT = `recheck_item.subject like 'project/%'`;

const SELECT = `select id, state, generation, definitions, core_version as "coreVersion",
    keep_templates as "keepTemplates", rate_per_second as "ratePerSecond", actor,
    started_at as "startedAt", finished_at as "finishedAt",
    coalesce(recheck.total, counts.total) as total, coalesce(recheck.total, counts.done) as done
  from recheck cross join lateral (
    select count(*) as total, count(done_at) as done from recheck_item
    where recheck_id = recheck.id and ${IS_PROJECT}
  ) as counts`;

/** The recheck that is not done yet, if there is one. */
export async function runningRecheck(client: Queryable): Promise<Recheck | undefined> {
  const { rows } = await client.query<Recheck>(`${SELECT} where state = 'running'`);
  return rows[0];
}

/** A recheck by its id. */
export async function findRecheck(client: Queryable, id: number): Promise<Recheck | undefined> {
  const { rows } = await client.query<Recheck>(`${SELECT} where id = $1`, [id]);
  return rows[0];
}

/** Newest first. */
export async function listRechecks(client: Queryable, limit: number): Promise<Recheck[]> {
  const { rows } = await client.query<Recheck>(`${SELECT} order by id desc limit $1`, [limit]);
  return rows;
}

/** Adds a recheck of these subjects in their order, each with the colour it has now; gives its id. */
export async function addRecheck(
  client: Queryable,
  order: RecheckOrder,
  subjects: readonly string[],
): Promise<number> {
  const { rows } = await client.query<{ id: number }>(
    `insert into recheck (state, generation, definitions, core_version, keep_templates,
       rate_per_second, actor, started_at)
     values ('running', $1, $2, $3, $4, $5, $6, $7) returning id`,
    [
      order.generation,
      JSON.stringify(order.definitions),
      order.coreVersion,
      order.keepTemplates,
      order.ratePerSecond,
      order.actor,
      order.startedAt,
    ],
  );
  const [row] = rows;
  if (!row) throw new Error('The recheck was not added');
  await client.query(
    `insert into recheck_item (recheck_id, place, subject, from_colour)
     select $1, place, named.subject, coalesce(snapshot.colour, approval_snapshot.colour)
     from unnest($2::text[]) with ordinality as named (subject, place)
     left join snapshot on snapshot.subject = named.subject
     left join approval_snapshot on approval_snapshot.subject = named.subject`,
    [row.id, subjects],
  );
  return row.id;
}

/** What whoever works on a recheck needs of it. */
export type RecheckJob = Pick<Recheck, 'id' | 'keepTemplates' | 'ratePerSecond'>;

/**
 * The running recheck, for `runner` alone until the lease ends or is renewed by the next call.
 * `undefined`: nothing to do, somebody else does it, or it needs a newer core.
 */
export async function leaseRecheck(
  client: Queryable,
  { runner, coreVersion, seconds }: { runner: string; coreVersion: number; seconds: number },
): Promise<RecheckJob | undefined> {
  const { rows } = await client.query<RecheckJob>(
    `update recheck set runner = $1,
       leased_until = clock_timestamp() + make_interval(secs => $3)
     where state = 'running' and core_version <= $2
       and (runner = $1 or leased_until is null or leased_until < clock_timestamp())
     returning id, keep_templates as "keepTemplates", rate_per_second as "ratePerSecond"`,
    [runner, coreVersion, seconds],
  );
  return rows[0];
}

/** Leaves a running recheck to processes with at least this core. */
export async function requireCore(
  client: Queryable,
  id: number,
  coreVersion: number,
): Promise<void> {
  await client.query(
    `update recheck set core_version = greatest(core_version, $2), leased_until = null
     where id = $1`,
    [id, coreVersion],
  );
}

/** A subject whose turn it is, or how long all that are left wait for their next try. */
export type RecheckTurn = { subject: string } | { waitMs: number };

/** The next subject to settle, past those that failed until their next try; `undefined`: none is left. */
export async function nextToRecheck(
  client: Queryable,
  id: number,
): Promise<RecheckTurn | undefined> {
  const { rows } = await client.query<{ subject: string }>(
    `select subject from recheck_item where recheck_id = $1 and done_at is null
       and (next_try_at is null or next_try_at <= clock_timestamp())
     order by place limit 1`,
    [id],
  );
  return rows[0] ?? (await nextTry(client, id));
}

async function nextTry(client: Queryable, id: number): Promise<RecheckTurn | undefined> {
  const { rows } = await client.query<{ waitMs: number }>(
    `select ceil(extract(epoch from next_try_at - clock_timestamp()) * 1000)::float8 as "waitMs"
     from recheck_item where recheck_id = $1 and done_at is null
     order by next_try_at limit 1`,
    [id],
  );
  return rows[0] && { waitMs: Math.max(0, rows[0].waitMs) };
}

/** Puts a subject that failed back, four times as long after each try, and gives how often it was tried. */
export async function putBackInRecheck(
  client: Queryable,
  id: number,
  { subject, firstWaitMs }: { subject: string; firstWaitMs: number },
): Promise<number> {
  const { rows } = await client.query<{ tries: number }>(
    `update recheck_item set tries = tries + 1,
       next_try_at = clock_timestamp() + interval '1 millisecond' * $3 * 4 ^ tries
     where recheck_id = $1 and subject = $2 returning tries`,
    [id, subject, firstWaitMs],
  );
  return rows[0]?.tries ?? 0;
}

/** Notes the colour found, in the transaction of the settle; the first time counts. */
export async function noteRechecked(
  client: Queryable,
  id: number,
  { subject, to }: Pick<RecheckedProject, 'subject' | 'to'>,
): Promise<void> {
  await client.query(
    `update recheck_item set to_colour = $3, done_at = clock_timestamp()
     where recheck_id = $1 and subject = $2 and done_at is null`,
    [id, subject, to],
  );
}

const MAX_FAULT_TEXT = 500;

/** Notes that a subject could not be settled, and goes on without it. */
export async function noteRecheckFailed(
  client: Queryable,
  id: number,
  { subject, fault }: RecheckFailure,
): Promise<void> {
  await client.query(
    `update recheck_item set fault = $3, to_colour = from_colour, done_at = clock_timestamp()
     where recheck_id = $1 and subject = $2 and done_at is null`,
    [id, subject, fault.replaceAll('\0', '').slice(0, MAX_FAULT_TEXT)],
  );
}

/** Projects whose colour a recheck changed so far, in the order of their settles. */
export async function changedBy(client: Queryable, id: number): Promise<RecheckedProject[]> {
  const { rows } = await client.query<RecheckedProject>(
    `select subject, from_colour as "from", to_colour as "to" from recheck_item
     where recheck_id = $1 and done_at is not null and from_colour is distinct from to_colour
       and ${IS_PROJECT}
     order by place`,
    [id],
  );
  return rows;
}

/** Subjects that a recheck could not settle so far. */
export async function failedBy(client: Queryable, id: number): Promise<RecheckFailure[]> {
  const { rows } = await client.query<RecheckFailure>(
    `select subject, fault from recheck_item where recheck_id = $1 and fault is not null
     order by place`,
    [id],
  );
  return rows;
}

/** Marks a recheck as done; false when it was already. */
export async function finishRecheck(client: Queryable, id: number, at: Instant): Promise<boolean> {
  const { rowCount } = await client.query(
    `update recheck set state = 'done', finished_at = $2, runner = null, leased_until = null,
       total = (select count(*) from recheck_item where recheck_id = $1 and ${IS_PROJECT})
     where id = $1 and state = 'running'`,
    [id, at],
  );
  return rowCount === 1;
}
