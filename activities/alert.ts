import { ApplicationFailure } from '@temporalio/activity';
import type { Pool } from 'pg';
import { recordAlert, type AlertStanding } from '../readmodel/alerts.ts';
import { isAlertId } from '../workflows/messages.ts';

/** What an alert's workflow may call. */
export type AlertActivities = ReturnType<typeof createAlertActivities>;

/** How an alert keeps its records: rows in PostgreSQL. */
export function createAlertActivities({ pool }: { pool: Pool }) {
  return {
    /** Writes what is now wanted of an alert, if that is news: repeating it writes nothing. */
    recordAlert(id: string): Promise<AlertStanding> {
      if (!isAlertId(id)) throw ApplicationFailure.nonRetryable(`${id} is no alert`, 'NotAnAlert');
      return recordAlert(pool, id);
    },
  };
}
