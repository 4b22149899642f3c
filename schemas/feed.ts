import { z } from 'zod';
import type { Instant } from '../domain/time.ts';
import { addDays, dayOf } from '../domain/time.ts';
import type { RawCloudEvent } from './cloud-event.ts';

const Note = z.string().describe('What this line shows');

/**
 * A line of a feed: an event with places for its time (`{now}`, `{day}`, `{day-3}`, `{round}`), an
 * event sent before once more, or a text that is no event at all. `routine` lines come again and
 * again after the last of the others.
 */
export const FeedLine = z.union([
  z.strictObject({
    note: Note,
    event: z.record(z.string(), z.unknown()),
    routine: z.boolean().default(false),
  }),
  z.strictObject({ note: Note, again: z.string() }),
  z.strictObject({ note: Note, topic: z.string(), key: z.string(), text: z.string() }),
]);
export type FeedLine = z.infer<typeof FeedLine>;

/** Fills the places of an event for the moment at which it is sent. */
export function fillPlaces(event: RawCloudEvent, now: Instant, round: number): RawCloudEvent {
  const fill = (text: string): string =>
    text
      .replaceAll('{now}', now)
      .replaceAll('{round}', String(round))
      .replace(/\{day([+-]\d+)?\}/g, (_, shift = '0') => addDays(dayOf(now), Number(shift)));
  const walk = (value: unknown): unknown => {
    if (typeof value === 'string') return fill(value);
    if (Array.isArray(value)) return value.map(walk);
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, walk(inner)]));
  };
  return Object.fromEntries(Object.entries(event).map(([key, value]) => [key, walk(value)]));
}
