import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as oidc from 'openid-client';
import type { Pool } from 'pg';
import { z } from 'zod';
import { LANGUAGES } from '../../domain/texts.ts';
import { appendAudit, type AuditEntry } from '../../readmodel/audit.ts';
import { findPerson } from '../../readmodel/people.ts';
import { inTransaction } from '../../readmodel/pool.ts';
import { endSession } from '../../readmodel/web-sessions.ts';
import type { ApiDeps } from '../deps.ts';
import { ApiError } from '../errors.ts';
import { parseInput } from '../input.ts';
import { dropCookie, readCookie, setCookie } from './cookies.ts';
import { signInNeeded } from './identify.ts';
import type { LoggedOut } from './me-answer.ts';
import { issuerAway, type AskIssuer, type KnownIssuer } from './oidc-client.ts';
import { sendRefusal, type SignInRefusal } from './refusal-page.ts';
import { openSession, SESSION } from './session.ts';
import { baseOf } from './base-of.ts';
import type { SignInSettings } from './sign-in-settings.ts';

// Nothing but a path of our own: a visitor is never sent elsewhere. A second slash would name a host.
const OwnPath = z
  .string()
  .max(2000)
  .regex(/^\/(?![/\\])[^\\\s]*$/);
const language = z.enum(LANGUAGES).default('zh');
const LoginQuery = z.object({
  to: OwnPath.catch('/app/').default('/app/'),
  lang: language.catch('zh'),
  /** Asks for the password even of somebody whom the issuer still knows. */
  again: z.literal('true').exactOptional(),
});

/** What the browser keeps while its visitor is at the issuer. */
const Errand = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  to: OwnPath,
  lang: language,
});

const ERRAND_SECONDS = 15 * 60;
const RATE = { rateLimit: { max: 60, timeWindow: 60_000 } };

interface Parts extends ApiDeps {
  settings: SignInSettings;
  ask: AskIssuer;
}

/** Signing in by the authorisation code flow with PKCE, and out again, here and at the issuer. */
export function authRoutes(app: FastifyInstance, parts: Parts): void {
  const config = { right: 'open', ...RATE } as const;
  app.get(
    '/auth/login',
    { config: { ...config, query: LoginQuery, answer: 'redirect', status: 302 } },
    (request, reply) => login(parts, request, reply),
  );
  app.get(
    '/auth/callback',
    { config: { ...config, answer: 'redirect', status: 302 } },
    (request, reply) => callback(parts, request, reply),
  );
  app.get(
    '/auth/signed-out',
    { config: { ...config, answer: 'text/html' } },
    ({ query }, reply) => {
      const { lang } = LoginQuery.parse(query);
      return sendRefusal(reply, { why: 'signedOut', language: lang });
    },
  );
  app.post('/auth/logout', { config: { ...config, answer: 'LoggedOut' } }, (request, reply) =>
    logout(parts, request, reply),
  );
}

async function login({ settings, ask }: Parts, request: FastifyRequest, reply: FastifyReply) {
  const { to, lang, again } = parseInput(LoginQuery, request.query);
  const base = baseOf(settings.base, request.headers.host);
  // A cookie set under another name would not come back.
  if (!isUnder(base, request)) return reply.redirect(`${base}${request.url}`);
  const known = await ask().catch(() => undefined);
  if (!known) return sendRefusal(reply, { why: 'away', language: lang });
  const errand = {
    ...{ state: oidc.randomState(), nonce: oidc.randomNonce() },
    ...{ verifier: oidc.randomPKCECodeVerifier(), to, lang },
  };
  const address = oidc.buildAuthorizationUrl(known.config, {
    ...{ redirect_uri: `${base}/auth/callback`, ui_locales: LOCALES[lang] },
    scope: scopeFor(settings.personClaim, known),
    ...{ state: errand.state, nonce: errand.nonce, code_challenge_method: 'S256' },
    code_challenge: await oidc.calculatePKCECodeChallenge(errand.verifier),
    ...(again && { prompt: 'login' }),
  });
  setCookie(reply, {
    name: errandName(errand.state),
    value: Buffer.from(JSON.stringify(errand)).toString('base64url'),
    base: settings.base,
    seconds: ERRAND_SECONDS,
  });
  return reply.redirect(address.href);
}

