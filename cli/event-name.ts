import { bareType } from '../schemas/event.ts';
import { EVENT_LABELS } from '../schemas/event-labels.ts';

// Such as `permit.certificate.corrected.v1`: what is corrected may be named between.
const WITHIN_FAMILY = /^(\w+)\..+\.(corrected|voided)\.v1$/;

/** A type of event in words, with its code behind; the code alone where the catalogue has no such type. */
export function eventName(type: string | null): string | null {
  if (type === null) return null;
  const code = bareType(type);
  const label = EVENT_LABELS[code] ?? EVENT_LABELS[code.replace(WITHIN_FAMILY, '$1.$2.v1')];
  return label ? `${label.en} [${code}]` : type;
}
