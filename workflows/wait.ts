import { condition } from '@temporalio/workflow';
import type { Doorbell } from './doorbell.ts';

// An early timer finds nothing to do and is set again; it must not do so in a circle.
const SHORTEST_WAIT_MS = 1000;

/** Waits until it is rung, or until `at` (real time) if there is such a time; `what` then happens, as its timer says. */
export async function ringOr(
  { isRung }: Doorbell,
  { at, what }: { at: string | undefined; what: string },
): Promise<void> {
  if (at === undefined) return condition(isRung);
  const wait = Math.max(SHORTEST_WAIT_MS, Date.parse(at) - Date.now());
  await condition(isRung, wait, { summary: `${what} at ${at}` });
}
