import type { Client } from '@temporalio/client';
import { projectSubject } from '../readmodel/subject-id.ts';

/**
 * Events in the histories of these projects' workflows, their earlier runs included: a run that
 * entered a new stage began a history of its own.
 */
export async function historyOf(client: Client, projects: readonly string[]): Promise<number> {
  let events = 0;
  for (const project of projects) events += await historyLength(client, projectSubject(project));
  return events;
}

/** Events in the history of one workflow, its earlier runs included. */
export async function historyLength(client: Client, workflowId: string): Promise<number> {
  let events = 0;
  const query = `WorkflowId = '${workflowId}'`;
  const open = await client.workflow.getHandle(workflowId).describe();
  events += open.historyLength;
  for await (const { runId, historyLength } of client.workflow.list({ query })) {
    if (runId !== open.runId) events += historyLength;
  }
  return events;
}
