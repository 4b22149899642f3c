import type { Label } from '../domain/definitions.ts';
import { FAMILIES } from '../domain/matter.ts';
import { CORRECTIONS, VOIDED } from './correction-events.ts';
import { EVENT_DATA, SOURCE_FACT_TYPES } from './event.ts';
import { EVENT_NOTES } from './event-data.ts';

/** Names of the types of events as the catalogue has them, by type of fact. */
export const EVENT_LABELS: Readonly<Record<string, Label>> = Object.fromEntries([
  ...SOURCE_FACT_TYPES.map((type) => [type, labelOf(EVENT_DATA[type])] as const),
  ...FAMILIES.flatMap((family) => [
    [`${family}.corrected.v1`, labelOf(CORRECTIONS[family])] as const,
    [`${family}.voided.v1`, labelOf(VOIDED)] as const,
  ]),
]);

function labelOf(schema: Parameters<typeof EVENT_NOTES.get>[0]): Label {
  const note = EVENT_NOTES.get(schema);
  if (!note) throw new Error('A type of event has no entry in the catalogue');
  return { zh: note.zh, en: note.en };
}
