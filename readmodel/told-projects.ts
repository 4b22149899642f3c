import type { ToldProject } from '../domain/project-change.ts';
import type { Writer } from './gathered-writes.ts';
import type { Queryable } from './pool.ts';

/** What other systems get by folding the events of a project. */
export interface Told {
  state: ToldProject;
  /** Identifies the rules by which it was so. */
  rules: string;
  /** Number of events that told it. */
  sequence: number;
}

/** What was told of a subject; the caller holds its lock. */
export async function toldOf(client: Queryable, subject: string): Promise<Told | undefined> {
  const { rows } = await client.query<Told>(
    {
      name: 'told-project',
      text: 'select state, rules, sequence from told_project where subject = $1',
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
