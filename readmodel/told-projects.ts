import type { ToldProject } from '../domain/project-change.ts';
import type { Writer } from './gathered-writes.ts';
import type { Queryable } from './pool.ts';

/** What other systems get by folding the events of a project. */
export interface Told {
  /** Null where they may know something else, so that they must be told the whole. */
  state: ToldProject | null;
  /** Identifies the rules by which it was so. */
  rules: string;
  /** Of the last event; the next ones are above it. */
  sequence: number;
}

/** What was told of a subject; `undefined` when it was never told. The caller holds its lock. */
export async function toldOf(client: Queryable, subject: string): Promise<Told | undefined> {
  const { rows } = await client.query<Told>(
    {
      name: 'told-project',
      text: `select state, coalesce(rules, '') as rules,
          greatest(told_project.sequence, told_base.sequence) as sequence
        from told_base left join told_project on subject = $1
        where subject is not null or told_base.sequence > 0`,
    },
    [subject],
  );
  return rows[0];
}

/** Keeps what is told by the transaction of `client`. */
export async function keepTold(
  writer: Writer,
  subject: string,
  { state, rules, sequence }: Told,
): Promise<void> {
  await writer.query(
    `insert into told_project (subject, state, rules, sequence) values ($1, $2, $3, $4)
     on conflict (subject) do update
     set state = excluded.state, rules = excluded.rules, sequence = excluded.sequence`,
    [subject, JSON.stringify(state), rules, sequence],
  );
}

// Long enough for a dispatcher to take it for overdue, and to settle it within seconds.
const DUE = `next_change_at = least(next_change_at, clock_timestamp() - interval '5 minutes')`;

/** Has these projects settled soon and told as a whole, closed ones too; in the transaction of `client`. */
export async function forgetTold(
  client: Queryable,
  projectCodes: readonly string[],
): Promise<void> {
  // The locks first, in one order: whoever settles one of them would write what it told over this.
  await client.query(
    'select from subject where project_code = any ($1) order by id for no key update',
    [projectCodes],
  );
  await client.query(
    `with due as (
       update subject set ${DUE} where project_code = any ($1) returning id
     )
     update told_project set state = null from due where told_project.subject = due.id`,
    [projectCodes],
  );
}

/**
 * For a database that was restored, while nobody works on it: numbers of events go on above all that
 * were given after the backup, and every project is settled soon and told as a whole.
 */
export async function forgetAllTold(client: Queryable): Promise<void> {
  // Seconds of real time and no fixed step: the same backup may be restored twice.
  await client.query(
    `with base as (
       update told_base
       set sequence = greatest(sequence + 1000000, extract(epoch from clock_timestamp())::bigint)
     ), due as (
       update subject set ${DUE} where revision > 0
     )
     update told_project set state = null`,
  );
}
