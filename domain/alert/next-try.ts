import type { Instant } from '../time.ts';
import { fromMillis, toMillis } from '../time.ts';

/** What is to be done about a message that is not handed over yet. */
export type NextTry =
  | { do: 'send'; channel: string; notBefore: Instant }
  | { do: 'end'; state: 'sent' | 'failed' | 'unknown' | 'inAppOnly' };

/** A channel by which somebody can be reached. */
export interface Way {
  name: string;
  /** Within this time after a first try of unknown end a repeat arrives once; 0: never. */
  repeatableForMs: number;
  /** Real time before which the platform wants to hear nothing more. */
  closedUntil?: Instant;
}

/** A try as far as it decides about the next; times are real. */
export interface Tried {
  channel: string;
  state: 'sending' | 'sent' | 'refused' | 'failed' | 'unknown';
  beganAt: Instant;
  endedAt: Instant | null;
}

// Pauses after a failed try: within a round by its number, then before the whole order is tried again.
const PAUSES_MS = [10_000];
// No other way may be used after a doubt.
const DOUBT_PAUSES_MS = [10_000, 60_000];
const TRIES_A_ROUND = PAUSES_MS.length + 1;
const ROUND_PAUSE_MS = 30 * 60_000;
// Who is closed for longer gives way to the next.
const LONGEST_WAIT_MS = 120_000;
// Older news is in the inbox, and in the next digest.
const GIVE_UP_AFTER_MS = 24 * 3_600_000;

/**
 * The next try of a message, by all before it, `ways` in the order to be used. A way that refused is
 * not tried again; one that failed twice, or is closed for more than two minutes, gives way to the next,
 * and all begin again after half an hour, for a day. After an end that is unknown only a way that drops repeats is used again, and
 * only that one, for a day at most; else the message stays unknown.
 */
export function nextTry(tries: readonly Tried[], ways: readonly Way[], now: Instant): NextTry {
  if (tries.some(({ state }) => state === 'sent')) return { do: 'end', state: 'sent' };
  const doubtful = tries.find(({ state }) => state === 'unknown' || state === 'sending');
  if (doubtful) return afterDoubt(doubtful, tries, ways, now);
  const open = ways.filter(({ name }) => !isRefused(name, tries));
  const [first] = open;
  if (!first) return { do: 'end', state: ways.length === 0 ? 'inAppOnly' : 'failed' };
  const [oldest] = tries;
  if (oldest && now >= shift(oldest.beganAt, GIVE_UP_AFTER_MS)) {
    return { do: 'end', state: 'failed' };
  }
  return afterFailures(tries, [first, ...open.slice(1)], now);
}

function afterDoubt(
  doubtful: Tried,
  tries: readonly Tried[],
  ways: readonly Way[],
  now: Instant,
): NextTry {
  const way = ways.find(({ name }) => name === doubtful.channel);
  // For ever is more than a date can be shifted by.
  const repeatableForMs = Math.min(way?.repeatableForMs ?? 0, GIVE_UP_AFTER_MS);
  const isRepeatable = way && now < shift(doubtful.beganAt, repeatableForMs);
  if (!isRepeatable || isRefused(way.name, tries)) return { do: 'end', state: 'unknown' };
  const pause = DOUBT_PAUSES_MS[tries.length - 1] ?? ROUND_PAUSE_MS;
  return { do: 'send', channel: way.name, notBefore: shift(lastEnd(tries, now), pause) };
}

function afterFailures(
  tries: readonly Tried[],
  open: readonly [Way, ...Way[]],
  now: Instant,
): NextTry {
  const failures = (name: string) => tries.filter(({ channel }) => channel === name).length;
  const roundOf = (name: string) => Math.floor(failures(name) / TRIES_A_ROUND);
  // The first that is behind in rounds; when none is, another round begins with the first of all.
  const mayWait = shift(now, LONGEST_WAIT_MS);
  const ready = open.filter(({ closedUntil = '' }) => closedUntil <= mayWait);
  const usable = ready.length > 0 ? ready : open;
  const way = usable.find(({ name }) => usable.every((one) => roundOf(name) <= roundOf(one.name)));
  const { name } = way ?? open[0];
  const count = failures(name);
  if (count === 0) return { do: 'send', channel: name, notBefore: now };
  const pause = PAUSES_MS[(count % TRIES_A_ROUND) - 1] ?? ROUND_PAUSE_MS;
  return { do: 'send', channel: name, notBefore: shift(lastEnd(tries, now), pause) };
}

const isRefused = (name: string, tries: readonly Tried[]): boolean =>
  tries.some(({ channel, state }) => channel === name && state === 'refused');

function lastEnd(tries: readonly Tried[], now: Instant): Instant {
  const last = tries.at(-1);
  return last?.endedAt ?? last?.beganAt ?? now;
}

const shift = (instant: Instant, ms: number): Instant => fromMillis(toMillis(instant) + ms);
