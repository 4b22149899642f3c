import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { env } from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { WorkflowBundle } from '@temporalio/worker';
import { takePort } from '../../../infra/ports.ts';
import { beginDelivery, endDelivery } from '../../../readmodel/deliveries.ts';
import { addMessage } from '../../../readmodel/messages.ts';
import { readConfig } from '../../../workers/config.ts';
import { createLogger } from '../../../workers/logger.ts';
import { runWorker } from '../../../workers/temporal.ts';
import { ringOptions } from '../../../workflows/messages.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { sharedStack } from '../../support/stack.ts';
import { argumentsOf } from '../../support/engine-program.ts';
import { bundleWorkflows } from '../../support/temporal-bundle.ts';
import { createNamespace, type TestNamespace } from '../../support/temporal-namespace.ts';
import { silenceWorkers } from '../../support/temporal-quiet.ts';
import { until } from '../../support/temporal-until.ts';

silenceWorkers();
const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const log = createLogger('test', { level: 'silent', format: 'json' });

let temporal: TestNamespace;
let database: TestDatabase;
let workflowBundle: WorkflowBundle;

beforeAll(async () => {
  [temporal, database, workflowBundle] = await Promise.all([
    createNamespace(sharedStack().temporal),
    createTestDatabase(),
    bundleWorkflows(),
  ]);
});
afterAll(async () => {
  await temporal.close();
  await database.close();
});

const settings = (over: Record<string, string> = {}) => ({
  TEMPORAL_ADDRESS: sharedStack().temporal,
  TEMPORAL_NAMESPACE: temporal.namespace,
  DATABASE_URL: database.url,
  KAIGONG_WORKER_HEALTH_PORT: '0',
  ...over,
});
const run = (over: Record<string, string> = {}) =>
  runWorker(
    readConfig(
      ['clock', 'temporal', 'database', 'worker', 'health', 'links', 'channels'],
      settings(over),
    ),
    {
      log,
      workflowBundle,
    },
  );

describe('runWorker', () => {
  it('serves workflows, says that it is ready, and stops', async () => {
    const worker = await run();
    const ask = (path: string) => fetch(`${worker.healthUrl}${path}`);
    try {
      await until(async () => (await ask('/readyz')).status === 200);
      const end = ringOptions('project/unheard-of', 'no such project');
      const handle = await temporal.client.workflow.signalWithStart('project', end);

      expect(await handle.result()).toEqual({ ended: 'unknown', revision: 0 });
      expect((await ask('/healthz')).status).toBe(200);
      expect(await (await ask('/metrics')).text()).toContain('kaigong_worker_connections');
    } finally {
      await worker.stop();
    }
    await expect(worker.ended).resolves.toBeUndefined();
    await expect(askAgain(worker.healthUrl)).rejects.toThrow();
  });

  it('says which channels fail, and works on', async () => {
    const id = await aMessage('li');
    const tries = [
      ...[1, 2].map((nth) => ({ nth, channel: 'wecom', state: 'failed' as const })),
      { nth: 3, channel: 'email', state: 'sent' as const },
    ];
    for (const { nth, channel, state } of tries) {
      await beginDelivery(database.pool, { messageId: id, try: nth, channel });
      await endDelivery(database.pool, { messageId: id, try: nth }, { state, answer: `${nth}` });
    }
    const worker = await run();
    try {
      await until(async () => (await fetch(`${worker.healthUrl}/readyz`)).status === 200);

      expect(await (await fetch(`${worker.healthUrl}/readyz`)).json()).toMatchObject({
        failingChannels: [
          { channel: 'wecom', failures: 2, failingSince: expect.any(String), lastAnswer: '2' },
        ],
      });
    } finally {
      await worker.stop();
    }
  });

  it('refuses a namespace without our search attributes, and says how to add them', async () => {
    const poor = await createNamespace(sharedStack().temporal, {
      without: ['NextChangeAt', 'ObeyedRevision'],
    });
    try {
      await expect(run({ TEMPORAL_NAMESPACE: poor.namespace })).rejects.toThrow(
        [
          `Namespace ${poor.namespace} of Temporal lacks search attributes. Add them:`,
          `temporal operator search-attribute create --namespace ${poor.namespace} --name NextChangeAt --type Datetime`,
          `temporal operator search-attribute create --namespace ${poor.namespace} --name ObeyedRevision --type Int`,
        ].join('\n  '),
      );
    } finally {
      await poor.close();
    }
  });

  it('refuses a database that was not migrated', async () => {
    const empty = await createTestDatabase({ migrated: false });
    try {
      await expect(run({ DATABASE_URL: empty.url })).rejects.toThrow(/lacks 0001-.*migrate it/);
    } finally {
      await empty.close();
    }
  });
});

