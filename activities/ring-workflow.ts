import type { Client } from '@temporalio/client';
import { ringOptions } from '../workflows/messages.ts';

// A call without a deadline may wait for ever.
const DEADLINE_MS = 5_000;

/**
 * Rings one workflow, which it starts if need be; resolves once Temporal keeps that, and throws
 * without an answer within 5 s.
 */
export async function ringWorkflow(
  client: Client,
  type: string,
  { id, summary }: { id: string; summary: string },
): Promise<void> {
  await client.withDeadline(Date.now() + DEADLINE_MS, () =>
    client.workflow.signalWithStart(type, ringOptions(id, summary)),
  );
}
