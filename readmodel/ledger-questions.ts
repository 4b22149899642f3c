import type { Instant } from '../domain/time.ts';
import type { KnownStatement, StatementKey } from './ledger-statements.ts';
import type { Queryable } from './pool.ts';
import { ALL_PROJECTS, knowableCondition, seenValues, type SeenProjects } from './sight.ts';

/** What a person may say of what vanished: let it stand, or take it back. */
export const LEDGER_ANSWERS = ['kept', 'wrong'] as const;
/** A person's answer. */
export type LedgerAnswer = (typeof LEDGER_ANSWERS)[number];

/** Which import asks, and when in domain time. */
export interface Asking {
  ledgerId: number;
  importId: number;
  at: Instant;
}

/** Asks about every standing statement that the import has not seen; gives how many. */
export async function askUnseen(
  client: Queryable,
  { ledgerId, importId, at }: Asking,
): Promise<number> {
  const { rowCount } = await client.query(
    `with gone as (
       update ledger_statement set state = 'asked'
       where ledger_id = $1 and seen_import <> $2 and state = 'stands'
       returning row_key, slot, subject, event_id)
     insert into ledger_question (ledger_id, import_id, asked_at, row_key, slot, subject, event_id)
     select $1, $2, $3, gone.* from gone order by row_key, slot, subject
     on conflict do nothing`,
    [ledgerId, importId, at],
  );
  return rowCount ?? 0;
}

/** A field whose cell was emptied. */
export interface EmptiedField extends StatementKey {
  eventId: string;
  field: string;
}

/** Asks about emptied cells, once each; gives how many are new. */
export async function askEmptied(
  client: Queryable,
  { ledgerId, importId, at }: Asking,
  emptied: readonly EmptiedField[],
): Promise<number> {
  const { rowCount } = await client.query(
    `insert into ledger_question (ledger_id, import_id, asked_at, row_key, slot, subject, event_id, field)
     select $1, $2, $3, * from unnest($4::text[], $5::text[], $6::text[], $7::text[], $8::text[])
     on conflict do nothing`,
    [
      ledgerId,
      importId,
      at,
      emptied.map(({ rowKey }) => rowKey),
      emptied.map(({ slot }) => slot),
      emptied.map(({ subject }) => subject),
      emptied.map(({ eventId }) => eventId),
      emptied.map(({ field }) => field),
    ],
  );
  return rowCount ?? 0;
}

/** Closes the questions about what the ledger has again. */
export async function closeReturned(
  client: Queryable,
  { ledgerId, at }: Pick<Asking, 'ledgerId' | 'at'>,
  seen: readonly (StatementKey & { fields: readonly string[] })[],
): Promise<void> {
  await client.query(
    `update ledger_question set answer = 'returned', answered_at = $2
     from unnest($3::text[], $4::text[], $5::text[], $6::jsonb[]) as seen (row_key, slot, subject, fields)
     where ledger_id = $1 and answer is null and ledger_question.row_key = seen.row_key
       and ledger_question.slot = seen.slot and ledger_question.subject = seen.subject
       and (field is null or seen.fields ? field)`,
    [
      ledgerId,
      at,
      seen.map(({ rowKey }) => rowKey),
      seen.map(({ slot }) => slot),
      seen.map(({ subject }) => subject),
      seen.map(({ fields }) => JSON.stringify(fields)),
    ],
  );
}

/** Something that vanished from a ledger and waits for a person. */
export interface LedgerQuestion {
  id: number;
  source: string;
  ledger: string;
  rowKey: string;
  /** Where the row stood last. */
  row: number;
  type: string;
  subject: string;
  eventId: string;
  /** The emptied field; null when the whole row, or its date, has vanished. */
  field: string | null;
  said: KnownStatement['said'];
  /** The file in which it was missed. */
  file: string;
  askedAt: Instant;
}

const QUESTION = `select question.id, source, name as ledger, question.row_key as "rowKey",
    row_number as row, type, question.subject, question.event_id as "eventId", field, said, file,
    asked_at as "askedAt"
  from ledger_question as question
  join ledger on ledger.id = question.ledger_id
  join ledger_import on ledger_import.id = question.import_id
  join ledger_statement as statement on (statement.ledger_id, statement.row_key, statement.slot,
    statement.subject) = (question.ledger_id, question.row_key, question.slot, question.subject)`;

/** The condition of SQL under which what a ledger says of a subject (a project's code, with an application's number behind it) may be shown. */
export const ofLedgerSubject = (subject: string, values: readonly [string, string]): string =>
  knowableCondition(`split_part(${subject}, '/', 1)`, values);

/** Open questions from an id on, the oldest first, about projects that are seen or that nobody has registered. */
export async function listQuestions(
  client: Queryable,
  { after = 0, limit, seen }: { after?: number | undefined; limit: number; seen: SeenProjects },
): Promise<LedgerQuestion[]> {
  const { rows } = await client.query<LedgerQuestion>(
    `${QUESTION} where answer is null and question.id > $1
       and ${ofLedgerSubject('question.subject', ['$3', '$4'])}
     order by question.id limit $2`,
    [after, limit, ...seenValues(seen)],
  );
  return rows;
}

/** A question with the statement that it is about. */
export interface LockedQuestion {
  ledgerId: number;
  source: string;
  ledger: string;
  field: string | null;
  /** Null while it is open. */
  answer: LedgerAnswer | 'returned' | null;
  row: number;
  importId: number;
  statement: KnownStatement;
}

/** A question, its ledger locked for the transaction of `client`; `undefined` if there is none that is seen. */
export async function lockQuestion(
  client: Queryable,
  id: number,
  seen: SeenProjects = ALL_PROJECTS,
): Promise<LockedQuestion | undefined> {
  // First and by itself, as imports take it: who has the ledger may write all that belongs to it.
  await client.query(
    `select from ledger where id = (select ledger_id from ledger_question where id = $1) for update`,
    [id],
  );
  const { rows } = await client.query<Omit<LockedQuestion, 'statement'> & KnownStatement>(
    `select ledger.id as "ledgerId", source, name as ledger, field, answer, row_number as row,
       seen_import as "importId", statement.row_key as "rowKey", statement.slot, statement.subject,
       type, revision, statement.event_id as "eventId", said, state
     from ledger_question as question
     join ledger on ledger.id = question.ledger_id
     join ledger_statement as statement on (statement.ledger_id, statement.row_key, statement.slot,
       statement.subject) = (question.ledger_id, question.row_key, question.slot, question.subject)
     where question.id = $1 and ${ofLedgerSubject('question.subject', ['$2', '$3'])}`,
    [id, ...seenValues(seen)],
  );
  const [row] = rows;
  if (!row) return undefined;
  const { ledgerId, source, ledger, field, answer, row: place, importId, ...statement } = row;
  return { ledgerId, source, ledger, field, answer, row: place, importId, statement };
}

/** Keeps a person's answer. */
export async function answerQuestion(
  client: Queryable,
  given: { id: number; answer: LedgerAnswer; actor: string; reason: string; at: Instant },
): Promise<void> {
  await client.query(
    `update ledger_question set answer = $2, answered_by = $3, reason = $4, answered_at = $5
     where id = $1`,
    [given.id, given.answer, given.actor, given.reason, given.at],
  );
}
