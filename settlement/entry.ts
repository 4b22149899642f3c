import type { PoolClient } from 'pg';
import { domainNow } from '../readmodel/clock.ts';
import type { QuickTransaction } from '../readmodel/pool.ts';
import { addSubject } from '../readmodel/subjects.ts';
import type { SubjectCommand } from './commands.ts';

const SAVEPOINT = 'entry';

/** Adds the subject's row, to be locked, where one of the commands registers it. */
export async function makeWay(
  { client, begun }: QuickTransaction,
  subject: string,
  { commands, clockOffsetMs }: { commands: readonly SubjectCommand[]; clockOffsetMs: number },
): Promise<void> {
  if (!commands.some(({ type }) => type === 'command.register.v1')) return;
  await begun;
  await client.query(`savepoint ${SAVEPOINT}`);
  await addSubject(client, subject, await domainNow(client, clockOffsetMs));
}

/** Takes back all that this settle has written: for a registration that is refused. */
export async function leaveUnchanged(client: PoolClient): Promise<void> {
  await client.query(`rollback to savepoint ${SAVEPOINT}`);
}
