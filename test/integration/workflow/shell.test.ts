import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { ringOptions, SEARCH_ATTRIBUTES } from '../../../workflows/messages.ts';
import { sharedStack } from '../../support/stack.ts';
import { createNamespace, type TestNamespace } from '../../support/temporal-namespace.ts';
import { gate, scripted, type FakeActivities } from '../../support/temporal-fakes.ts';
import { bundleWorkflows } from '../../support/temporal-bundle.ts';
import { startWorker, type RunningWorker } from '../../support/temporal-shell.ts';
import { until } from '../../support/temporal-until.ts';

const SUBJECT = 'project/A-1';

let temporal: TestNamespace;
let bundle: Awaited<ReturnType<typeof bundleWorkflows>>;
let worker: RunningWorker | undefined;

beforeAll(async () => {
  [temporal, bundle] = await Promise.all([
    createNamespace(sharedStack().temporal),
    bundleWorkflows(),
  ]);
});
afterEach(async () => {
  await worker?.stop();
  worker = undefined;
  await temporal.client.workflow
    .getHandle(SUBJECT)
    .terminate()
    .catch(() => undefined);
});
afterAll(async () => {
  await temporal.close();
});

async function follow(activities: FakeActivities): Promise<void> {
  worker = await startWorker(temporal, bundle, activities);
  await ring();
}

const ring = () =>
  temporal.client.workflow.signalWithStart('project', ringOptions(SUBJECT, '示例项目'));
const handle = () => temporal.client.workflow.getHandle(SUBJECT);
const inMs = (ms: number) => new Date(Date.now() + ms).toISOString();

async function eventNames(): Promise<string[]> {
  const { events } = await handle().fetchHistory();
  return (events ?? []).map((event) => event.attributes ?? '');
}

describe('the shell of a subject', () => {
  it('begins with everything to do, and passes on what it has carried out', async () => {
    const activities = scripted([{ revision: 3 }, { revision: 4 }]);
    await follow(activities);
    await until(() => activities.calls.length >= 1);

    await ring();
    await until(() => activities.calls.length >= 2);
    await ring();
    await until(() => activities.calls.length >= 3);

    expect(activities.calls).toEqual(['settle 0', 'settle 3', 'settle 4']);
  });

  it('counts a revision as carried out only after reconcile', async () => {
    const activities = scripted([{ revision: 3, reconcile: true }, { revision: 4 }]);
    await follow(activities);
    await until(() => activities.calls.length >= 2);
    await ring();
    await until(() => activities.calls.length >= 3);

    expect(activities.calls).toEqual(['settle 0', 'reconcile 3', 'settle 3']);
  });

  it('begins a new run at a change of stage, and carries the revision over', async () => {
    const activities = scripted([
      { revision: 1, stage: 'signing' },
      { revision: 2, stage: 'groundbreaking', reconcile: true },
    ]);
    await follow(activities);
    await until(() => activities.calls.length >= 1);
    const first = await handle().describe();

    await ring();
    await until(() => activities.calls.includes('settle 2'));

    // Temporal may repeat a task, and with it what the task asked; never with another revision.
    const asked = [...new Set(activities.calls)];
    expect(asked).toEqual(['settle 0', 'settle 1', 'reconcile 2', 'settle 2']);
    const second = await handle().describe();
    expect(second.status.name).toBe('RUNNING');
    expect(second.runId).not.toBe(first.runId);
    const { events } = await handle().fetchHistory();
    const started = events?.[0]?.workflowExecutionStartedEventAttributes;
    expect(started?.continuedExecutionRunId).toBe(first.runId);
  });

  it('settles when the next change is due', async () => {
    const activities = scripted([{ nextChangeAt: inMs(1_200) }, {}]);
    await follow(activities);

    await until(() => activities.calls.length >= 2);

    expect(activities.calls).toEqual(['settle 0', 'settle 1']);
    expect(await eventNames()).toContain('timerFiredEventAttributes');
  });

  it('waits at least a second for a change that is due already', async () => {
    const activities = scripted([{ nextChangeAt: inMs(-60_000) }, {}]);
    await follow(activities);
    await until(() => activities.calls.length >= 2);

    const { events } = await handle().fetchHistory();
    const timer = events?.find((event) => event.timerStartedEventAttributes);
    const wait = timer?.timerStartedEventAttributes?.startToFireTimeout;
    expect(Number(wait?.seconds)).toBe(1);
  });

  it('settles once more for a ring that comes while a due change is settled', async () => {
    const settling = gate();
    const activities = scripted([
      { nextChangeAt: inMs(1_000) },
      async () => {
        await settling.pass();
        return { revision: 2 };
      },
      { revision: 3 },
    ]);
    await follow(activities);
    await settling.arrived;

    await ring();
    settling.open();
    await until(() => activities.calls.length >= 3);

    expect(activities.calls).toEqual(['settle 0', 'settle 1', 'settle 2']);
    const names = await eventNames();
    expect(names).not.toContain('workflowTaskFailedEventAttributes');
  });

  it('settles again at once while more facts wait', async () => {
    const activities = scripted([{ more: true }, { more: true, revision: 2 }, { revision: 3 }]);
    await follow(activities);

    await until(() => activities.calls.length >= 3);

    expect(activities.calls).toEqual(['settle 0', 'settle 1', 'settle 2']);
  });

  it('ends with a closed subject, and ends again when somebody rings it', async () => {
    const activities = scripted([{ revision: 7, closed: true, reconcile: true }]);
    await follow(activities);
    const first: unknown = await handle().result();

    await ring();
    const second: unknown = await handle().result();

    expect(first).toEqual({ ended: 'closed', revision: 7 });
    expect(second).toEqual(first);
    expect(activities.calls).toEqual(['settle 0', 'reconcile 7', 'settle 0', 'reconcile 7']);
  });

  it('looks again when it is rung while it closes', async () => {
    const settling = gate();
    const activities = scripted([
      async () => {
        await settling.pass();
        return { revision: 7, closed: true, reconcile: true };
      },
      { revision: 8, closed: false },
    ]);
    await follow(activities);
    await settling.arrived;

    await ring();
    settling.open();
    await until(() => activities.calls.length >= 3);

    expect(activities.calls).toEqual(['settle 0', 'reconcile 7', 'settle 7']);
    expect((await handle().describe()).status.name).toBe('RUNNING');
  });

  it('ends where PostgreSQL knows no such subject', async () => {
    await follow(scripted([{ known: false, revision: 0 }]));

    expect(await handle().result()).toEqual({ ended: 'unknown', revision: 0 });
  });

  it('tries twice in place, then waits for PostgreSQL as a regular activity', async () => {
    const away = new Error('connect ECONNREFUSED');
    const activities = scripted([away, away, away, { revision: 2 }]);
    await follow(activities);

    await until(() => activities.calls.length >= 4);

    expect(activities.calls).toEqual([
      'settle 0',
      'settle 0',
      'settle 0 (again)',
      'settle 0 (again)',
    ]);
    expect((await handle().describe()).status.name).toBe('RUNNING');
  });

  it('ignores a signal that it does not know', async () => {
    const activities = scripted([{ revision: 1 }, { revision: 2 }]);
    await follow(activities);

    await handle().signal('approve', { everything: true });
    await ring();
    await until(() => activities.calls.length >= 2);

    expect((await handle().describe()).status.name).toBe('RUNNING');
  });
});

