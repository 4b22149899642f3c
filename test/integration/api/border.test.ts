import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createApp } from '../../../api/app.ts';
import { NewerCore, SubjectFaulted } from '../../../settlement/errors.ts';
import {
  apiDeps,
  commandBody,
  createTestApi,
  registerBody,
  type TestApi,
} from '../../support/api.ts';
import { createTestDatabase, testPool } from '../../support/database.ts';

let api: TestApi;
beforeAll(async () => {
  api = await createTestApi();
});
afterAll(() => api.close());

const withHeaders = (headers: Record<string, string>) =>
  api.app.inject({ method: 'GET', url: '/healthz', headers });

describe('who may call', () => {
  it.each(['localhost', 'localhost:8700', '127.0.0.1:8700', '[::1]:8700'])(
    'answers as the host %s',
    async (host) => {
      expect((await withHeaders({ host })).statusCode).toBe(200);
    },
  );

  it.each([
    'evil.example',
    'evil.example:8700',
    'localhost.evil.example',
    '127.0.0.1@evil.example',
    '169.254.169.254',
  ])('does not answer as the host %s, whatever address it resolves to', async (host) => {
    const answer = await withHeaders({ host });

    expect(answer.statusCode).toBe(403);
    expect(answer.json()).toMatchObject({ code: 'HOST_NOT_ALLOWED' });
  });

  it.each(['http://localhost:5173', 'http://127.0.0.1:8700'])(
    'answers a page from %s',
    async (origin) => {
      expect((await withHeaders({ origin })).statusCode).toBe(200);
    },
  );

  it.each(['https://evil.example', 'null', 'http://localhost.evil.example', 'file://'])(
    'answers no page from %s',
    async (origin) => {
      const answer = await withHeaders({ origin });

      expect(answer.statusCode).toBe(403);
      expect(answer.json()).toMatchObject({ code: 'ORIGIN_NOT_ALLOWED' });
    },
  );
});

describe('what is read', () => {
  const post = (payload: string, type: string) =>
    api.app.inject({
      method: 'POST',
      url: '/projects',
      payload,
      headers: { 'content-type': type },
    });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'reads no %s, which a form of another site could send',
    async (type) => {
      const answer = await post(JSON.stringify(registerBody('B-1')), type);

      expect(answer.statusCode).toBe(415);
      expect(answer.json()).toMatchObject({ code: 'NOT_JSON_CONTENT' });
    },
  );

  it.each(['{"a":', '', '{"__proto__":{"x":1}}'])('refuses the body %j', async (body) => {
    const answer = await post(body, 'application/json');

    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ code: 'INVALID_JSON' });
  });

  it('refuses a body without any content', async () => {
    const answer = await api.app.inject({ method: 'POST', url: '/projects' });

    expect(answer.statusCode).toBe(400);
  });

  it('refuses a body beyond 256 KB', async () => {
    const answer = await post(JSON.stringify({ text: 'x'.repeat(300_000) }), 'application/json');

    expect(answer.statusCode).toBe(413);
    expect(answer.json()).toMatchObject({ code: 'BODY_TOO_LARGE' });
  });

  it('refuses text that PostgreSQL can not keep', async () => {
    const body = commandBody('u-1', 'assign', {
      post: 'deputy',
      person: 'a\0b',
      from: '2026-01-01',
    });

    expect((await api.post('/projects/none/commands', body)).statusCode).toBe(400);
  });
});

