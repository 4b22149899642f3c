import { z } from 'zod';
import type { Family } from '../domain/matter.ts';
import { commonFields, eventData, text } from './event-data.ts';
import { LAND_EVENTS } from './land-events.ts';
import { PERMIT_EVENTS } from './permit-events.ts';
import { SITE_EVENTS } from './site-events.ts';
import { UTILITY_EVENTS } from './utility-events.ts';

const reason = text(2000).default('');

/** `…corrected.v1` of a family: any of its fields may change; unknown ones are ignored as everywhere. */
export const CORRECTIONS = {
  permit: correction(PERMIT_EVENTS, { issuedOn: '2025-12-04' }),
  utility: correction(UTILITY_EVENTS, { occurredAt: '2025-12-02T16:40:00+08:00' }),
  site: correction(SITE_EVENTS, { date: '2025-12-16' }),
  land: correction(LAND_EVENTS, { parcelNo: 'P(2025)089' }),
} satisfies Record<Family, z.ZodType>;

/** `…voided.v1` of every family. */
export const VOIDED = eventData(
  {
    voidedEventId: text()
      .exactOptional()
      .describe('Id of an event of the same source; else the attribute `correctionof`'),
    reason,
  },
  {
    zh: '作废',
    en: 'Voided',
    sent: 'An earlier event was typed in error.',
    effect: 'As if the other event had never happened.',
    example: { voidedEventId: 'GX-2025-000123-3', reason: '重复录入' },
  },
);

type FamilyEvents = Record<string, z.ZodObject>;

function correction(events: FamilyEvents, changedFields: Record<string, unknown>) {
  return eventData(
    {
      correctedEventId: text()
        .exactOptional()
        .describe('Id of an event of the same source; else the attribute `correctionof`'),
      changedFields: changeable(events).describe(
        'Any data fields of the other event, `occurredAt` too',
      ),
      reason,
    },
    {
      zh: '更正',
      en: 'Corrected',
      sent: 'Some fields of an earlier event were wrong.',
      effect: 'The project is assessed again as if the other event had said so from the start.',
      example: { correctedEventId: 'GX-2025-000123-3', changedFields, reason: '窗口录入时间错误' },
    },
  );
}

function changeable(events: FamilyEvents) {
  const shapes: z.core.$ZodShape[] = [
    commonFields,
    ...Object.values(events).map((schema) => schema.shape),
  ];
  const fields = shapes.flatMap((shape) => Object.entries(shape));
  return z.object({
    ...Object.fromEntries(fields.map(([name, field]) => [name, given(field).exactOptional()])),
    projectCode: z
      .never('cannot change: void the event and send it under the right project')
      .exactOptional(),
  });
}

/** Without its default: a field that a correction does not name must not change. */
function given(field: z.core.$ZodType): z.ZodType {
  const hasWrapper = field instanceof z.ZodDefault || field instanceof z.ZodExactOptional;
  // `as`: our shapes are made of the classic API, which zod's type of a shape does not say.
  return (hasWrapper ? field.unwrap() : field) as z.ZodType;
}
