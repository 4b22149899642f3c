import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { WorkflowBundle } from '@temporalio/worker';
import { createMailboxBell } from '../../../activities/mailbox-bell.ts';
import type { MailboxWork } from '../../../settlement/gather-message.ts';
import { mailboxId } from '../../../workflows/messages.ts';
import { sharedStack } from '../../support/stack.ts';
import { bundleWorkflows } from '../../support/temporal-bundle.ts';
import { scripted } from '../../support/temporal-fakes.ts';
import { createNamespace, type TestNamespace } from '../../support/temporal-namespace.ts';
import { startWorker, type RunningWorker } from '../../support/temporal-shell.ts';
import { until } from '../../support/temporal-until.ts';

let temporal: TestNamespace;
let bundle: WorkflowBundle;
let worker: RunningWorker;
/** By mailbox, what it is told to do, each once; then nothing waits. */
const script = new Map<string, (() => MailboxWork)[]>();
const calls = new Map<string, string[]>();

beforeAll(async () => {
  [temporal, bundle] = await Promise.all([
    createNamespace(sharedStack().temporal),
    bundleWorkflows(),
  ]);
  worker = await startWorker(temporal, bundle, {
    ...scripted([]),
    gatherMessage(mailbox) {
      calls.set(mailbox, [...(calls.get(mailbox) ?? []), 'gather']);
      return Promise.resolve(script.get(mailbox)?.shift()?.() ?? { messages: [] });
    },
    sendMessage(id) {
      const [owner = ''] = [...script.keys()].slice(-1);
      calls.set(owner, [...(calls.get(owner) ?? []), `send ${id}`]);
      return Promise.resolve();
    },
  });
});
afterAll(async () => {
  await worker.stop();
  await temporal.close();
});

const ring = (person: string) => createMailboxBell(temporal.client).ring(person);
const ended = (person: string) =>
  until(async () => {
    const { status } = await temporal.client.workflow.getHandle(mailboxId(person)).describe();
    return status.name === 'COMPLETED';
  });

it('hands over what was made, looks again, waits for what is held, and ends when nothing waits', async () => {
  const id = mailboxId('李娜');
  script.set(id, [
    () => ({ messages: [1, 2] }),
    () => ({ messages: [], nextAt: new Date(Date.now() + 1500).toISOString() }),
    () => ({ messages: [3] }),
  ]);

  await ring('李娜');
  await ended('李娜');

  expect(calls.get(id)).toEqual([
    'gather',
    'send 1',
    'send 2',
    'gather',
    'gather',
    'send 3',
    'gather',
  ]);
});

it('looks at once when it is rung while it waits', async () => {
  const id = mailboxId('group/园区群');
  const nextYear = new Date(Date.now() + 365 * 86_400_000).toISOString();
  script.set(id, [() => ({ messages: [], nextAt: nextYear })]);

  await ring('group/园区群');
  await until(() => calls.get(id)?.length === 1);
  await ring('group/园区群');
  await ended('group/园区群');

  expect(calls.get(id)).toEqual(['gather', 'gather']);
});
