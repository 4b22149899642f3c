import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { createApp } from '../../../api/app.ts';
import type { ApiDeps } from '../../../api/deps.ts';

const BASE = 'https://park.example';
const HEADERS = { host: 'park.example' };

/** What strangers get: each has a guard of its own, or says nothing of projects. */
const OPEN = [
  ...['/', '/app', '/app/*', '/act/:token', '/events', '/healthz', '/readyz', '/metrics'],
  ...['/auth/login', '/auth/callback', '/auth/signed-out'],
];

let app: FastifyInstance;
const routes: { method: string; url: string }[] = [];

beforeAll(async () => {
  const signIn = {
    ...{
      issuer: 'https://issuer.example',
      clientId: 'kaigong-web',
      audience: 'kaigong',
      base: BASE,
    },
    ...{ personClaim: 'sub', idleMinutes: 60, sessionHours: 12 },
  };
  const deps = { log: pino({ level: 'silent' }), clockOffsetMs: 0, linkBase: BASE, signIn };
  // `as`: strangers come as far as nothing else is asked of them.
  app = createApp(deps as unknown as ApiDeps);
  app.addHook('onRoute', ({ method, url }) => {
    for (const each of [method].flat()) if (each !== 'HEAD') routes.push({ method: each, url });
  });
  await app.ready();
});
afterAll(() => app.close());

// `as`: the methods with which routes were registered.
const ask = (url: string, method = 'GET') =>
  app.inject({ method: method as 'GET', url, headers: HEADERS });

describe('every answer', () => {
  it('lets a page run no script but its own, speak to no other origin and stand in no frame', async () => {
    const { headers } = await ask('/healthz');
    const policy = new Map(
      String(headers['content-security-policy'])
        .split(';')
        .map((rule) => {
          const [name = '', ...sources] = rule.split(' ');
          return [name, sources.join(' ')];
        }),
    );

    expect(Object.fromEntries(policy)).toEqual({
      'default-src': "'self'",
      'style-src': "'self' 'unsafe-inline'",
      'img-src': "'self' data:",
      'object-src': "'none'",
      'base-uri': "'none'",
      'form-action': "'self'",
      'frame-ancestors': "'none'",
    });
  });

  it('keeps browsers to TLS, to the type that is named, and to themselves where they came from', async () => {
    expect((await ask('/healthz')).headers).toMatchObject({
      'strict-transport-security': 'max-age=15552000; includeSubDomains',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'same-origin',
      'cache-control': 'no-store',
    });
  });
});

describe('a stranger', () => {
  it('is told by every route to sign in, but where nothing is asked', async () => {
    const refused: string[] = [];
    for (const { method, url } of routes.filter((one) => !OPEN.includes(one.url))) {
      const answer = await ask(url.replaceAll(/:\w+/g, 'x').replace('*', 'x'), method);
      if (answer.statusCode === 401) refused.push(`${method} ${url}`);
    }

    expect(refused.length).toBeGreaterThan(90);
    expect(refused).toEqual(
      routes.filter(({ url }) => !OPEN.includes(url)).map(({ method, url }) => `${method} ${url}`),
    );
  });

  it('may ask so often and no more', async () => {
    const codes = new Set<number>();
    for (let time = 0; time <= 300; time += 1) codes.add((await ask('/me')).statusCode);
    const answer = await ask('/me');

    expect([...codes]).toEqual([401, 429]);
    expect(answer.json()).toMatchObject({ status: 429, code: 'TOO_MANY_REQUESTS' });
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  });
});
