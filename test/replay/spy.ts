import { proxySinks, type Sinks, type WorkflowInterceptors } from '@temporalio/workflow';
import type { Decision } from '../../settlement/decision.ts';

/** Where a replayed workflow tells what it was told. */
export interface SpySinks extends Sinks {
  spy: { decided(decision: Decision): void };
}

/** Bundled with the workflows by the replay test, to see which decisions a replay goes by. */
export const interceptors = (): WorkflowInterceptors => ({
  outbound: [
    {
      async scheduleLocalActivity(input, next) {
        const decision = await next(input);
        // Only settle is ever local.
        proxySinks<SpySinks>().spy.decided(decision as Decision);
        return decision;
      },
    },
  ],
});
