import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { WorkflowNotFoundError } from '@temporalio/client';
import { core } from '../../domain/core.ts';
import { listOpenWorkflows } from '../../gateway/open-workflows.ts';
import { stepsOfAlert } from '../../readmodel/alert-steps.ts';
import { alertRecordsOf, alertsOf } from '../../readmodel/alerts.ts';
import { alertId, ringOptions, workflowOf } from '../../workflows/messages.ts';
import { energised, reported, voided } from '../support/a-project.ts';
import { holdUp, layHoldPoints, type Hold, type HoldPoint } from '../support/hold.ts';
import { register } from '../support/said.ts';
import { createSettleBench, type SettleBench } from '../support/settle-bench.ts';
import { sharedStack } from '../support/stack.ts';
import { createNamespace, type TestNamespace } from '../support/temporal-namespace.ts';
import { until } from '../support/temporal-until.ts';
import { spawnWorker, type WorkerProcess } from '../support/worker-process.ts';

// Temporal gives a killed worker's reconcile to another only after its 20 s.
const LIMIT_MS = 600_000;
const NOW = '2026-06-01T02:00:00.000Z';
/** What withdrawing both reports gives, in the order in which it is told. */
const FIRST = 'energised/withdrawn';
const SECOND = 'production/withdrawn';

/** What had taken effect when the worker was gone. */
interface Left {
  /** Facts that no settle has applied. */
  waiting: number;
  /** Alerts whose workflow Temporal has, and those that are noted as told. */
  rung: string[];
  told: string[];
  /** Whether the first step of the first alert is done, and whether Temporal knows. */
  walked: 'no' | 'unheard' | 'heard';
  obeyed: boolean;
}

interface Moment {
  code: string;
  point: HoldPoint;
  name: string;
  fate: 'keep' | 'undo';
  left: Partial<Left>;
}

/** A kill each, every one at another project. */
const MOMENTS: Moment[] = [
  {
    code: 'settled',
    point: 'settling',
    name: 'project/settled',
    fate: 'keep',
    left: { waiting: 0, rung: [], told: [], walked: 'no', obeyed: false },
  },
  {
    code: 'rung-one',
    point: 'telling',
    name: 'project/rung-one',
    fate: 'undo',
    left: { waiting: 0, rung: [FIRST], told: [], obeyed: false },
  },
  {
    code: 'told-one',
    point: 'telling',
    name: 'project/told-one',
    fate: 'keep',
    left: { waiting: 0, rung: [FIRST], told: [FIRST], obeyed: false },
  },
  {
    code: 'told-both',
    point: 'obeying',
    name: 'project/told-both',
    fate: 'undo',
    left: { waiting: 0, rung: [FIRST, SECOND], told: [FIRST, SECOND], obeyed: false },
  },
  {
    code: 'walked',
    point: 'stepping',
    name: `${alertId('walked', FIRST)} 1/1/notify`,
    fate: 'keep',
    left: { waiting: 0, walked: 'unheard' },
  },
];
const CODES = MOMENTS.map(({ code }) => code);

let temporal: TestNamespace;
let bench: SettleBench;
let worker: WorkerProcess | undefined;
let hold: Hold | undefined;
let clockOffsetMs = 0;
beforeAll(async () => {
  [temporal, bench] = await Promise.all([
    createNamespace(sharedStack().temporal),
    createSettleBench(core),
  ]);
  clockOffsetMs = Date.parse(NOW) - Date.now();
  await layHoldPoints(bench.pool);
}, LIMIT_MS);
afterAll(async () => {
  await worker?.kill();
  await hold?.release();
  await temporal.close();
  await bench.close();
}, LIMIT_MS);

const start = () =>
  spawnWorker({
    TEMPORAL_ADDRESS: sharedStack().temporal,
    TEMPORAL_NAMESPACE: temporal.namespace,
    DATABASE_URL: bench.url,
    KAIGONG_CLOCK_OFFSET_MS: String(clockOffsetMs),
  });

const REPORTS = [energised('2025-04-20'), reported('production', '2025-07-20', 'team')];
const WITHDRAWALS = REPORTS.map((report) => voided(report, '2026-05-20'));

const ring = (code: string) =>
  temporal.client.workflow.signalWithStart('project', ringOptions(`project/${code}`, code));

/** A project in production whose workflow has nothing to do. */
async function open(code: string): Promise<void> {
  const milestones = [
    { code: 'signed', planned: '2025-01-10', actual: '2025-01-10' },
    { code: 'energised', planned: '2025-05-01' },
    { code: 'production', planned: '2025-08-01' },
    { code: 'fullOutput', planned: '2027-12-31' },
  ];
  const settler = bench.settlerWith(core, clockOffsetMs);
  await bench.wait(code, ...REPORTS);
  await settler.settle(`project/${code}`, { commands: [register(code, { milestones })] });
  await ring(code);
  await until(() => isObeyed(code));
}

