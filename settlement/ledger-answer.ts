import type { PoolClient } from 'pg';
import type { Instant } from '../domain/time.ts';
import { domainNow } from '../readmodel/clock.ts';
import {
  answerQuestion,
  lockQuestion,
  type LedgerAnswer,
  type LockedQuestion,
} from '../readmodel/ledger-questions.ts';
import { putStatements, type KnownStatement } from '../readmodel/ledger-statements.ts';
import { inTransaction } from '../readmodel/pool.ts';
import type { SeenProjects } from '../readmodel/sight.ts';
import type { RawCloudEvent } from '../schemas/cloud-event.ts';
import { describeFaults } from '../schemas/fault.ts';
import { statementEvent, voidEvent } from '../schemas/ledger-statement.ts';
import { parseEvent } from '../schemas/parse-event.ts';
import { lockIncoming, sendIn, type IncomingEvent } from './events-in.ts';
import { ledgerEventId } from './ledger-diff.ts';
import type { LedgerDeps } from './ledger-import.ts';

/** What a person says of something that vanished from a ledger, and why. */
export interface GivenAnswer {
  answer: LedgerAnswer;
  actor: string;
  reason: string;
}

/** What came of an answer. */
export type AnswerOutcome = { events: string[] } | 'unknown' | 'answered';

/**
 * Takes a person's answer: `kept` changes nothing, `wrong` voids the event, and states it anew without
 * the emptied field if only that was in question. Gives the ids of the events sent.
 */
export async function answerLedgerQuestion(
  { pool, clockOffsetMs, seen }: LedgerDeps & { seen?: SeenProjects },
  id: number,
  given: GivenAnswer,
): Promise<AnswerOutcome> {
  return inTransaction(pool, async (client) => {
    const question = await lockQuestion(client, id, seen);
    if (!question) return 'unknown';
    if (question.answer !== null) return 'answered';
    const at = await domainNow(client, clockOffsetMs);
    await answerQuestion(client, { id, ...given, at });
    const { statement, events } = carryOut(question, given, at);
    await put(client, question, statement);
    if (events.length > 0) await lockIncoming(client);
    await sendIn(client, events.map(incoming), at);
    return { events: events.map((event) => String(event['id'])) };
  });
}

interface CarriedOut {
  statement: KnownStatement;
  events: RawCloudEvent[];
}

function carryOut(
  { source, ledger, field, statement }: LockedQuestion,
  { answer, reason }: GivenAnswer,
  at: Instant,
): CarriedOut {
  if (answer === 'kept') {
    return { statement: field === null ? { ...statement, state: 'kept' } : statement, events: [] };
  }
  const idAt = (revision: number) => ledgerEventId(ledger, { ...statement, revision });
  const projectCode = statement.subject.split('/')[0] ?? '';
  const about = { ...statement, projectCode };
  const revision = statement.revision + 1;
  const target = statement.eventId;
  const voided = voidEvent({ source, id: idAt(revision), target, statement: about, at, reason });
  if (field === null) {
    return { statement: { ...statement, revision, state: 'voided' }, events: [voided] };
  }
  const said = Object.fromEntries(
    Object.entries(statement.said).filter(([name]) => name !== field),
  );
  const eventId = idAt(revision + 1);
  const restated = statementEvent({ ...about, said }, { source, id: eventId });
  return {
    statement: { ...statement, revision: revision + 1, eventId, said },
    events: [voided, restated],
  };
}

function incoming(raw: RawCloudEvent): IncomingEvent {
  const parsed = parseEvent(raw);
  if (!parsed.ok) throw new Error(`Not an event: ${describeFaults(parsed.faults)}`);
  return { raw, event: parsed.event };
}

async function put(
  client: PoolClient,
  { ledgerId, importId, row }: LockedQuestion,
  statement: KnownStatement,
): Promise<void> {
  await putStatements(client, { ledgerId, importId }, [{ ...statement, row }]);
}
