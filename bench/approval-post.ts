import { randomUUID } from 'node:crypto';
import { encode } from '../gateway/codec.ts';
import type { EventSink } from '../gateway/event-source.ts';
import { TYPE_PREFIX } from '../schemas/event.ts';
import { benchNow } from './clock.ts';
import type { OfficeEvent } from './approval-offices.ts';

/** Sends what offices say, not quite as they said it. */
export interface Post {
  /** Sends all but what is held up, and what was held up before; resolves when it is acknowledged. */
  send: (events: readonly OfficeEvent[]) => Promise<void>;
  isHolding: () => boolean;
  /** By id of the event: the call that first produced it, ms since 1970. */
  begins: ReadonlyMap<string, number>;
  /** By `<project> <item or milestone>`: the call that produced what brought it about. */
  brought: ReadonlyMap<string, number>;
}

const TWICE = 20;
const LATE = 50;
// Of the acceptances, a fifth of all events: one in a hundred of those.
const CORRECTED = 20;

/** Every twentieth event twice, every fiftieth after the next ones, every twentieth acceptance corrected. */
export function createPost(sink: EventSink, source: string): Post {
  const begins = new Map<string, number>();
  const brought = new Map<string, number>();
  let held: OfficeEvent[] = [];
  let said = 0;
  let acceptances = 0;

  function withCorrection(event: OfficeEvent): OfficeEvent[] {
    if (event.promisedDays === undefined) return [event];
    acceptances += 1;
    return acceptances % CORRECTED === 0 ? [event, correctionOf(event, source)] : [event];
  }

  return {
    begins,
    brought,
    isHolding: () => held.length > 0,
    async send(events) {
      const numbered = events.flatMap(withCorrection).map((event) => ({ event, nth: (said += 1) }));
      const late = numbered.filter(({ nth }) => nth % LATE === 0).map(({ event }) => event);
      const inTime = numbered.filter(({ nth }) => nth % LATE !== 0);
      const now = [...inTime.map(({ event }) => event), ...held];
      const again = inTime.filter(({ nth }) => nth % TWICE === 1).map(({ event }) => event);
      held = late;
      const begin = Date.now();
      for (const { id, project, brings } of now) {
        begins.set(id, begin);
        if (brings !== undefined) brought.set(`${project} ${brings}`, begin);
      }
      await sink.publish([...now, ...again]);
    },
  };
}

function correctionOf(event: OfficeEvent, source: string): OfficeEvent {
  const { project, promisedDays = 0 } = event;
  const id = randomUUID();
  const raw = {
    ...{ specversion: '1.0', id, source, type: `${TYPE_PREFIX}permit.corrected.v1` },
    time: benchNow(),
    data: {
      projectCode: project,
      correctedEventId: event.id,
      changedFields: { promisedDays: promisedDays + 1 },
      reason: 'bench',
    },
  };
  return { id, project, topic: event.topic, ...encode(raw, 'structured') };
}