const aMessage = (addressee: string): Promise<number> =>
  addMessage(database.pool, {
    ...{ addressee, kind: 'alerts', slotAt: '2026-01-14T00:30:00.000Z', language: 'zh' },
    ...{ links: null, traceparent: null },
    content: { subject: '主题', sections: [], closing: [] },
  });

function spawnWorker(over: Record<string, string> = {}) {
  const child = spawn(process.execPath, argumentsOf('temporal'), {
    cwd: ROOT,
    env: { ...env, ...settings(over) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  child.stdout.setEncoding('utf8').on('data', (text: string) => lines.push(text));
  return { child, lines };
}

describe('a worker whose PostgreSQL is away', () => {
  it('says that it is not ready, and works once it answers', async () => {
    const [closed, health] = [await takePort(0), await takePort(0)];
    const { port } = new URL(database.url);
    const door = createServer((socket) => {
      const inside = connect(Number(port), '127.0.0.1');
      for (const end of [socket, inside]) end.on('error', () => undefined);
      socket.pipe(inside).pipe(socket);
    });
    const starting = run({
      DATABASE_URL: database.url.replace(`:${port}/`, `:${closed}/`),
      KAIGONG_WORKER_HEALTH_PORT: String(health),
    });
    const statusOf = async (path: string) =>
      (await fetch(`http://127.0.0.1:${health}${path}`)).status;
    expect([await statusOf('/healthz'), await statusOf('/readyz')]).toEqual([200, 503]);

    door.listen(closed, '127.0.0.1');
    const worker = await starting;

    await until(async () => (await statusOf('/readyz')) === 200);
    await worker.stop();
    door.close();
  });
});

describe('the worker process', () => {
  it('ends with 1 and one line in the log when it can not start', async () => {
    const empty = await createTestDatabase({ migrated: false });
    const { child, lines } = spawnWorker({ DATABASE_URL: empty.url });

    const [code] = (await once(child, 'close')) as [number | null];
    await empty.close();

    expect(code).toBe(1);
    expect(JSON.parse(lines.join(''))).toMatchObject({
      level: 60,
      msg: 'worker can not go on',
      err: { message: expect.stringContaining('migrate it') },
    });
  });

  it.each([
    ['PostgreSQL', { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' }],
    ['Temporal', { TEMPORAL_ADDRESS: '127.0.0.1:1' }],
  ])('waits for a %s that is away, and still ends on SIGTERM', async (neighbour, away) => {
    const { child, lines } = spawnWorker(away);
    await until(() => lines.join('').includes(`${neighbour} does not answer, this process waits`));

    child.kill('SIGTERM');
    const [code] = (await once(child, 'exit')) as [number | null];

    expect({ code, lines: code === 0 ? [] : lines }).toEqual({ code: 0, lines: [] });
  });

  it('ends by itself and without a fault on SIGTERM', async () => {
    const { child, lines } = spawnWorker();
    await until(() => lines.join('').includes('worker runs'));

    child.kill('SIGTERM');
    const [code] = (await once(child, 'exit')) as [number | null];

    expect({ code, lines: code === 0 ? [] : lines }).toEqual({ code: 0, lines: [] });
  });
});

const askAgain = (url: string) => fetch(`${url}/healthz`);
