import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import type { z } from 'zod';
import { createApp } from '../../api/app.ts';
import { createAccountDesk, openSampleAccounts } from '../../identity/account-desk.ts';
import { startIssuer, type LocalIssuer } from '../../identity/start-issuer.ts';
import { savePeople } from '../../readmodel/people.ts';
import { Person } from '../../schemas/person.ts';
import { apiDeps } from './api.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { createVisitor, type Seen, type Visitor } from './visitor.ts';

/** Of every account. */
export const PASSWORD = 'Kaigong-2026-test';
/** Under which the API is configured; on loopback any port is its own. */
export const BASE = 'http://127.0.0.1:8700';

/** The API with sign-in at the park's own issuer, both on loopback. */
export interface SignInApi {
  app: FastifyInstance;
  url: string;
  database: TestDatabase;
  issuer: LocalIssuer;
  loginPage: (visitor: Visitor, query?: string) => Promise<Seen>;
  /** Signs somebody in as far as `/me`. */
  signIn: (person: string, visitor?: Visitor) => Promise<Visitor>;
  close: () => Promise<void>;
}

/** Starts both with these people, and accounts for these ids. */
export async function startSignInApi(
  people: readonly z.input<typeof Person>[],
  accounts: readonly string[] = people.map(({ id }) => id),
): Promise<SignInApi> {
  const database = await createTestDatabase();
  const { pool } = database;
  const log = pino({ level: 'silent' });
  await savePeople(
    pool,
    people.map((one) => Person.parse(one)),
  );
  await openSampleAccounts(pool, accounts, PASSWORD);
  const audience = 'kaigong';
  const issuer = await startIssuer({
    ...{ pool, host: '127.0.0.1', port: 0, appBase: BASE, audience, log },
  });
  const settings = {
    ...{ ...issuer.web, audience, personClaim: 'sub', base: BASE },
    ...{ idleMinutes: 60, sessionHours: 12 },
  };
  const own = { signIn: settings, accounts: createAccountDesk(pool), linkBase: BASE };
  const app = createApp(apiDeps(pool, own));
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  const loginPage: SignInApi['loginPage'] = (visitor, query = '') =>
    visitor.get(`${url}/auth/login${query}`);
  return {
    ...{ app, url, database, issuer, loginPage },
    signIn: async (person, visitor = createVisitor()) => {
      const page = await loginPage(visitor, '?to=/me');
      const seen = await visitor.submit(page, { person, password: PASSWORD });
      if (seen.status !== 200 || seen.url !== `${url}/me`) throw new Error(seen.text);
      return visitor;
    },
    close: async () => {
      app.server.closeAllConnections();
      await app.close();
      await issuer.stop();
      await database.close();
    },
  };
}
