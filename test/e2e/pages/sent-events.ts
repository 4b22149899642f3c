import { encode } from '../../../gateway/codec.ts';
import type { OutMessage } from '../../../gateway/event-source.ts';
import { TOPIC_OF } from '../../../schemas/event.ts';
import { FeedLine, fillPlaces } from '../../../schemas/feed.ts';
import { parkLines } from '../../support/sample-park.ts';

/** The event of the park's feed with such an id, as it is sent now; throws where there is none. */
export function fromFeed(id: string, clockOffsetMs: number): OutMessage {
  const now = new Date(Date.now() + clockOffsetMs).toISOString();
  for (const line of parkLines('feed.jsonl').map((raw) => FeedLine.parse(raw))) {
    if (!('event' in line) || line.event['id'] !== id) continue;
    const event = fillPlaces(line.event, now, 0);
    const topic = TOPIC_OF(String(event['type']));
    if (topic !== undefined) return { topic, ...encode(event, 'structured') };
  }
  throw new Error(`The feed has no event ${id}`);
}
