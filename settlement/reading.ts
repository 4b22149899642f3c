import type { CommandFact } from '../domain/fact.ts';
import type { Moment } from '../readmodel/definitions.ts';
import { readMoment } from '../readmodel/definitions.ts';
import type { Dependant } from '../readmodel/dependencies.ts';
import { dependantsOf } from '../readmodel/dependencies.ts';
import type { FactsAtHand } from '../readmodel/facts.ts';
import { factsAtHand } from '../readmodel/facts.ts';
import type { LevelRow } from '../readmodel/levels.ts';
import { levelsOf } from '../readmodel/levels.ts';
import type { QuickTransaction } from '../readmodel/pool.ts';
import { together } from '../readmodel/pool.ts';
import type { Snapshot } from '../readmodel/snapshots.ts';
import { findSnapshot } from '../readmodel/snapshots.ts';
import { projectCodeOf } from '../readmodel/subject-id.ts';
import type { SubjectRow } from '../readmodel/subjects.ts';
import { lockSubject } from '../readmodel/subjects.ts';
import type { Told } from '../readmodel/told-projects.ts';
import { toldOf } from '../readmodel/told-projects.ts';
import { makeWay } from './entry.ts';

/** All that a settle finds of its subject. */
export interface Found {
  row: SubjectRow;
  /** After the lock, so two settles never swap their times or rules. */
  moment: Moment;
  before: Snapshot | undefined;
  facts: FactsAtHand;
  levels: LevelRow[];
  dependants: Dependant[];
  told: Told | undefined;
}

// Keeps a single settle, which reads and folds all facts anyway, well within its time limit.
const FACTS_A_SETTLE = 1_000;

/**
 * Locks a subject until the transaction ends, and reads all that its settle goes by. The lock is a
 * statement of its own and the first, so each of the others sees what the settle before has written;
 * they are only sent together. `undefined`: there is no such subject, and nobody registers it.
 */
export async function enterAndRead(
  transaction: QuickTransaction,
  subject: string,
  entry: { commands: readonly CommandFact[]; clockOffsetMs: number },
): Promise<Found | undefined> {
  const { client, begun } = transaction;
  const code = projectCodeOf(subject);
  await makeWay(transaction, subject, entry);
  const [, row, moment, before, facts, levels, dependants, told] = await together([
    begun,
    lockSubject(client, subject),
    readMoment(client, subject),
    findSnapshot(client, subject),
    factsAtHand(client, subject, FACTS_A_SETTLE),
    levelsOf(client, subject),
    // After the facts: who declares to wait for us adds its edge and a fact for us at once.
    dependantsOf(client, code),
    toldOf(client, subject),
  ]);
  return row && { row, moment, before, facts, levels, dependants, told };
}
