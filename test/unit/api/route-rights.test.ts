import { describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { createApp } from '../../../api/app.ts';
import type { ApiDeps } from '../../../api/deps.ts';
import { RIGHTS } from '../../../domain/rights.ts';

const AS_WELL = ['open', 'signedIn', 'byCommand'];
const WRITING = ['POST', 'PUT', 'PATCH', 'DELETE'];
/** What anybody may send who has a link, a key or a session to end. */
const OPEN_TO_WRITE = ['/act/:token', '/auth/logout', '/events'];

interface Route {
  method: string;
  url: string;
  right: unknown;
}

async function routesOf(): Promise<Route[]> {
  const routes: Route[] = [];
  // No route runs, so that nothing else is asked of them.
  const deps = { log: pino({ level: 'silent' }), clockOffsetMs: 0 } as unknown as ApiDeps;
  const app = createApp(deps);
  app.addHook('onRoute', ({ method, url, config }) => {
    for (const each of [method].flat()) routes.push({ method: each, url, right: config?.right });
  });
  await app.ready();
  await app.close();
  return routes;
}

describe('rights of routes', () => {
  it('are named by every route', async () => {
    const routes = await routesOf();
    const nameless = routes.filter(({ right }) => ![...RIGHTS, ...AS_WELL].includes(String(right)));

    expect(routes.length).toBeGreaterThan(50);
    expect(nameless).toEqual([]);
  });

  it('are asked for wherever something is written', async () => {
    const open = (await routesOf()).filter(
      ({ method, right }) => WRITING.includes(method) && right === 'open',
    );

    expect(open.filter(({ url }) => !OPEN_TO_WRITE.includes(url))).toEqual([]);
  });
});
