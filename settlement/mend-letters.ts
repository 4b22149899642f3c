import type { PoolClient } from 'pg';
import type { Instant } from '../domain/time.ts';
import { domainNow } from '../readmodel/clock.ts';
import {
  lockDeadLetters,
  oldestOpen,
  setFate,
  type DeadLetterMessage,
} from '../readmodel/dead-letters.ts';
import { addToOutbox } from '../readmodel/outbox.ts';
import type { OutgoingMessage } from '../readmodel/outbox.ts';
import { inTransaction, type Queryable } from '../readmodel/pool.ts';
import type { SeenProjects } from '../readmodel/sight.ts';
import { REPLAY_COUNT } from '../schemas/dead-letter.ts';
import { isFutureDated } from '../schemas/future-dated.ts';
import type { MendLettersBody } from '../schemas/mending.ts';
import { lockIncoming } from './events-in.ts';
import { mend, type MendDeps } from './mend.ts';

/** What became of each dead letter that an act named. */
export interface LettersOutcome {
  done: number[];
  /** Those left as they are, with the reason and the way out. */
  left: { id: number; code: LeftCode; message: string }[];
}

export type LeftCode =
  'NOT_FOUND' | 'ALREADY_MENDED' | 'PAYLOAD_CONFLICT' | 'STILL_IN_FUTURE' | 'REPLAYED_TOO_OFTEN';

// Most times that one message is sent again.
const MAX_REPLAYS = 3;

/**
 * Sends dead letters again to the topics that they came from, as they came and under their own ids,
 * each counting its replays; what fails again comes back as a dead letter of its own.
 */
export async function replayLetters(
  deps: MendDeps,
  body: MendLettersBody,
): Promise<LettersOutcome> {
  return mendLetters(deps, body, 'deadLettersReplayed', async (client, letters, now) => {
    await lockIncoming(client);
    await addToOutbox(
      client,
      letters.map((letter) => replayOf(letter, now)),
    );
    await setFate(
      client,
      letters.map(({ id }) => id),
      'replayed',
    );
  });
}

/** Takes dead letters off the list for good; they stay readable with who discarded them and why. */
export async function discardLetters(
  deps: MendDeps,
  body: MendLettersBody,
): Promise<LettersOutcome> {
  return mendLetters(deps, body, 'deadLettersDiscarded', (client, letters) =>
    setFate(
      client,
      letters.map(({ id }) => id),
      'discarded',
    ),
  );
}

type Kind = 'deadLettersReplayed' | 'deadLettersDiscarded';

async function mendLetters(
  deps: MendDeps,
  body: MendLettersBody,
  kind: Kind,
  carryOut: (client: PoolClient, letters: DeadLetterMessage[], now: Instant) => Promise<void>,
): Promise<LettersOutcome> {
  const { commandId, actor, reason, dryRun, ...content } = body;
  const { seen } = deps;
  if (dryRun) return preview(deps, body, kind);
  return mend(deps, { commandId, actor, reason }, { kind, content }, async (client, now) => {
    const { taken, left } = await sort(client, body, { kind, now, seen });
    await carryOut(client, taken, now);
    const done = taken.map(({ id }) => id);
    return { outcome: { done, left }, objects: done.map((id) => ({ object: letterObject(id) })) };
  });
}

/** The name under which the acts on a dead letter are kept. */
export const letterObject = (id: number): string => `dead-letter/${id}`;

async function preview(
  { pool, clockOffsetMs, seen }: MendDeps,
  body: MendLettersBody,
  kind: Kind,
): Promise<LettersOutcome> {
  return inTransaction(pool, async (client) => {
    const now = await domainNow(client, clockOffsetMs);
    const { taken, left } = await sort(client, body, { kind, now, seen });
    return { done: taken.map(({ id }) => id), left };
  });
}

interface Sorted {
  taken: DeadLetterMessage[];
  left: LettersOutcome['left'];
}

async function sort(
  client: Queryable,
  { ids, allOf, limit }: MendLettersBody,
  { kind, now, seen }: { kind: Kind; now: Instant; seen: SeenProjects | undefined },
): Promise<Sorted> {
  const wanted =
    allOf === undefined ? (ids ?? []) : await oldestOpen(client, allOf, { limit, seen });
  const letters = new Map(
    (await lockDeadLetters(client, wanted, seen)).map((letter) => [letter.id, letter]),
  );
  const sorted: Sorted = { taken: [], left: [] };
  for (const id of new Set(wanted)) {
    const letter = letters.get(id);
    const why = letter ? obstacle(letter, kind, now) : NOT_FOUND;
    if (why) sorted.left.push({ id, ...why });
    else if (letter) sorted.taken.push(letter);
  }
  return sorted;
}

type Obstacle = Omit<LettersOutcome['left'][number], 'id'>;

const NOT_FOUND: Obstacle = { code: 'NOT_FOUND', message: 'There is no such dead letter.' };

function obstacle(letter: DeadLetterMessage, kind: Kind, now: Instant): Obstacle | undefined {
  const { fate, reason, occurredAt, replayCount } = letter;
  if (fate !== 'open') return { code: 'ALREADY_MENDED', message: `It was ${fate} before.` };
  if (kind === 'deadLettersDiscarded') return undefined;
  if (reason === 'payload-conflict') {
    const wayOut = 'have its source send a correction under an id of its own, and discard this one';
    return {
      code: 'PAYLOAD_CONFLICT',
      message: `The first event of this id stays as it is; ${wayOut}.`,
    };
  }
  if (replayCount >= MAX_REPLAYS) {
    const message = `It failed ${replayCount} times again; have its source send it anew, or discard it.`;
    return { code: 'REPLAYED_TOO_OFTEN', message };
  }
  if (occurredAt === null || !isFutureDated(occurredAt, now)) return undefined;
  const message = `It is true from ${occurredAt} on: send it again then, or have its source correct it.`;
  return { code: 'STILL_IN_FUTURE', message };
}

function replayOf(letter: DeadLetterMessage, at: Instant): OutgoingMessage {
  const { id, topic, partition, offset, key, headers, raw, replayCount } = letter;
  const count = replayCount + 1;
  return {
    topic,
    key,
    source: '/kaigong/replay',
    eventId: `${topic}/${partition}/${offset}/${count}`,
    type: letter.type ?? 'unknown',
    headers: { ...headers, [REPLAY_COUNT]: String(count), 'x-dead-letter': String(id) },
    value: raw,
    at,
  };
}
