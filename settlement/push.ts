import type { Pool } from 'pg';
import { domainNow } from '../readmodel/clock.ts';
import { knownPayloads, textOfKey } from '../readmodel/known-events.ts';
import { inTransaction } from '../readmodel/pool.ts';
import { payloadHash } from '../schemas/payload-hash.ts';
import { lockIncoming, sendIn, type IncomingEvent } from './events-in.ts';

/** What became of pushed events; with conflicts nothing was sent. */
export interface Pushed {
  accepted: number;
  duplicates: number;
  /** Places of events whose source and id came before with another content. */
  conflicts: number[];
}

/** Sends the events of one push in, all of them or none; idempotent on source and id. */
export async function pushEvents(
  { pool, clockOffsetMs }: { pool: Pool; clockOffsetMs: number },
  events: readonly IncomingEvent[],
): Promise<Pushed> {
  return inTransaction(pool, async (client) => {
    await lockIncoming(client);
    const met = await knownPayloads(
      client,
      events.map(({ event }) => event),
    );
    const fresh: IncomingEvent[] = [];
    const conflicts: number[] = [];
    events.forEach((incoming, place) => {
      const hash = payloadHash(incoming.raw);
      const key = textOfKey(incoming.event);
      const before = met.get(key);
      if (before === undefined) fresh.push(incoming);
      else if (before !== hash) conflicts.push(place);
      if (before === undefined) met.set(key, hash);
    });
    if (conflicts.length > 0) return { accepted: 0, duplicates: 0, conflicts };
    await sendIn(client, fresh, await domainNow(client, clockOffsetMs));
    return { accepted: fresh.length, duplicates: events.length - fresh.length, conflicts };
  });
}
