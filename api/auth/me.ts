import type { FastifyInstance } from 'fastify';
import { rightsOf } from '../../domain/rights.ts';
import type { ApiDeps } from '../deps.ts';
import type { MeAnswer } from './me-answer.ts';

/** GET /me. */
export function meRoutes(
  app: FastifyInstance,
  { clockOffsetMs, signIn, accounts }: Pick<ApiDeps, 'clockOffsetMs' | 'signIn' | 'accounts'>,
): void {
  const config = { right: 'open', answer: 'MeAnswer' } as const;
  app.get('/me', { config }, ({ identity, webSession }): MeAnswer => {
    return {
      signIn: signIn !== undefined,
      identity,
      rights: identity && rightsOf(identity),
      csrf: webSession?.csrf ?? null,
      clockOffsetMs,
      ownAccounts: accounts !== undefined,
    };
  });
}
