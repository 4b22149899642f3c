import type { Client } from '@temporalio/client';
import { alertId, ringOptions } from '../workflows/messages.ts';

/** Which alert: a cause (`<object>/<signal kind>`) of a project. */
interface AlertName {
  projectCode: string;
  levelId: string;
}

/** All that reconcile needs of Temporal. */
export interface AlertBell {
  /** Tells an alert that something is wanted of it; resolves once Temporal keeps that. Starts it if need be. */
  ring(alert: AlertName): Promise<void>;
}

// A call without a deadline may wait for ever.
const DEADLINE_MS = 5_000;

/** The bell of a client of Temporal; a ring that gets no answer within 5 s throws. */
export function createAlertBell(client: Client): AlertBell {
  return {
    async ring({ projectCode, levelId }) {
      const summary = `Alert of project ${projectCode}: ${levelId}`;
      await client.withDeadline(Date.now() + DEADLINE_MS, () =>
        client.workflow.signalWithStart(
          'alert',
          ringOptions(alertId(projectCode, levelId), summary),
        ),
      );
    },
  };
}
