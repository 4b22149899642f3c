import type { Moment } from '../readmodel/definitions.ts';
import { readMoment } from '../readmodel/definitions.ts';
import type { FactsAtHand } from '../readmodel/facts.ts';
import { factsAtHand } from '../readmodel/facts.ts';
import type { QuickTransaction } from '../readmodel/pool.ts';
import { together } from '../readmodel/pool.ts';
import type { Snapshot } from '../readmodel/snapshots.ts';
import type { SubjectRow } from '../readmodel/subjects.ts';
import { lockSubject } from '../readmodel/subjects.ts';
import type { SubjectCommand } from './commands.ts';
import { makeWay } from './entry.ts';
import type { Kind } from './kind.ts';
import type { Assessed } from './rules.ts';

/** All that a settle finds of its subject; `O` is what only its kind reads. */
export interface Found<A, O> {
  row: SubjectRow;
  /** After the lock, so two settles never swap their times or rules. */
  moment: Moment;
  before: Snapshot<A> | undefined;
  facts: FactsAtHand;
  own: O;
}

// Keeps a single settle, which reads and folds all facts anyway, well within its time limit.
const FACTS_A_SETTLE = 1_000;

/**
 * Locks a subject until the transaction ends, and reads all that its settle goes by. The lock is a
 * statement of its own and the first, so each of the others sees what the settle before has written;
 * they are only sent together. `undefined`: there is no such subject, and nobody registers it.
 */
export async function enterAndRead<A extends Assessed, O>(
  transaction: QuickTransaction,
  subject: string,
  {
    read,
    ...entry
  }: Pick<Kind<never, A, O>, 'read'> & {
    commands: readonly SubjectCommand[];
    clockOffsetMs: number;
  },
): Promise<Found<A, O> | undefined> {
  const { client, begun } = transaction;
  await makeWay(transaction, subject, entry);
  const [, row, moment, facts, { before, own }] = await together([
    begun,
    lockSubject(client, subject),
    readMoment(client, subject),
    factsAtHand(client, subject, FACTS_A_SETTLE),
    // After the facts: who declares to wait for a project adds its edge and a fact for it at once.
    read(client, subject),
  ]);
  return row && { row, moment, before, facts, own };
}
