import type { PoolClient } from 'pg';
import type { CommandFact } from '../domain/fact.ts';
import { domainNow } from '../readmodel/clock.ts';
import type { SubjectRow } from '../readmodel/subjects.ts';
import { addSubject, lockSubject } from '../readmodel/subjects.ts';

const SAVEPOINT = 'entry';

/**
 * Locks the subject's row until the transaction ends, as a statement of its own, so that all that
 * is read afterwards is what the settle before has written. A registration adds the row first;
 * `undefined`: there is none, and nobody registers it.
 */
export async function enter(
  client: PoolClient,
  subject: string,
  { commands, clockOffsetMs }: { commands: readonly CommandFact[]; clockOffsetMs: number },
): Promise<SubjectRow | undefined> {
  if (commands.some(({ type }) => type === 'command.register.v1')) {
    await client.query(`savepoint ${SAVEPOINT}`);
    await addSubject(client, subject, await domainNow(client, clockOffsetMs));
  }
  return lockSubject(client, subject);
}

/** Takes back all that this settle has written: for a registration that is refused. */
export async function leaveUnchanged(client: PoolClient): Promise<void> {
  await client.query(`rollback to savepoint ${SAVEPOINT}`);
}
