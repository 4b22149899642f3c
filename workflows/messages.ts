import { defineSearchAttributeKey } from '@temporalio/common';
import { defineSignal } from '@temporalio/workflow';

/** Where the workers listen, for workflows and activities alike. */
export const WORKFLOW_TASK_QUEUE = 'kaigong';

/** What is done by schedule; none of it is needed for facts and dates to count. */
export type UpkeepTask = 'retention' | 'silentSources' | 'mail';

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

/** The workflows that follow a subject of settle, each named as the ids of its subjects begin. */
export type SubjectWorkflow = 'project' | 'approval';

const SUBJECT_IDS: Record<SubjectWorkflow, RegExp> = {
  project: /^project\/[^/]+$/,
  // The first round has no number.
  approval: /^approval\/[^/]+(\/([2-9]|[1-9]\d+))?$/,
};

/** The workflow that follows the subject of that id; nothing for what settle can't know. */
export function workflowOf(id: string): SubjectWorkflow | undefined {
  if (SUBJECT_IDS.project.test(id)) return 'project';
  return SUBJECT_IDS.approval.test(id) ? 'approval' : undefined;
}

/** Whether an id is one that settle can know: that of a project or of an approval. */
export const isSubject = (id: string): boolean => workflowOf(id) !== undefined;

/** The summary under which Temporal lists the workflow of a subject, such as `Approval ZZY-001/2`. */
export function summaryOf(subject: string): string {
  const code = subject.slice(subject.indexOf('/') + 1);
  return `${workflowOf(subject) === 'approval' ? 'Approval' : 'Project'} ${code}`;
}

/** The id of an alert and of its workflow; `levelId` is `<object>/<signal kind>`: one cause, one alert. */
export const alertId = (projectCode: string, levelId: string): string =>
  `alert/${projectCode}/${levelId}`;

/** Whether an id is one that `alertId` makes. */
export const isAlertId = (id: string): boolean => /^alert\/[^/]+\/.+$/.test(id);

const MAILBOX = 'mailbox/';

/** The id of the workflow that makes and hands over all messages of one person, or of a group's robot. */
export const mailboxId = (person: string): string => `${MAILBOX}${person}`;

/** Whose mailbox that is; throws RangeError for an id that `mailboxId` does not make. */
export function personOf(mailbox: string): string {
  if (mailbox.length > MAILBOX.length && mailbox.startsWith(MAILBOX)) {
    return mailbox.slice(MAILBOX.length);
  }
  throw new RangeError(`${mailbox} is no mailbox`);
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
