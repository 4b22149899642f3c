import type { Step } from './dossier.ts';
import type { Draft } from './draft.ts';
import { note, openStops } from './draft.ts';
import type { ClockStop } from './record.ts';

// What the border calls a stop that its source gives no id.
const UNNAMED = '-';

/** Stops the clock; the same stop told twice is one. */
export function suspend(draft: Draft, { says, at, ref }: Step): void {
  const { suspensionId: id = UNNAMED, stop: reason = 'UNKNOWN', plannedResumeOn } = says;
  const planned = plannedResumeOn !== undefined && { plannedResumeOn };
  const known = openStops(draft).find((one) => one.id === id && one.reason === reason);
  if (known) Object.assign(known, planned);
  else draft.stops.push({ id, reason, from: at, ...planned, ref });
}

/** Ends the stop of that id, or the only one that is open; noted where there is none to end. */
export function resume(draft: Draft, step: Step): void {
  const id = step.says.suspensionId ?? UNNAMED;
  const stop = stopToEnd(draft, id) ?? draft.tracing.answered.findLast((one) => one.id === id);
  if (stop) stop.to = step.at;
  else note(draft, 'illegalStep', step);
}

/** Adds days to the limit; the same extension told twice is one. */
export function extend(draft: Draft, { says: { extraDays = 0 }, at, ref }: Step): void {
  const known = draft.extensions.some((one) => one.days === extraDays && one.at === at);
  if (!known) draft.extensions.push({ days: extraDays, at, ref });
}

function stopToEnd(draft: Draft, id: string): ClockStop | undefined {
  const rounds = new Set(draft.corrections.map(({ ref }) => ref.id));
  const open = openStops(draft).filter(({ ref }) => !rounds.has(ref.id));
  const named = open.filter((stop) => stop.id === id);
  if (named.length > 0) return named.at(-1);
  const [only, ...others] = open;
  const mayBeMeant = id === UNNAMED || only?.id === UNNAMED;
  return others.length === 0 && mayBeMeant ? only : undefined;
}
