import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ApiDeps } from '../deps.ts';
import { ApiError } from '../errors.ts';
import { decorateIdentity } from '../identity.ts';
import { identifyCallers } from './identify.ts';
import { createAskIssuer } from './oidc-client.ts';
import { authRoutes } from './routes.ts';

const MINUTE_MS = 60_000;
// A page asks some ten things when it opens, and again after each change.
const REQUESTS_A_MINUTE = { known: 1_200, stranger: 300 };

/** Puts headers, and where people sign in also identities and limits, before every route that follows. */
export function protect(app: FastifyInstance, deps: ApiDeps): void {
  decorateIdentity(app);
  const { signIn: settings } = deps;
  addSecurityHeaders(app, settings?.base.startsWith('https:') ?? false);
  if (!settings) return;
  const ask = createAskIssuer(settings);
  identifyCallers(app, { pool: deps.pool, settings, ask });
  limitRequests(app);
  app.after(() => {
    authRoutes(app, { ...deps, settings, ask });
  });
}

function addSecurityHeaders(app: FastifyInstance, isHttps: boolean): void {
  void app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        // The page's library of controls writes its rules into the page while it runs.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    xFrameOptions: { action: 'deny' },
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: isHttps && { maxAge: 180 * 86_400 },
  });
}

function limitRequests(app: FastifyInstance): void {
  void app.register(rateLimit, {
    timeWindow: MINUTE_MS,
    max: ({ identity }: FastifyRequest) =>
      identity === null ? REQUESTS_A_MINUTE.stranger : REQUESTS_A_MINUTE.known,
    keyGenerator: ({ identity, ip }) => (identity === null ? ip : `person/${identity.person}`),
    // Importers send thousands of commands; pushed events and probes have guards of their own; files of
    // the dashboard say nothing and are kept by browsers, of which a whole office may share an address.
    allowList: ({ identity, url }) =>
      identity?.mayActFor === true || /^\/((events|healthz|readyz|metrics)$|app\/)/.test(url),
    errorResponseBuilder: (_request, { after }) =>
      new ApiError('TOO_MANY_REQUESTS', `Too many requests: try again in ${after}`),
  });
}
