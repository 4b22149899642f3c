import type { FastifyInstance } from 'fastify';
import type { ApiDeps } from '../deps.ts';
import type { Identity } from '../identity.ts';

/** Who the caller is, and what a page needs to act for them. */
export interface MeAnswer {
  /** False: nobody signs in here, and every act names its actor. */
  signIn: boolean;
  identity: Identity | null;
  /** For the header `kaigong-csrf` of every act of a session. */
  csrf: string | null;
  /** How far the park's clock is ahead of the real one. */
  clockOffsetMs: number;
  /** Whether accounts are kept here: the issuer is the park's own. */
  ownAccounts: boolean;
}

/** GET /me. */
export function meRoutes(
  app: FastifyInstance,
  { clockOffsetMs, signIn, accounts }: Pick<ApiDeps, 'clockOffsetMs' | 'signIn' | 'accounts'>,
): void {
  const config = { right: 'open', answer: 'MeAnswer' };
  app.get('/me', { config }, ({ identity, webSession }): MeAnswer => {
    return {
      signIn: signIn !== undefined,
      identity,
      csrf: webSession?.csrf ?? null,
      clockOffsetMs,
      ownAccounts: accounts !== undefined,
    };
  });
}
