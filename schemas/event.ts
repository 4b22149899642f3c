import type { z } from 'zod';
import type { FactData } from '../domain/fact.ts';
import { FAMILIES, type Family } from '../domain/matter.ts';
import type { EventData } from './cloud-event.ts';
import { CORRECTIONS, VOIDED } from './correction-events.ts';
import type { SourceFactType } from './event-data.ts';
import { LAND_EVENTS } from './land-events.ts';
import { PERMIT_EVENTS } from './permit-events.ts';
import { SITE_EVENTS } from './site-events.ts';
import { UTILITY_EVENTS } from './utility-events.ts';

/** What the type of every event begins with; the rest is the type of its fact. */
export const TYPE_PREFIX = 'cn.zhizaoyuan.';

/** A type without what all begin with; what has no prefix stays. */
export const bareType = (type: string): string =>
  type.startsWith(TYPE_PREFIX) ? type.slice(TYPE_PREFIX.length) : type;

/** The schema of the data of each type, by type of fact. */
export const EVENT_DATA = {
  ...PERMIT_EVENTS,
  ...UTILITY_EVENTS,
  ...SITE_EVENTS,
  ...LAND_EVENTS,
} satisfies { [T in SourceFactType]: z.ZodType<FactData[T]> };

/** Types of the facts that other systems state, in the order of the catalogue. */
// `as`: Object.keys forgets the type of keys; EVENT_DATA has exactly these.
export const SOURCE_FACT_TYPES = Object.keys(EVENT_DATA) as SourceFactType[];

/** Type of every event but `…corrected.v1` and `…voided.v1`, which each family has. */
export const EVENT_TYPES = SOURCE_FACT_TYPES.map((type) => `${TYPE_PREFIX}${type}` as const);

/** Topics that the gateway reads. */
export const TOPICS = ['permit.events', 'utility.events', 'site.events'] as const;
export type Topic = (typeof TOPICS)[number];

const TOPIC_OF_FAMILY: Record<Family, Topic> = {
  permit: 'permit.events',
  land: 'permit.events',
  utility: 'utility.events',
  site: 'site.events',
};

/** The topic that takes a type of event; `undefined` for a type of no known family. */
export function TOPIC_OF(type: string): Topic | undefined {
  const family = familyOf(type);
  return family && TOPIC_OF_FAMILY[family];
}

/** Whether a type states something, corrects or voids; `undefined` for an unknown type. */
export function meaningOf(type: string): 'statement' | 'correction' | 'void' | undefined {
  if (!familyOf(type)) return undefined;
  if (Object.hasOwn(EVENT_DATA, type.slice(TYPE_PREFIX.length))) return 'statement';
  if (type.endsWith('.corrected.v1')) return 'correction';
  return type.endsWith('.voided.v1') ? 'void' : undefined;
}

/** The schema of a type's data; `undefined` for an unknown type. */
export function dataSchemaOf(type: string): z.ZodType<EventData> | undefined {
  const family = familyOf(type);
  const meaning = meaningOf(type);
  if (!family || !meaning) return undefined;
  if (meaning === 'correction') return CORRECTIONS[family];
  if (meaning === 'void') return VOIDED;
  // `as`: meaningOf has found it among the keys.
  return EVENT_DATA[type.slice(TYPE_PREFIX.length) as SourceFactType];
}

function familyOf(type: string): Family | undefined {
  return FAMILIES.find((family) => type.startsWith(`${TYPE_PREFIX}${family}.`));
}
