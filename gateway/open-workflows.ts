import type { Client } from '@temporalio/client';
import { SEARCH_ATTRIBUTES } from '../workflows/messages.ts';

/** What Temporal lists as running. */
export interface OpenWorkflows {
  /** Projects and approvals by id; the revision that each workflow shows as carried out, 0 before its first. */
  subjects: Map<string, number>;
  /** Ids. */
  alerts: Set<string>;
}

const QUERY = `ExecutionStatus = 'Running' AND WorkflowType IN ('project', 'approval', 'alert')`;
// A call without a deadline may wait for ever; this one is for the whole list.
const DEADLINE_MS = 30_000;

/** Lists our running workflows; what ended or began a moment ago may be listed wrongly. */
export async function listOpenWorkflows(client: Client): Promise<OpenWorkflows> {
  const open: OpenWorkflows = { subjects: new Map(), alerts: new Set() };
  await client.withDeadline(Date.now() + DEADLINE_MS, async () => {
    for await (const workflow of client.workflow.list({ query: QUERY })) {
      const { workflowId, type, typedSearchAttributes } = workflow;
      const obeyed = typedSearchAttributes.get(SEARCH_ATTRIBUTES.obeyedRevision) ?? 0;
      if (type === 'alert') open.alerts.add(workflowId);
      else open.subjects.set(workflowId, obeyed);
    }
  });
  return open;
}
