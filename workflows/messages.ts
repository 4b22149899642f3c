import { defineSearchAttributeKey } from '@temporalio/common';
import { defineSignal } from '@temporalio/workflow';

/** Where the workers listen, for workflows and activities alike. */
export const WORKFLOW_TASK_QUEUE = 'kaigong';

/** "There is work for you": carries nothing, since all that is known stands in PostgreSQL. */
export const ring = defineSignal('ring');

/** What operators list and count workflows by; each must exist in the namespace before a worker runs. */
export const SEARCH_ATTRIBUTES = {
  stage: defineSearchAttributeKey('ProjectStage', 'KEYWORD'),
  colour: defineSearchAttributeKey('AlertColour', 'KEYWORD'),
  manager: defineSearchAttributeKey('ProjectManager', 'KEYWORD'),
  kind: defineSearchAttributeKey('ProjectKind', 'KEYWORD'),
  nextChangeAt: defineSearchAttributeKey('NextChangeAt', 'DATETIME'),
  /** The revision last carried out: how the loss check finds a workflow that was lost or restored. */
  obeyedRevision: defineSearchAttributeKey('ObeyedRevision', 'INT'),
} as const;

/** What a run hands to the next of its chain: JSON, under 8 KB, never a fact. */
export interface SubjectState {
  v: 1;
  /** The revision last carried out; 0 asks for everything to be done again. */
  obeyed: number;
  /** The stage of that revision; a change begins a new run, so that each run tells one stage. */
  stage?: string;
}

/** The id of a project's subject, which is its workflow's id too. */
export const projectSubject = (projectCode: string): string => `project/${projectCode}`;

/** An alert as its workflow's id names it: one cause of one project. */
export interface AlertName {
  projectCode: string;
  /** `<object>/<signal kind>`, the level of the project's subject that it follows. */
  levelId: string;
}

export const alertWorkflowId = ({ projectCode, levelId }: AlertName): string =>
  `alert/${projectCode}/${levelId}`;

/** The parts of an alert's workflow id, none if it is not one; a project code has no slash. */
export function parseAlertWorkflowId(id: string): AlertName | undefined {
  const [, projectCode, levelId] = /^alert\/([^/]+)\/(.+)$/.exec(id) ?? [];
  return projectCode && levelId ? { projectCode, levelId } : undefined;
}

/** Options of the signal-with-start that rings a workflow, or starts it where none runs under its id. */
export function ringOptions(workflowId: string, summary: string) {
  return {
    workflowId,
    taskQueue: WORKFLOW_TASK_QUEUE,
    args: [workflowId] satisfies [string],
    signal: ring,
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    staticSummary: summary,
  } as const;
}
