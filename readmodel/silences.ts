import type { Signal } from '../domain/assessment.ts';
import type { Fact, FactOf } from '../domain/fact.ts';
import type { Day, Instant } from '../domain/time.ts';
import { addFacts } from './facts.ts';
import type { Queryable } from './pool.ts';
import type { Word } from './sources.ts';
import { countWords, noteSilence } from './sources.ts';

/** Where the engine itself says that a source fell silent or spoke again. */
export const SILENCE_SOURCE = '/silence';

/** An open project that was not told of a silence. */
export interface UntoldProject {
  subject: string;
  /** Id of its lifecycle template. */
  template: string;
  /** Codes of the milestones that are not reached. */
  open: string[];
  /** The source has spoken of it. */
  heard: boolean;
}

/** A silence, known by the source and the day of its last word. */
export interface SilenceKey {
  source: string;
  since: Day;
}

// The source stands in the text because the index holds only what that says.
const TOLD_OF = `select subject from fact where source = '${SILENCE_SOURCE}' and fact_id =`;

/** Id of the fact by which a project is told of a silence. */
export const silenceId = ({ source, since }: SilenceKey): string => `fellSilent/${since}/${source}`;

/**
 * Counts new words with their sources; a source that projects believe to be silent has spoken, and
 * each of them is told so, in the transaction of `client`.
 */
export async function hearSources(client: Queryable, words: readonly Word[]): Promise<void> {
  if (words.length === 0) return;
  for (const { source, silentSince, heardAt } of await countWords(client, words)) {
    await endSilence(client, { source, since: silentSince }, heardAt);
  }
}

/** Open projects that were not told of a silence yet, by subject. */
export async function untoldProjects(
  client: Queryable,
  silence: SilenceKey,
): Promise<UntoldProject[]> {
  const { rows } = await client.query<UntoldProject>(
    `select subject.id as subject, snapshot.assessment->'template'->>'id' as template,
       jsonb_path_query_array(snapshot.assessment,
         '$.milestones[*] ? (@.state == "open" || @.state == "reported").code') as open,
       exists (select from fact where fact.subject = subject.id and fact.source = $1) as heard
     from subject join snapshot on snapshot.subject = subject.id
     where not subject.closed and subject.id not in (${TOLD_OF} $2)
     order by subject.id`,
    [silence.source, silenceId(silence)],
  );
  return rows;
}

/** What is unverified of a project. */
export interface UnverifiedProject {
  projectCode: string;
  name: string;
  signals: Signal[];
}

/** Projects with a signal that got worse while a source was silent, by code. */
export async function unverifiedProjects(client: Queryable): Promise<UnverifiedProject[]> {
  const { rows } = await client.query<UnverifiedProject>(
    `select project_code as "projectCode", name, unverified as signals from snapshot
     where unverified <> '[]' order by project_code`,
  );
  return rows;
}

/** Tells every project that was told of a silence that it is over; the row of the source is locked. */
export async function endSilence(
  client: Queryable,
  silence: SilenceKey,
  at: Instant,
): Promise<void> {
  const { rows } = await client.query<{ subject: string }>(`${TOLD_OF} $1 order by subject`, [
    silenceId(silence),
  ]);
  const fact: FactOf<'source.spoke.v1'> = {
    source: SILENCE_SOURCE,
    id: `spoke/${silence.since}/${silence.source}`,
    type: 'source.spoke.v1',
    occurredAt: at,
    arrivedAt: at,
    data: silence,
  };
  await tellAll(
    client,
    rows.map(({ subject }) => subject),
    fact,
  );
  await noteSilence(client, silence.source, null);
}

// Keeps each statement well within its time limit, however large the park is.
const AT_A_TIME = 1_000;

/** Leaves one fact in the inboxes of all these subjects. */
export async function tellAll(
  client: Queryable,
  subjects: readonly string[],
  fact: Fact,
): Promise<void> {
  for (let at = 0; at < subjects.length; at += AT_A_TIME) {
    const some = subjects.slice(at, at + AT_A_TIME);
    await addFacts(
      client,
      some.map((subject) => ({ subject, fact })),
    );
  }
}
