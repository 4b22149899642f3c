import type { SourceFactType } from '../../../schemas/event-data.ts';
import type { RawCloudEvent } from '../../../schemas/cloud-event.ts';
import { TYPE_PREFIX } from '../../../schemas/event.ts';
import { fromMillis } from '../../../domain/time.ts';

/** Something that an authority, a supplier or the site says, before it has its envelope. */
export interface Said {
  type: SourceFactType;
  /** When it happened, milliseconds since 1970. */
  at: number;
  data: Record<string, unknown>;
  /** It may come after what was said later: nothing is done or undone by it. */
  mayBeLate: boolean;
}

/** Who says it of what. */
export interface Speaker {
  projectCode: string;
  source: string;
  /** Of the event. */
  id: string;
  applicationNo?: string;
}

/** The event as its source sends it. */
export function eventOf(
  { type, at, data }: Said,
  { projectCode, source, id, applicationNo }: Speaker,
): RawCloudEvent {
  return {
    specversion: '1.0',
    id,
    source,
    type: `${TYPE_PREFIX}${type}`,
    time: fromMillis(at),
    partitionkey: projectCode,
    datacontenttype: 'application/json',
    data: { projectCode, ...(applicationNo !== undefined && { applicationNo }), ...data },
  };
}

/** Puts right how many days were promised, as whoever mistyped them does a moment later. */
export const correctionOf = ({ id, source, time, partitionkey }: RawCloudEvent): RawCloudEvent => ({
  ...{ specversion: '1.0', source, time, partitionkey, datacontenttype: 'application/json' },
  id: `${String(id)}-corrected`,
  type: `${TYPE_PREFIX}permit.corrected.v1`,
  data: {
    projectCode: partitionkey,
    correctedEventId: id,
    changedFields: { promisedDays: 6 },
    reason: '录入有误',
  },
});
