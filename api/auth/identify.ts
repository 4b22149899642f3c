import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ApiDeps } from '../deps.ts';
import { ApiError } from '../errors.ts';
import { bearerIn, identityOfToken } from './bearer.ts';
import type { AskIssuer } from './oidc-client.ts';
import { identityOfSession } from './session.ts';
import type { SignInSettings } from './sign-in-settings.ts';

/** What is served to whoever asks: each has its own guard or says nothing of projects. */
const OPEN = [
  /^\/(healthz|readyz|metrics|events)$/,
  /^\/auth\/(login|callback|signed-out)$/,
  /^\/(act|app)\//,
  /^\/(app)?$/,
];

/** Finds out who calls before anything else is read, and refuses everybody else with SIGN_IN_NEEDED. */
export function identifyCallers(
  app: FastifyInstance,
  { pool, settings, ask }: Pick<ApiDeps, 'pool'> & { settings: SignInSettings; ask: AskIssuer },
): void {
  app.addHook('onRequest', async (request) => {
    if (isOpen(request)) return;
    const token = bearerIn(request.headers);
    request.identity =
      token === undefined
        ? await identityOfSession({ pool, settings }, request)
        : await identityOfToken({ pool, settings, ask }, token);
  });
  // After the limits of requests, which count those of strangers too.
  app.addHook('preParsing', (request, _reply, payload, done) => {
    const error = request.identity === null && !isOpen(request) ? signInNeeded() : null;
    done(error, payload);
  });
}

/** SIGN_IN_NEEDED, with where to go. */
export const signInNeeded = (): ApiError =>
  new ApiError('SIGN_IN_NEEDED', 'Nobody has signed in, or the session is over', {
    help: 'Open /auth/login in a browser, or send a token in the header Authorization',
  });

const isOpen = ({ url }: FastifyRequest): boolean => {
  const path = url.split('?', 1)[0] ?? '';
  return OPEN.some((one) => one.test(path));
};
