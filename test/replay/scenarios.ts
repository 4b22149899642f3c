import { ringOptions, WORKFLOW_TASK_QUEUE, type UpkeepTask } from '../../workflows/messages.ts';
import { scripted, type FakeActivities } from '../support/temporal-fakes.ts';

/** A story of one workflow, told until it ends so that every run of its chain can be recorded. */
export interface Scenario {
  name: string;
  type: 'project' | 'approval' | 'alert' | 'mailbox' | 'upkeep';
  workflowId: string;
  activities: () => FakeActivities;
  /** Rings, each once so many activities were called. */
  ringAfter: number[];
  /** Of upkeep, which is started by a schedule and never rung. */
  task?: UpkeepTask;
}

const soon = () => new Date(Date.now() + 1_100).toISOString();
const FAR = '2099-01-01T00:00:00.000Z';
const away = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), { stack: '' });

/** What the shell can do, each at least once. */
export const SCENARIOS: Scenario[] = [
  {
    name: 'three-stages',
    type: 'project',
    workflowId: 'project/KX-2025-001',
    ringAfter: [1, 4, 6, 8],
    activities: () =>
      scripted([
        { revision: 1, stage: 'landContract', nextChangeAt: FAR },
        { revision: 4, stage: 'groundbreaking', colour: 'yellow', reconcile: true },
        { revision: 4, stage: 'groundbreaking', colour: 'yellow', nextChangeAt: FAR },
        { revision: 6, stage: 'groundbreaking', colour: 'green', reconcile: true },
        { revision: 7, stage: 'production', colour: 'green' },
        { revision: 7, stage: 'production', colour: 'green' },
        { revision: 9, stage: 'fullOutput', colour: null, closed: true, reconcile: true },
      ]),
  },
  {
    name: 'time-passes',
    type: 'project',
    workflowId: 'project/KX-2025-002',
    ringAfter: [4],
    activities: () =>
      scripted([
        { revision: 1, nextChangeAt: soon(), colour: 'blue', reconcile: true },
        { revision: 2, more: true, colour: 'yellow' },
        { revision: 3, nextChangeAt: FAR, colour: 'yellow', manager: null },
        { revision: 4, closed: true },
      ]),
  },
  {
    name: 'database-away',
    type: 'project',
    workflowId: 'project/KX-2025-003',
    ringAfter: [5],
    activities: () =>
      scripted([away, away, away, { revision: 1, reconcile: true }, { revision: 2, closed: true }]),
  },
  {
    name: 'unknown',
    type: 'project',
    workflowId: 'project/KX-2025-004',
    ringAfter: [],
    activities: () => scripted([{ known: false, revision: 0 }]),
  },
  {
    name: 'approval-stages',
    type: 'approval',
    workflowId: 'approval/KX-2025-001',
    ringAfter: [2, 4, 6],
    activities: () =>
      scripted([
        { revision: 1, stage: '1', nextChangeAt: soon(), kind: 'approval' },
        { revision: 2, stage: '1', colour: 'blue', nextChangeAt: FAR, kind: 'approval' },
        { revision: 3, stage: '2', colour: 'yellow', nextChangeAt: FAR, kind: 'approval' },
        { revision: 3, stage: '2', colour: 'yellow', nextChangeAt: FAR, kind: 'approval' },
        { revision: 4, stage: '4', colour: 'green', kind: 'approval' },
        { revision: 4, stage: '4', colour: 'green', kind: 'approval' },
        { revision: 5, stage: '4', colour: null, closed: true, kind: 'approval' },
      ]),
  },
  {
    name: 'approval-of-a-phase',
    type: 'approval',
    workflowId: 'approval/KX-2025-001/2',
    ringAfter: [5],
    activities: () =>
      scripted([
        away,
        away,
        away,
        { revision: 1, stage: '3', more: true, kind: 'approval' },
        { revision: 2, stage: '3', nextChangeAt: FAR, kind: 'approval' },
        { revision: 3, stage: '3', closed: true, kind: 'approval' },
      ]),
  },
  {
    name: 'alert',
    type: 'alert',
    workflowId: 'alert/KX-2025-001/groundbreaking/due',
    ringAfter: [1, 2],
    activities: () =>
      scripted(
        [],
        [
          { open: true, severity: 'yellow' },
          { open: true, severity: 'red' },
          { open: false, severity: 'red' },
        ],
      ),
  },
  {
    name: 'alert-ladder',
    type: 'alert',
    workflowId: 'alert/KX-2025-002/production/due',
    ringAfter: [2, 3],
    activities: () =>
      scripted(
        [],
        [
          { open: true, severity: 'yellow', state: 'open', nextStepAt: soon() },
          { open: true, severity: 'yellow', state: 'open', nextStepAt: FAR },
          { open: true, severity: 'yellow', state: 'toVerify' },
          { open: false, severity: 'yellow', state: 'closed' },
        ],
      ),
  },
  {
    name: 'mailbox',
    type: 'mailbox',
    workflowId: 'mailbox/li.na',
    ringAfter: [7],
    activities: () =>
      scripted(
        [],
        [],
        [
          { messages: [1, 2] },
          { messages: [], nextAt: soon() },
          { messages: [3] },
          { messages: [], nextAt: FAR },
          { messages: [] },
        ],
      ),
  },
  ...(['retention', 'silentSources'] as const).map((task): Scenario => ({
    name: `upkeep-${task}`,
    type: 'upkeep',
    workflowId: `kaigong-${task}`,
    ringAfter: [],
    task,
    activities: () => scripted([]),
  })),
];

/** Options that start a piece of upkeep. */
export const startOf = ({ workflowId, task }: Scenario) => ({
  workflowId,
  taskQueue: WORKFLOW_TASK_QUEUE,
  args: [task],
});

/** Options that start or ring a scenario's workflow. */
export const ringOf = ({ workflowId }: Scenario) => ringOptions(workflowId, `示例 ${workflowId}`);
