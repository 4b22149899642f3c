import type { Pool } from 'pg';
import type { Logger } from 'pino';
import type { ApiDeps } from '../api/deps.ts';
import { createAccountDesk } from '../identity/account-desk.ts';
import { startIssuer, type LocalIssuer } from '../identity/start-issuer.ts';
import type { Config } from './config.ts';

/** What the API gets to know people by, and the park's own issuer where there is one. */
export interface SignIn {
  deps: Pick<ApiDeps, 'signIn' | 'accounts'>;
  issuer?: LocalIssuer;
}

/** Starts the local issuer, which needs PostgreSQL, or takes the given one; neither: nobody signs in. */
export async function startSignIn(
  { signIn: { client, localIssuer, limits }, links }: Config<'signIn' | 'links'>,
  { pool, log }: { pool: Pool; log: Logger },
): Promise<SignIn> {
  const { base } = links;
  if (client) return { deps: { signIn: { ...client, ...limits, base } } };
  if (!localIssuer) return { deps: {} };
  const { audience } = limits;
  const issuer = await startIssuer({ ...localIssuer, pool, appBase: base, audience, log });
  // Its own claims are as the list of people has them.
  const signIn = { ...issuer.web, ...limits, personClaim: 'sub', base };
  return { deps: { signIn, accounts: createAccountDesk(pool) }, issuer };
}