describe('problem documents', () => {
  it('have every member of RFC 9457 for an unknown address', async () => {
    const answer = await api.get('/nowhere?x=1');

    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(answer.json()).toEqual({
      type: 'urn:kaigong:problem:route-not-found',
      title: 'No such address',
      status: 404,
      detail: 'There is no GET /nowhere?x=1',
      instance: '/nowhere?x=1',
      code: 'ROUTE_NOT_FOUND',
    });
  });

  it.each([
    [new SubjectFaulted('project/B-2', new Error('rule broke')), 'SUBJECT_FAULTED'],
    [new NewerCore('project/B-2', 9, 1), 'NEWER_CORE'],
  ])('ask to repeat a command after %s', async (failure, code) => {
    const settler = { settle: () => Promise.reject(failure) };
    const app = createApp(apiDeps(api.pool, { settler }));

    const answer = await app.inject({
      method: 'POST',
      url: '/projects/B-2/commands',
      payload: commandBody('b-2', 'reopen'),
    });

    expect(answer.statusCode).toBe(503);
    expect(answer.headers['retry-after']).toBe('5');
    expect(answer.json()).toMatchObject({ code, commandId: 'b-2' });
    await app.close();
  });

  it('tell nothing of what broke inside', async () => {
    const settler = { settle: () => Promise.reject(new Error('secret detail')) };
    const app = createApp(apiDeps(api.pool, { settler }));

    const answer = await app.inject({
      method: 'POST',
      url: '/projects',
      payload: registerBody('B-3'),
    });

    expect(answer.statusCode).toBe(500);
    expect(answer.body).not.toContain('secret');
    await app.close();
  });
});

describe('without PostgreSQL', () => {
  const refused = testPool('postgres://nobody@127.0.0.1:1/none');
  const ended = testPool('postgres://nobody@127.0.0.1:1/none');
  beforeAll(() => ended.end());
  afterAll(() => refused.end());

  it.each([
    ['refuses connections', refused],
    ['was closed', ended],
  ])('answers 503 with the way to repeat when it %s', async (_how, pool) => {
    const app = createApp(apiDeps(pool));

    const read = await app.inject('/projects');
    const command = await app.inject({
      method: 'POST',
      url: '/projects/B-4/commands',
      payload: commandBody('b-4', 'reopen'),
    });

    expect([read.statusCode, command.statusCode]).toEqual([503, 503]);
    expect(read.headers['retry-after']).toBe('5');
    expect(command.json()).toMatchObject({ code: 'POSTGRES_AWAY', commandId: 'b-4' });
    await app.close();
  });

  it('gives up on one that takes connections and says nothing', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    // `as`: it listens on a port.
    const { port } = silent.address() as AddressInfo;
    const pool = testPool(`postgres://nobody@127.0.0.1:${port}/none`);
    const app = createApp(apiDeps(pool));

    const answer = await app.inject('/projects');

    expect(answer.statusCode).toBe(503);
    await app.close();
    await pool.end();
    silent.close();
  });

  it('lives, and says that it is not ready', async () => {
    const app = createApp(apiDeps(refused));

    expect((await app.inject('/healthz')).statusCode).toBe(200);
    const ready = await app.inject('/readyz');
    expect(ready.statusCode).toBe(503);
    expect(ready.json()).toMatchObject({ ready: false, postgres: { answers: false } });
    await app.close();
  });
});

describe('health', () => {
  it('is ready while Temporal is away, and shows it', async () => {
    const askTemporal = () => Promise.reject(new Error('no connection'));
    const app = createApp(apiDeps(api.pool, { askTemporal }));

    const ready = await app.inject('/readyz');

    expect(ready.statusCode).toBe(200);
    expect(ready.json()).toEqual({
      ready: true,
      postgres: { answers: true },
      schema: { fits: true },
      temporal: { answers: false, detail: 'no connection' },
    });
    await app.close();
  });

  it('is not ready on a database that was not migrated', async () => {
    const empty = await createTestDatabase({ migrated: false });
    const app = createApp(apiDeps(empty.pool));

    const ready = await app.inject('/readyz');

    expect(ready.statusCode).toBe(503);
    expect(ready.json()).toMatchObject({ postgres: { answers: true }, schema: { fits: false } });
    await app.close();
    await empty.close();
  });

  it('counts requests by route, not by address', async () => {
    await api.get('/projects/any-code');

    const metrics = await api.get('/metrics');

    expect(metrics.headers['content-type']).toMatch('text/plain');
    expect(metrics.body).toMatch(
      /kaigong_api_request_seconds_count{method="GET",route="\/projects\/:code",status="404"} \d+/,
    );
    expect(metrics.body).not.toContain('any-code');
  });

  it('tells the clock of the park, and that it is a demonstration', async () => {
    const clock = (await api.get('/clock')).json<{ now: string; demo: boolean }>();

    expect(clock).toMatchObject({ demo: true, offsetMs: api.deps.clockOffsetMs });
    expect(clock.now).toMatch(/^2026-01-15T01:/);
  });
});
