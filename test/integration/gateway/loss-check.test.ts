import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { checkLosses } from '../../../gateway/loss-check.ts';
import { levelsOf } from '../../../readmodel/levels.ts';
import { findSubject } from '../../../readmodel/subjects.ts';
import { ringOptions, SEARCH_ATTRIBUTES } from '../../../workflows/messages.ts';
import { createFakeCore, FAKE_LEVEL } from '../../support/fake-core.ts';
import { silent } from '../../support/kafka.ts';
import { note } from '../../support/said.ts';
import { createSettleBench, type SettleBench } from '../../support/settle-bench.ts';
import { sharedStack } from '../../support/stack.ts';
import { createNamespace, type TestNamespace } from '../../support/temporal-namespace.ts';
import { until } from '../../support/temporal-until.ts';

const CODE = 'a-1';
const PROJECT = `project/${CODE}`;
const ALERT = `alert/${CODE}/${FAKE_LEVEL}`;

let temporal: TestNamespace;
let bench: SettleBench;
beforeAll(async () => {
  temporal = await createNamespace(sharedStack().temporal);
});
beforeEach(async () => {
  bench = await createSettleBench(createFakeCore());
});
afterEach(async () => {
  for (const id of [PROJECT, ALERT]) await end(id);
  await until(
    async () => (await temporal.client.workflow.count(`ExecutionStatus = 'Running'`)).count === 0,
  );
  await bench.close();
});
afterAll(() => temporal.close());

const end = (id: string) =>
  temporal.client.workflow
    .getHandle(id)
    .terminate()
    .catch(() => undefined);

/** A workflow that nobody works on: it only stands in Temporal's lists. */
async function listed(type: 'project' | 'alert', id: string, obeyed?: number): Promise<void> {
  const value =
    obeyed === undefined ? undefined : { key: SEARCH_ATTRIBUTES.obeyedRevision, value: obeyed };
  await temporal.client.workflow.signalWithStart(type, {
    ...ringOptions(id, id),
    ...(value && { typedSearchAttributes: [value] }),
  });
  await until(
    async () =>
      (await temporal.client.workflow.count(`WorkflowId = '${id}' AND ExecutionStatus = 'Running'`))
        .count === 1,
  );
}

/** A project with an alert whose workflow has carried out everything; gives its revision. */
async function opened(severity: 'red' | 'blue' = 'red'): Promise<number> {
  await bench.open(CODE);
  await bench.hear(CODE, note(`alert ${severity}`));
  return bench.obey(CODE, 0);
}

const check = (confirmAfterMs = 0) =>
  checkLosses({ pool: bench.pool, client: temporal.client, log: silent, confirmAfterMs });
const row = () => findSubject(bench.pool, PROJECT);

describe('checkLosses', () => {
  it('finds nothing where each workflow stands as it was left', async () => {
    const revision = await opened();
    await listed('project', PROJECT, revision);
    await listed('alert', ALERT);

    expect(await check()).toEqual({ projects: 0, approvals: 0, alerts: 0 });
    expect(await row()).toMatchObject({ obeyedRevision: revision, lostCount: 0 });
  });

  it('forgets what a missing workflow had carried out, its alerts included', async () => {
    await opened();

    expect(await check()).toEqual({ projects: 1, approvals: 0, alerts: 1 });

    expect(await row()).toMatchObject({ obeyedRevision: 0, lostCount: 1, rings: 0 });
    expect(await levelsOf(bench.pool, PROJECT)).toMatchObject([{ toldRevision: 0 }]);
  });

  it('takes a workflow that shows an older revision for restored', async () => {
    const revision = await opened();
    await listed('project', PROJECT, revision - 1);
    await listed('alert', ALERT);

    expect(await check()).toEqual({ projects: 1, approvals: 0, alerts: 0 });
    expect(await row()).toMatchObject({ obeyedRevision: 0, lostCount: 1 });
  });

  it('has an alert that is missing told again by its project', async () => {
    const revision = await opened();
    await listed('project', PROJECT, revision);

    expect(await check()).toEqual({ projects: 0, approvals: 0, alerts: 1 });

    expect(await row()).toMatchObject({ obeyedRevision: 0 });
    expect(await bench.settle(CODE, { carriedRevision: revision })).toMatchObject({
      reconcile: true,
    });
  });

  it('has an alert told again that is open although it was closed', async () => {
    // Blue closes by itself at any hour; a red one that was told in office hours waits to be verified.
    await opened('blue');
    await bench.hear(CODE, note('alert none', { occurredAt: '2026-01-11' }));
    const revision = await bench.obey(CODE, 2);
    await listed('project', PROJECT, revision);
    await listed('alert', ALERT);

    expect(await check()).toEqual({ projects: 0, approvals: 0, alerts: 1 });
    expect(await levelsOf(bench.pool, PROJECT)).toMatchObject([
      { severity: null, toldRevision: 0 },
    ]);
  });

  it('spares a workflow that appears before the second list', async () => {
    const revision = await opened();
    const checking = check(2_000);
    await listed('project', PROJECT, revision);
    await listed('alert', ALERT);

    expect(await checking).toEqual({ projects: 0, approvals: 0, alerts: 0 });
    expect(await row()).toMatchObject({ obeyedRevision: revision, lostCount: 0 });
  });

  it('expects no workflow of a closed project, nor of one that nobody has obeyed yet', async () => {
    await bench.open(CODE);
    await bench.open('closed');
    await bench.hear('closed', note('close'));
    await bench.obey('closed', 0);

    expect(await check()).toEqual({ projects: 0, approvals: 0, alerts: 0 });
  });
});
