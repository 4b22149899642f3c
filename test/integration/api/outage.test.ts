import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { migrate } from '../../../readmodel/migrate.ts';
import { readConfig } from '../../../workers/config.ts';
import { runApi, type RunningApi } from '../../../workers/api.ts';
import { commandBody, registerBody } from '../../support/api.ts';
import { testPool } from '../../support/database.ts';
import { startTestStack, type TestStack } from '../../support/stack.ts';

let stack: TestStack;
let api: RunningApi;
beforeAll(async () => {
  stack = await startTestStack(['postgres']);
  const pool = testPool(stack.addresses.postgres);
  await migrate(pool);
  await pool.end();
  const config = readConfig(['clock', 'temporal', 'database', 'api', 'links', 'signIn'], {
    DATABASE_URL: stack.addresses.postgres,
    TEMPORAL_ADDRESS: '127.0.0.1:1',
    KAIGONG_API_PORT: '0',
  });
  api = await runApi(config, pino({ level: 'silent' }));
});
afterAll(async () => {
  await api.stop();
  await stack.remove();
});

const post = (path: string, body: object) =>
  fetch(api.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

async function untilReady(): Promise<void> {
  while ((await fetch(`${api.url}/readyz`)).status !== 200) await wait(100);
}

describe('the API while PostgreSQL is stopped and started again', () => {
  it('is ready without Temporal', async () => {
    const ready = await fetch(`${api.url}/readyz`);

    expect(ready.status).toBe(200);
    expect(await ready.json()).toMatchObject({ temporal: { answers: false } });
  });

  it('lives, asks to repeat, and takes the repeated command once', async () => {
    expect((await post('/projects', registerBody('O-1'))).status).toBe(201);
    const command = commandBody('o-1', 'forecast', { milestone: 'production', date: '2027-03-01' });

    await stack.postgres.stop();
    const refused = await post('/projects/O-1/commands', command);
    const alive = await fetch(`${api.url}/healthz`);
    await stack.postgres.start();
    await untilReady();
    const taken = await post('/projects/O-1/commands', command);
    const again = await post('/projects/O-1/commands', command);

    expect(refused.status).toBe(503);
    expect(await refused.json()).toMatchObject({ code: 'POSTGRES_AWAY', commandId: 'o-1' });
    expect(alive.status).toBe(200);
    expect([taken.status, again.status]).toEqual([200, 200]);
    expect(await again.json()).toEqual(await taken.json());
  });
});
