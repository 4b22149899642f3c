import type { Pool } from 'pg';
import { createAlertActivities, type AlertActivities } from '../../activities/alert.ts';

/** The activities of alerts, with mailboxes that only write down in `rung` who was rung. */
export function alertActivities(
  pool: Pool,
  { clockOffsetMs = 0, rung = [] }: { clockOffsetMs?: number; rung?: string[] } = {},
): AlertActivities {
  const mailbox = {
    ring: (person: string) => {
      rung.push(person);
      return Promise.resolve();
    },
  };
  return createAlertActivities({ pool, clockOffsetMs, mailbox });
}