async function isObeyed(code: string): Promise<boolean> {
  const { revision, obeyedRevision } = await bench.row(code);
  return obeyedRevision === revision;
}

/** Kills the worker while what it last asked of PostgreSQL takes effect, or just before it would. */
async function killAt({ code, point, name, fate }: Moment): Promise<Left> {
  hold = await holdUp(bench.pool, point, name);
  // Nobody settles them but the workflow.
  await bench.wait(code, ...WITHDRAWALS);
  await ring(code);
  await hold.arrived();
  expect(await worker?.kill()).toBe('SIGKILL');
  await hold[fate]();
  return look(code);
}

async function look(code: string): Promise<Left> {
  const { rowCount } = await bench.pool.query(
    'select from fact where subject = $1 and applied_at is null',
    [`project/${code}`],
  );
  const alerts = await Promise.all([FIRST, SECOND].map((level) => findAlert(code, level)));
  const steps = await stepsOfAlert(bench.pool, alertId(code, FIRST));
  const isWalked = steps.some(({ doneAt }) => doneAt !== null);
  const isUnheard = (alerts[0]?.raw.pendingActivities?.length ?? 0) > 0;
  return {
    waiting: rowCount ?? 0,
    rung: [FIRST, SECOND].filter((_, nth) => alerts[nth]?.status.name === 'RUNNING'),
    told: (await bench.levels(code))
      .filter(({ wantedRevision, toldRevision }) => toldRevision === wantedRevision)
      .map(({ levelId }) => levelId)
      .filter((levelId) => levelId === FIRST || levelId === SECOND),
    walked: !isWalked ? 'no' : isUnheard ? 'unheard' : 'heard',
    obeyed: await isObeyed(code),
  };
}

async function findAlert(code: string, level: string) {
  try {
    return await temporal.client.workflow.getHandle(alertId(code, level)).describe();
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return undefined;
    throw error;
  }
}

/** Temporal shows what PostgreSQL wants, and PostgreSQL that it was done. */
async function isCaughtUp(code: string): Promise<boolean> {
  const { obeyedRevision, decidedRevision } = await bench.row(code);
  const { subjects, alerts } = await listOpenWorkflows(temporal.client);
  return (
    obeyedRevision === decidedRevision &&
    subjects.get(`project/${code}`) === obeyedRevision &&
    [FIRST, SECOND].every((level) => alerts.has(alertId(code, level))) &&
    (await alertsOf(bench.pool, code)).length === 2
  );
}

/** What became of the project since its registration, and of each alert. */
async function endOf(code: string) {
  const alerts = await alertsOf(bench.pool, code);
  const { lostCount } = await bench.row(code);
  const [registered, ...later] = await bench.story(code);
  return {
    lostCount,
    story: later
      .filter(({ revision }) => revision !== registered?.revision)
      .map(({ kind, object }) => `${kind} ${object}`),
    alerts: await Promise.all(
      alerts.map(async ({ alertId: id, open: isOpen, severity }) => {
        const records = await alertRecordsOf(bench.pool, id);
        return { id, isOpen, severity, records: records.map(({ kind }) => kind) };
      }),
    ),
  };
}

/** Everything once. */
const withdrawn = (code: string): Awaited<ReturnType<typeof endOf>> => ({
  lostCount: 0,
  story: [
    'milestoneWithdrawn energised',
    'milestoneWithdrawn production',
    `signalRaised ${FIRST}`,
    `signalRaised ${SECOND}`,
    'colourChanged project',
  ],
  alerts: [FIRST, SECOND].map((level) => ({
    id: alertId(code, level),
    isOpen: true,
    severity: 'red',
    records: ['opened'],
  })),
});

describe('a worker that is killed again and again, just after something took effect', () => {
  it(
    'loses no effect and doubles none',
    async () => {
      worker = await start();
      for (const code of CODES) await open(code);
      const left: Left[] = [];
      for (const moment of MOMENTS) {
        left.push(await killAt(moment));
        worker = await start();
      }
      for (const code of CODES) await until(() => isCaughtUp(code));

      expect(left).toMatchObject(MOMENTS.map((moment) => moment.left));
      for (const code of CODES) expect(await endOf(code)).toEqual(withdrawn(code));
      const { subjects, alerts } = await listOpenWorkflows(temporal.client);
      const projects = [...subjects.keys()].filter((id) => workflowOf(id) === 'project');
      expect([projects.length, alerts.size]).toEqual([CODES.length, 2 * CODES.length]);
    },
    LIMIT_MS,
  );
});
