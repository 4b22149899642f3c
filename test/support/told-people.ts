import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import type { WorkflowBundle } from '@temporalio/worker';
import { createAlertActivities } from '../../activities/alert.ts';
import { createLevelBell } from '../../activities/level-bell.ts';
import { createMailboxActivities } from '../../activities/mailbox.ts';
import { createMailboxBell } from '../../activities/mailbox-bell.ts';
import { createReconcileActivities } from '../../activities/reconcile.ts';
import { createSettleActivities } from '../../activities/settle.ts';
import { createApp } from '../../api/app.ts';
import { createRulebook } from '../../settlement/catalogue.ts';
import { createSettler } from '../../settlement/settle.ts';
import { ringOptions } from '../../workflows/messages.ts';
import { apiDeps } from './api.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { aMessageSink, type SinkWithChannels } from './message-sink.ts';
import { sharedStack } from './stack.ts';
import { bundleWorkflows } from './temporal-bundle.ts';
import { scripted } from './temporal-fakes.ts';
import { createNamespace, type TestNamespace } from './temporal-namespace.ts';
import { startWorker, type RunningWorker } from './temporal-shell.ts';

/** An engine without Kafka, from a command over alerts to the messages that people get, at any time of day. */
export interface ToldPeople {
  database: TestDatabase;
  sink: SinkWithChannels;
  temporal: TestNamespace;
  /** API and worker go on with clocks that show that minute in Shanghai. */
  workAt: (shanghai: string) => Promise<void>;
  post: (url: string, body: object) => Promise<{ status: number; body: Record<string, unknown> }>;
  get: <T>(url: string) => Promise<T>;
  /** Rings a project, as the dispatcher does. */
  ringProject: (code: string) => Promise<unknown>;
  /** Rings an alert by its id. */
  ringAlert: (id: string) => Promise<unknown>;
  close: () => Promise<void>;
}

/** One on the shared stack; nothing works before `workAt`. */
export async function tellPeople(): Promise<ToldPeople> {
  const [temporal, workflowBundle, database, sink] = await Promise.all([
    createNamespace(sharedStack().temporal),
    bundleWorkflows(),
    createTestDatabase(),
    aMessageSink(),
  ]);
  let working: Working | undefined;
  const app = (): FastifyInstance => {
    if (!working) throw new Error('Nothing works before workAt');
    return working.app;
  };
  const ringAs = (workflow: 'project' | 'alert', id: string) =>
    temporal.client.workflow.signalWithStart(workflow, ringOptions(id, id));
  return {
    ...{ database, sink, temporal },
    async workAt(shanghai) {
      await working?.stop();
      working = await workWith({ temporal, workflowBundle, database, sink }, shanghai);
    },
    async post(url, payload) {
      const answer = await app().inject({ method: 'POST', url, payload });
      return { status: answer.statusCode, body: answer.json() };
    },
    get: async <T>(url: string) => (await app().inject({ method: 'GET', url })).json<T>(),
    ringProject: (code) => ringAs('project', `project/${code}`),
    ringAlert: (id) => ringAs('alert', id),
    async close() {
      await working?.stop();
      await Promise.all([temporal.close(), database.close(), sink.close()]);
    },
  };
}

interface Working {
  app: FastifyInstance;
  stop: () => Promise<void>;
}

async function workWith(
  {
    temporal,
    workflowBundle,
    database: { pool },
    sink,
  }: Pick<ToldPeople, 'temporal' | 'database' | 'sink'> & { workflowBundle: WorkflowBundle },
  shanghai: string,
): Promise<Working> {
  const clockOffsetMs = Date.parse(`${shanghai}:00+08:00`) - Date.now();
  const rules = createRulebook();
  const log = pino({ level: 'silent' });
  const settler = createSettler({ pool, rules, clockOffsetMs, log });
  const bell = createMailboxBell(temporal.client);
  const worker: RunningWorker = await startWorker(temporal, workflowBundle, {
    ...scripted([]),
    ...createSettleActivities({ settler }),
    ...createReconcileActivities({ pool, bell: createLevelBell(temporal.client) }),
    ...createAlertActivities({ pool, clockOffsetMs, mailbox: bell }),
    ...createMailboxActivities({
      ...{ pool, rules, clockOffsetMs, bell, channels: sink.channels },
      publicUrl: 'http://park',
    }),
  });
  const app = createApp(apiDeps(pool, { settler, rules, clockOffsetMs }));
  return {
    app,
    stop: async () => {
      await worker.stop();
      await app.close();
    },
  };
}
