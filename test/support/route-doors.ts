import { pino } from 'pino';
import type { Pool } from 'pg';
import { createApp } from '../../api/app.ts';
import type { ApiDeps } from '../../api/deps.ts';
import type { Identity } from '../../api/identity.ts';
import { ROLES, type Role } from '../../domain/fact.ts';
import { callsBy } from './calls-by.ts';

/** A route as it is registered, with the right that it names. */
export interface Door {
  method: string;
  url: string;
  right: unknown;
}

/** All roles that people have. */
export const STAFF: readonly Role[] = ROLES.filter((role) => role !== 'system');

/** The routes of the API on a park without projects, whose doors can be tried: none of them runs. */
export interface Doors {
  routes: readonly Door[];
  /** The roles that are let in at all, in the order of `STAFF`; `body` is sent where something is written. */
  lettingIn: (door: Door, body?: object) => Promise<Role[]>;
  close: () => Promise<void>;
}

const LET_IN = 299;

/** Nothing is asked of PostgreSQL but the time and who there is. */
export async function openDoors(): Promise<Doors> {
  const query = (text: string) =>
    Promise.resolve({ rows: text.includes('clock_timestamp') ? [{ now: NOW }] : [] });
  // `as`: as far as who may go in is asked of it.
  const pool = { query } as unknown as Pool;
  const deps = { log: pino({ level: 'silent' }), clockOffsetMs: 0, pool } as unknown as ApiDeps;
  const app = createApp(deps);
  let caller: Identity | null = null;
  const routes: Door[] = [];
  app.addHook('onRoute', ({ method, url, config }) => {
    for (const each of [method].flat()) routes.push({ method: each, url, right: config?.right });
  });
  callsBy(app, () => caller);
  // Behind the door: after the rights, in place of the route.
  app.addHook('preHandler', async (_request, reply) => reply.code(LET_IN).send());
  await app.ready();

  async function isLetIn({ method, url }: Door, body: object): Promise<boolean> {
    const answer = await app.inject({
      // `as`: it was registered under it.
      method: method as 'GET',
      url: addressOf(url),
      ...(WRITING.includes(method) && { payload: body }),
    });
    if (answer.statusCode === LET_IN) return true;
    if (answer.statusCode === 403) return false;
    throw new Error(`${method} ${url}: ${answer.statusCode} ${answer.body}`);
  }

  return {
    routes,
    async lettingIn(door, body = {}) {
      const entered: Role[] = [];
      for (const role of STAFF) {
        caller = someone(role);
        if (await isLetIn(door, body)) entered.push(role);
      }
      caller = null;
      return entered;
    },
    close: () => app.close(),
  };
}

const NOW = '2026-01-15T01:00:00.000Z';
const WRITING = ['POST', 'PUT', 'PATCH', 'DELETE'];

const ME = 'me-01';
// An inbox is everybody's own.
const addressOf = (url: string): string => url.replaceAll(/:[a-zA-Z]+|\*/gu, ME);

const someone = (role: Role): Identity => ({
  ...{ person: ME, name: role, roles: [role], departments: [], projects: [] },
  ...{ via: 'session', mayActFor: false, language: 'zh' },
});
