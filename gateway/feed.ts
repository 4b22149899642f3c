import type { Instant } from '../domain/time.ts';
import type { RawCloudEvent } from '../schemas/cloud-event.ts';
import { TOPIC_OF } from '../schemas/event.ts';
import { fillPlaces, type FeedLine } from '../schemas/feed.ts';
import { encode } from './codec.ts';
import type { EventSink, OutMessage } from './event-source.ts';
import { pause } from './pause.ts';

// Types that are no event of ours must go somewhere to be refused.
const TOPIC_OF_UNKNOWN = 'site.events';

export interface FeedOptions {
  sink: EventSink;
  lines: readonly FeedLine[];
  /** How many lines were played before, in an earlier run. */
  played: number;
  paceMs: number;
  now: () => Instant;
  /** Told before each line is sent; `played` counts this one. */
  onLine: (line: FeedLine, played: number) => Promise<void> | void;
  signal: AbortSignal;
}

/**
 * Plays a feed into Kafka, a line at each beat, until the signal: the story once, then the routine
 * lines again and again. Structured and binary mode take turns.
 */
export async function playFeed(options: FeedOptions): Promise<void> {
  const { sink, paceMs, now, onLine, signal } = options;
  const sent = new Map<string, RawCloudEvent>();
  for (let played = options.played; ; played += 1) {
    await pause(paceMs, signal);
    const { line, round } = lineAt(options.lines, played);
    if (signal.aborted || !line) return;
    await onLine(line, played + 1);
    const message = messageOf(line, { now: now(), round, sent, binary: played % 2 === 1 });
    if (message) await sink.publish([message]);
  }
}

/** The line after so many others; after the story the routine begins its rounds, counted from 1. */
export function lineAt(
  lines: readonly FeedLine[],
  played: number,
): { line: FeedLine | undefined; round: number } {
  const story = lines.filter((line) => !isRoutine(line));
  if (played < story.length) return { line: story[played], round: 0 };
  const routine = lines.filter(isRoutine);
  const since = played - story.length;
  return {
    line: routine[since % routine.length],
    round: Math.floor(since / Math.max(1, routine.length)) + 1,
  };
}

const isRoutine = (line: FeedLine): boolean => 'routine' in line && line.routine;

interface Moment {
  now: Instant;
  round: number;
  sent: Map<string, RawCloudEvent>;
  binary: boolean;
}

function messageOf(line: FeedLine, { now, round, sent, binary }: Moment): OutMessage | undefined {
  if ('text' in line) return { topic: line.topic, key: line.key, value: line.text, headers: {} };
  const event = 'again' in line ? sent.get(line.again) : fillPlaces(line.event, now, round);
  // Sent by an earlier run: exactly as it was it can't be sent again.
  if (!event) return undefined;
  const { id, type } = event;
  if (typeof id === 'string' && !sent.has(id)) sent.set(id, event);
  const topic = (typeof type === 'string' ? TOPIC_OF(type) : undefined) ?? TOPIC_OF_UNKNOWN;
  return { topic, ...encode(event, binary ? 'binary' : 'structured') };
}