describe('another worker that takes an open workflow over', () => {
  it('asks nothing again, whatever the rules have become meanwhile', async () => {
    const before = scripted([{ revision: 1 }, { revision: 2, reconcile: true }]);
    await follow(before);
    await until(() => before.calls.length >= 1);
    await ring();
    await until(() => before.calls.length >= 3);
    await worker?.stop();

    const after = scripted([{ revision: 3, colour: 'red' }]);
    const noCache = { KAIGONG_WORKER_CACHED_WORKFLOWS: '0' };
    worker = await startWorker(temporal, bundle, after, noCache);
    await ring();
    await until(async () => {
      const { typedSearchAttributes } = await handle().describe();
      return typedSearchAttributes.get(SEARCH_ATTRIBUTES.obeyedRevision) === 3;
    });

    expect(after.calls).toEqual(['settle 2']);
    expect(await eventNames()).not.toContain('workflowTaskFailedEventAttributes');
  });
});

describe('the page of a subject in Temporal', () => {
  const nextChangeAt = '2099-03-01T00:00:00.000Z';
  const decided = {
    revision: 5,
    stage: 'groundbreaking',
    colour: 'red' as const,
    headline: 'G3 is 16 days late',
    nextChangeAt,
  };

  async function shown(activities: FakeActivities): Promise<void> {
    await follow(activities);
    await until(async () => {
      const { typedSearchAttributes } = await handle().describe();
      return typedSearchAttributes.get(SEARCH_ATTRIBUTES.obeyedRevision) === 5;
    });
  }

  it('carries the search attributes of the revision carried out', async () => {
    await shown(scripted([decided]));

    const { typedSearchAttributes } = await handle().describe();

    const values = Object.values(SEARCH_ATTRIBUTES).map((key) => typedSearchAttributes.get(key));
    expect(values).toEqual([
      'groundbreaking',
      'red',
      'li.na',
      'industrial',
      new Date(nextChangeAt),
      5,
    ]);
  });

  it('writes search attributes only when they change, and takes back what holds no more', async () => {
    const activities = scripted([decided, decided, { ...decided, revision: 6, colour: null }]);
    await shown(activities);
    await ring();
    await until(() => activities.calls.length >= 2);
    await ring();
    await until(async () => {
      const { typedSearchAttributes } = await handle().describe();
      return typedSearchAttributes.get(SEARCH_ATTRIBUTES.obeyedRevision) === 6;
    });

    const { events } = await handle().fetchHistory();

    const upserts = (events ?? [])
      .map((event) => event.upsertWorkflowSearchAttributesEventAttributes?.searchAttributes)
      .filter((attributes) => attributes !== null && attributes !== undefined)
      .map(({ indexedFields }) => Object.keys(indexedFields ?? {}).sort());
    expect(upserts).toEqual([
      [
        'AlertColour',
        'NextChangeAt',
        'ObeyedRevision',
        'ProjectKind',
        'ProjectManager',
        'ProjectStage',
      ],
      ['AlertColour', 'ObeyedRevision'],
    ]);
    const { typedSearchAttributes } = await handle().describe();
    expect(typedSearchAttributes.get(SEARCH_ATTRIBUTES.colour)).toBeUndefined();
  });

  it('tells stage, colour, reason and next change in words', async () => {
    await shown(scripted([decided]));

    const { currentDetails } = await handle().query<{ currentDetails: string }>(
      '__temporal_workflow_metadata',
    );

    for (const word of ['示例项目', 'groundbreaking', 'red', 'G3 is 16 days late', nextChangeAt]) {
      expect(currentDetails).toContain(word);
    }
    expect(await (await handle().describe()).staticSummary()).toBe('示例项目');
  });

  it('says at the timer what it waits for', async () => {
    await shown(scripted([decided]));
    await until(async () => (await eventNames()).includes('timerStartedEventAttributes'));

    const { events } = await handle().fetchHistory();

    const timer = events?.find((event) => event.timerStartedEventAttributes);
    expect(String(timer?.userMetadata?.summary?.data)).toContain(nextChangeAt);
  });
});
