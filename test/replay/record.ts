/**
 * Records the histories of this build: `node --import tsx test/replay/record.ts`, of all scenarios or
 * of those named. Adds files and never replaces one: workflows of every earlier build may still be
 * open somewhere.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { historyToJSON, type History } from '@temporalio/common/lib/proto-utils.js';
import type { WorkflowBundle } from '@temporalio/worker';
import { createNamespace, type TestNamespace } from '../support/temporal-namespace.ts';
import { bundleWorkflows } from '../support/temporal-bundle.ts';
import { startWorker } from '../support/temporal-shell.ts';
import { until } from '../support/temporal-until.ts';
import { startTestStack } from '../support/stack.ts';
import { HISTORIES, type HistoryFile } from './history-file.ts';
import { ringOf, SCENARIOS, startOf, type Scenario } from './scenarios.ts';

interface Package {
  version: string;
  dependencies: Record<string, string>;
}

const { version, dependencies } = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
) as Package;
const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
const build = `kaigong ${version} ${commit}, @temporalio ${dependencies['@temporalio/workflow'] ?? ''}`;

const stack = await startTestStack(['temporal']);
try {
  const temporal = await createNamespace(stack.addresses.temporal);
  const bundle = await bundleWorkflows();
  const named = process.argv.slice(2);
  const wanted = SCENARIOS.filter(({ name }) => named.length === 0 || named.includes(name));
  for (const scenario of wanted) await record(temporal, bundle, scenario);
  await temporal.close();
} finally {
  await stack.remove();
}

async function record(temporal: TestNamespace, bundle: WorkflowBundle, scenario: Scenario) {
  const activities = scenario.activities();
  const worker = await startWorker(temporal, bundle, activities);
  const ring = () => temporal.client.workflow.signalWithStart(scenario.type, ringOf(scenario));
  const handle = temporal.client.workflow.getHandle(scenario.workflowId);
  if (scenario.task) await temporal.client.workflow.start(scenario.type, startOf(scenario));
  else await ring();
  for (const calls of scenario.ringAfter) {
    await until(async () => {
      const { raw } = await handle.describe();
      return activities.calls.length >= calls && !raw.pendingWorkflowTask;
    });
    await ring();
  }
  await handle.result();
  await worker.stop();
  for (const [index, history] of (await runsOf(temporal, scenario)).entries()) {
    write(scenario, index + 1, historyToJSON(history));
  }
}

// From the first run of the chain to the last.
async function runsOf({ client }: TestNamespace, { workflowId }: Scenario) {
  const runs: History[] = [];
  let runId: string | undefined = (await client.workflow.getHandle(workflowId).describe()).runId;
  while (runId) {
    const run = client.workflow.getHandle(workflowId, runId);
    const history: History = await run.fetchHistory();
    runs.unshift(history);
    const started = history.events?.[0]?.workflowExecutionStartedEventAttributes;
    runId = started?.continuedExecutionRunId ?? undefined;
  }
  return runs;
}

function write({ name, workflowId }: Scenario, run: number, historyJson: string): void {
  const file = new URL(`${version}-${commit}-${name}-${run}.json`, HISTORIES);
  if (existsSync(file)) throw new Error(`${file.pathname} exists: histories are only ever added`);
  const history = JSON.parse(historyJson) as HistoryFile['history'];
  const recorded: HistoryFile = { build, scenario: name, run, workflowId, history };
  writeFileSync(file, `${JSON.stringify(recorded, null, 1)}\n`);
}
