import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import { DeterminismViolationError } from '@temporalio/workflow';
import { Worker, type BundleOptions, type WorkflowBundle } from '@temporalio/worker';
import type { Decision } from '../../settlement/decision.ts';
import { isSubject } from '../../workflows/messages.ts';
import { bundleWorkflows } from '../support/temporal-bundle.ts';
import { silenceWorkers } from '../support/temporal-quiet.ts';
import { suggestedIn } from './continue-as-new.ts';
import { readHistories, type HistoryFile } from './history-file.ts';

silenceWorkers();
const HISTORIES = readHistories();
const pathOf = (name: string) => fileURLToPath(new URL(name, import.meta.url));

async function replay(workflowBundle: WorkflowBundle, { history, workflowId }: HistoryFile) {
  await Worker.runReplayHistory({ workflowBundle }, historyFromJSON(history), workflowId);
}

describe('the workflows of today', () => {
  let bundle: WorkflowBundle;
  beforeAll(async () => {
    bundle = await bundleWorkflows();
  });

  it.each(HISTORIES)('replay $file', async ({ recorded }) => {
    await expect(replay(bundle, recorded)).resolves.toBeUndefined();
  });

  it('have been recorded in every scenario, each with its build', () => {
    expect(new Set(HISTORIES.map(({ recorded }) => recorded.scenario))).toEqual(
      new Set([
        'three-stages',
        'time-passes',
        'database-away',
        'unknown',
        'approval-stages',
        'approval-of-a-phase',
        'alert',
        'alert-ladder',
        'mailbox',
        'upkeep-retention',
        'upkeep-silentSources',
      ]),
    );
    for (const { recorded } of HISTORIES) expect(recorded.build).toMatch(/^kaigong \d/);
  });
});

describe('what a run hands to the next', () => {
  const CARRIED = HISTORIES.flatMap(({ file, recorded }) => {
    const state = carriedBy(recorded);
    return state ? [{ file, state }] : [];
  });

  it('is there at a change of stage', () => {
    expect(CARRIED.length).toBeGreaterThan(1);
  });

  it.each(CARRIED)('in $file is a revision and a stage, in less than 8 KB', ({ state }) => {
    expect(state.byteLength).toBeLessThan(8 * 1024);
    expect(JSON.parse(state.toString())).toEqual({
      v: 1,
      obeyed: expect.any(Number),
      stage: expect.any(String),
    });
  });
});

describe('a mailbox to which Temporal suggests to continue as new', () => {
  let bundle: WorkflowBundle;
  beforeAll(async () => {
    bundle = await bundleWorkflows();
  });
  const MAILBOXES = HISTORIES.filter(({ recorded }) => recorded.scenario === 'mailbox');

  it.each(MAILBOXES)('does so in $file instead of going on', async ({ recorded }) => {
    const { wentOn, continued } = suggestedIn(recorded);

    await expect(replay(bundle, { ...recorded, history: continued })).resolves.toBeUndefined();
    await expect(replay(bundle, { ...recorded, history: wentOn })).rejects.toBeInstanceOf(
      DeterminismViolationError,
    );
  });
});

/** Bundles a module, or a folder of them, of ours in place of another. */
const replacing = (original: string, substitute: string): Partial<BundleOptions> => ({
  webpackConfigHook: (config) => {
    const alias = { [pathOf(original)]: pathOf(substitute) };
    const all = Object.assign(config.resolve?.alias ?? {}, alias);
    return { ...config, resolve: { ...config.resolve, alias: all } };
  },
});
const withoutRules = replacing('../../domain', './mutant/all-red');

describe('with every rule replaced by one that turns all red', () => {
  let bundle: WorkflowBundle;
  beforeAll(async () => {
    const workflowInterceptorModules = [pathOf('./spy.ts')];
    bundle = await bundleWorkflows({ ...withoutRules, workflowInterceptorModules });
  });

  const SUBJECTS = HISTORIES.filter(({ recorded }) => isSubject(recorded.workflowId));

  it.each(SUBJECTS)(
    '$file still replays, by the decisions that stand in it',
    async ({ recorded }) => {
      const seen: Decision[] = [];
      const decided = { fn: (_info: unknown, decision: Decision) => void seen.push(decision) };

      await Worker.runReplayHistory(
        {
          workflowBundle: bundle,
          sinks: { spy: { decided: { ...decided, callDuringReplay: true } } },
        },
        historyFromJSON(recorded.history),
        recorded.workflowId,
      );

      expect(seen).toEqual(decisionsIn(recorded));
      expect(seen.map(({ colour }) => colour)).not.toContain('red');
    },
  );

  it('a workflow that asks a rule is found out', async () => {
    const workflowsPath = pathOf('./mutant/deciding');
    const unknown = HISTORIES.filter(({ recorded }) => recorded.scenario === 'unknown');
    const deciding = await bundleWorkflows({ ...withoutRules, workflowsPath });

    expect(unknown).not.toEqual([]);
    for (const { recorded } of unknown) await expect(replay(deciding, recorded)).rejects.toThrow();
  });
});

describe('a shell that shows what it has not carried out yet', () => {
  let reordered: WorkflowBundle;
  beforeAll(async () => {
    reordered = await bundleWorkflows(
      replacing('../../workflows/carry-out.ts', './mutant/reordered/carry-out.ts'),
    );
  });

  const asksForLevels = ({ recorded }: { recorded: HistoryFile }) =>
    (historyFromJSON(recorded.history).events ?? []).some(
      (event) => event.activityTaskScheduledEventAttributes?.activityType?.name === 'reconcile',
    );

  it.each(HISTORIES.filter(asksForLevels))('does not replay $file', async ({ recorded }) => {
    await expect(replay(reordered, recorded)).rejects.toBeInstanceOf(DeterminismViolationError);
  });

  it('is otherwise the shell of today', async () => {
    const others = HISTORIES.filter((file) => !asksForLevels(file));

    expect(others).not.toEqual([]);
    for (const { recorded } of others) {
      await expect(replay(reordered, recorded)).resolves.toBeUndefined();
    }
  });
});

// The result of a local activity stands in its marker.
function decisionsIn({ history }: HistoryFile): Decision[] {
  return (historyFromJSON(history).events ?? [])
    .map((event) => event.markerRecordedEventAttributes)
    .filter((marker) => marker?.markerName === 'core_local_activity' && !marker.failure)
    .map((marker) => {
      const data = marker?.details?.['result']?.payloads?.[0]?.data;
      // What the fakes of the recording answered.
      return JSON.parse(new TextDecoder().decode(data ?? new Uint8Array())) as Decision;
    });
}

// The second argument of the run that follows.
function carriedBy({ history }: HistoryFile): Buffer | undefined {
  const last = historyFromJSON(history).events?.at(-1);
  const data = last?.workflowExecutionContinuedAsNewEventAttributes?.input?.payloads?.[1]?.data;
  return data ? Buffer.from(data) : undefined;
}