async function callback(parts: Parts, request: FastifyRequest, reply: FastifyReply) {
  const { settings, pool, log } = parts;
  const errand = errandOf(request, settings.base);
  if (!errand) return sendRefusal(reply, { why: 'broken', language: 'zh' });
  dropCookie(reply, errandName(errand.state), settings.base);
  const outcome = await exchange(parts, request, errand).catch((error: unknown) => {
    log.warn({ err: error }, 'sign-in was not completed');
    return error instanceof ApiError ? ('away' as const) : ('broken' as const);
  });
  if (typeof outcome === 'string') {
    return sendRefusal(reply, { why: outcome, language: errand.lang });
  }
  const { person: id, idToken } = outcome;
  const why = await refusalOf(parts, id);
  if (why) {
    log.warn({ person: id, why }, 'sign-in refused');
    await noteSignIn(pool, request, { person: id, act: 'signIn.refused', after: { why } });
    return sendRefusal(reply, { why, language: errand.lang, about: id });
  }
  await openSession({ pool, settings }, reply, { person: id, idToken });
  await noteSignIn(pool, request, { person: id, act: 'signIn' });
  log.info({ person: id }, 'signed in');
  return reply.redirect(errand.to, 303);
}

/** Adds to the audit that somebody came, went or was turned away. */
const noteSignIn = (
  pool: Pool,
  { id }: FastifyRequest,
  { person, ...rest }: Pick<AuditEntry, 'act' | 'after'> & { person: string },
): Promise<void> =>
  inTransaction(pool, (client) =>
    appendAudit(client, {
      ...{ at: new Date().toISOString(), via: 'session', source: `request/${id}` },
      ...{ person, object: `person/${person}` },
      ...rest,
    }),
  );

async function exchange(
  { settings, ask }: Parts,
  request: FastifyRequest,
  errand: z.infer<typeof Errand>,
): Promise<{ person: string; idToken: string }> {
  const { config } = await ask();
  const base = baseOf(settings.base, request.headers.host);
  const tokens = await oidc.authorizationCodeGrant(config, new URL(request.url, base), {
    pkceCodeVerifier: errand.verifier,
    expectedState: errand.state,
    expectedNonce: errand.nonce,
    idTokenExpected: true,
  });
  const person = await personIn(config, tokens, settings.personClaim);
  if (typeof person !== 'string' || tokens.id_token === undefined) {
    throw new Error(`The issuer says no ${settings.personClaim}`);
  }
  return { person, idToken: tokens.id_token };
}

// Many issuers put little more than `sub` into the token (OpenID Connect Core, section 5.4).
async function personIn(
  config: oidc.Configuration,
  tokens: Awaited<ReturnType<typeof oidc.authorizationCodeGrant>>,
  claim: string,
): Promise<unknown> {
  const claims = tokens.claims();
  const said = claims?.[claim];
  const canAsk = config.serverMetadata().userinfo_endpoint !== undefined;
  if (said !== undefined || !claims || !canAsk) return said;
  return (await oidc.fetchUserInfo(config, tokens.access_token, claims.sub))[claim];
}

async function refusalOf({ pool }: Parts, id: string): Promise<SignInRefusal | undefined> {
  const person = await findPerson(pool, id);
  if (!person) return 'unknown';
  return person.active ? undefined : 'inactive';
}

async function logout(
  { pool, settings, ask }: Parts,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<LoggedOut> {
  const { webSession: session } = request;
  if (!session) throw signInNeeded();
  await endSession(pool, session.idHash);
  await noteSignIn(pool, request, { person: session.person, act: 'signOut' });
  dropCookie(reply, SESSION, settings.base);
  const back = `${baseOf(settings.base, request.headers.host)}/auth/signed-out`;
  const known = await ask().catch((error: unknown) => {
    request.log.warn({ err: issuerAway(error) }, 'signed out here alone');
  });
  if (known?.config.serverMetadata().end_session_endpoint === undefined) return { next: back };
  const next = oidc.buildEndSessionUrl(known.config, {
    id_token_hint: session.idToken,
    post_logout_redirect_uri: back,
  });
  return { next: next.href };
}

function errandOf(request: FastifyRequest, base: string): z.infer<typeof Errand> | undefined {
  const { state } = z.object({ state: z.string().catch('') }).parse(request.query);
  const kept = readCookie(request, errandName(state), base);
  if (kept === undefined) return undefined;
  try {
    const errand = Errand.parse(JSON.parse(Buffer.from(kept, 'base64url').toString()));
    return errand.state === state ? errand : undefined;
  } catch {
    // Not written by us, or by an older version.
    return undefined;
  }
}

// What is no `sub` is mostly given for one of these, where the issuer has them.
function scopeFor(claim: string, { config }: KnownIssuer): string {
  const { scopes_supported: all = [] } = config.serverMetadata();
  const more = claim === 'sub' ? [] : ['profile', 'email'].filter((scope) => all.includes(scope));
  return ['openid', ...more].join(' ');
}

// One cookie an attempt, so that two pages may sign in at once.
const errandName = (state: string): string => `-errand-${state.replaceAll(/\W/g, '').slice(0, 8)}`;

const isUnder = (base: string, { headers }: FastifyRequest): boolean =>
  new URL(base).host === headers.host;

const LOCALES = { zh: 'zh-CN', en: 'en' } as const;
