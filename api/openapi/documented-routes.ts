import type { FastifyContextConfig, FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { createApp } from '../app.ts';
import type { ApiDeps } from '../deps.ts';

/** A route as its documentation needs it. */
export interface DocumentedRoute {
  method: string;
  /** As fastify writes it: `/projects/:code`. */
  url: string;
  config: FastifyContextConfig;
}

/** Every route of the API but those of the dashboard's files, in the order of their registration. */
export async function documentedRoutes(): Promise<DocumentedRoute[]> {
  const routes: DocumentedRoute[] = [];
  // No route runs, so that nothing else is asked of them.
  const deps = {
    ...{ log: pino({ level: 'silent' }), clockOffsetMs: 0 },
    signIn: { base: 'http://127.0.0.1', issuer: 'http://127.0.0.1' },
  } as unknown as ApiDeps;
  const app: FastifyInstance = createApp(deps);
  app.addHook('onRoute', ({ method, url, config = {} }) => {
    for (const one of [method].flat()) routes.push({ method: one, url, config });
  });
  await app.ready();
  await app.close();
  return routes.filter(({ method, url }) => method !== 'HEAD' && !isOfDashboard(url));
}

const isOfDashboard = (url: string): boolean => /^\/(app(\/.*)?)?$/.test(url);
