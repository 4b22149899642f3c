import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Pool } from 'pg';
import { findPerson } from '../../readmodel/people.ts';
import { beginSession, useSession, type WebSession } from '../../readmodel/web-sessions.ts';
import { ApiError } from '../errors.ts';
import { identityOf, type Identity } from '../identity.ts';
import { personInactive, personUnknown } from './bearer.ts';
import { readCookie, setCookie } from './cookies.ts';
import type { SignInSettings } from './sign-in-settings.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Of a person who signed in with a browser. */
    webSession: (WebSession & { idHash: Buffer }) | null;
  }
}

/** Name of the session's cookie, before its prefix. */
export const SESSION = '';

interface Sessions {
  pool: Pool;
  settings: SignInSettings;
}

/** Begins a session and hands its cookie out. */
export async function openSession(
  { pool, settings }: Sessions,
  reply: FastifyReply,
  { person, idToken }: Pick<WebSession, 'person' | 'idToken'>,
): Promise<void> {
  const id = chance();
  const { sessionHours: hours, base } = settings;
  await beginSession(pool, { idHash: hashOf(id), person, idToken, csrf: chance(), hours });
  setCookie(reply, { name: SESSION, value: id, base });
}

/**
 * Who signed in with this browser; null for nobody, and for a session that is over. Sets
 * `webSession`. Throws CSRF_REFUSED for an act without the session's own token.
 */
export async function identityOfSession(
  { pool, settings }: Sessions,
  request: FastifyRequest,
): Promise<Identity | null> {
  const id = readCookie(request, SESSION, settings.base);
  if (id === undefined || id === '') return null;
  const idHash = hashOf(id);
  const session = await useSession(pool, idHash, settings.idleMinutes);
  if (!session) return null;
  refuseForgery(request, session);
  const person = await findPerson(pool, session.person);
  if (!person) throw personUnknown(session.person);
  if (!person.active) throw personInactive(session.person);
  request.webSession = { ...session, idHash };
  return identityOf(person, { via: 'session', mayActFor: false });
}

const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS'];

function refuseForgery({ method, headers }: FastifyRequest, { csrf }: WebSession): void {
  if (SAFE_METHODS.includes(method)) return;
  const sent = hashOf(String(headers['kaigong-csrf'] ?? ''));
  if (timingSafeEqual(sent, hashOf(csrf))) return;
  throw new ApiError('CSRF_REFUSED', 'The act lacks the token of this session', {
    help: 'Send `csrf` of GET /me in the header kaigong-csrf',
  });
}

const chance = (): string => randomBytes(32).toString('base64url');
const hashOf = (id: string): Buffer => createHash('sha256').update(id).digest();
