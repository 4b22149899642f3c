import type { RawCloudEvent } from '../schemas/cloud-event.ts';
import { payloadHash } from '../schemas/payload-hash.ts';
import { TOPICS } from '../schemas/event.ts';
import type { Queryable } from './pool.ts';

/** Source and id of an event. */
export interface EventKey {
  source: string;
  id: string;
}

/** As a key of a map. */
export const textOfKey = ({ source, id }: EventKey): string => `${source}\n${id}`;

/** Payload hashes of those events that have come in already or wait in the outbox to be sent in. */
export async function knownPayloads(
  client: Queryable,
  keys: readonly EventKey[],
): Promise<Map<string, string>> {
  const wanted = [keys.map(({ source }) => source), keys.map(({ id }) => id)];
  const { rows: waiting } = await client.query<EventKey & { value: Buffer }>(
    `select source, event_id as id, value from outbox
     join unnest($1::text[], $2::text[]) as wanted (source, event_id) using (source, event_id)
     where value is not null and topic = any ($3)`,
    [...wanted, TOPICS],
  );
  const { rows: arrived } = await client.query<EventKey & { hash: string }>(
    `select source, event_id as id, payload_hash as hash from event
     join unnest($1::text[], $2::text[]) as wanted (source, event_id) using (source, event_id)`,
    wanted,
  );
  return new Map([
    ...waiting.map((row) => [textOfKey(row), payloadHash(readRaw(row.value))] as const),
    ...arrived.map((row) => [textOfKey(row), row.hash] as const),
  ]);
}

// `as`: the outbox rows of incoming topics are written from events of just this form.
const readRaw = (value: Buffer) => JSON.parse(value.toString()) as RawCloudEvent;
