import type { IncomingHttpHeaders } from 'node:http';
import { errors, jwtVerify, type JWTPayload } from 'jose';
import type { Pool } from 'pg';
import { findPerson } from '../../readmodel/people.ts';
import { ApiError } from '../errors.ts';
import { identityOf, type Identity } from '../identity.ts';
import { issuerAway, type AskIssuer } from './oidc-client.ts';
import type { SignInSettings } from './sign-in-settings.ts';

/** Scope of a program that names the actor of each command itself. */
const ACT_FOR = 'act-for';

// None of them can be checked with something that everybody knows.
const ALGORITHMS = [
  'ES256',
  'ES384',
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'EdDSA',
];
const CLOCK_TOLERANCE_SECONDS = 30;

/** The token of a request; `undefined` if it has none. */
export function bearerIn({ authorization }: IncomingHttpHeaders): string | undefined {
  return /^Bearer +([\w.~+/-]+=*)$/i.exec(authorization ?? '')?.[1];
}

/**
 * Whose token it is: whoever its claim of persons names. A person's, or a program's that stands in
 * the list of people, has the roles there; a program that does not stand there needs the scope
 * `act-for`. Throws TOKEN_REFUSED, PERSON_UNKNOWN or PERSON_INACTIVE.
 */
export async function identityOfToken(
  { pool, ask, settings }: { pool: Pool; ask: AskIssuer; settings: SignInSettings },
  token: string,
): Promise<Identity> {
  const claims = await verified(ask, settings, token);
  const { id, mayActFor, isProgram } = namedBy(claims, settings.personClaim);
  const person = isProgram ? undefined : await findPerson(pool, id);
  if (person && !person.active) throw personInactive(id);
  if (person) return identityOf(person, { via: 'token', mayActFor });
  if (!mayActFor) throw personUnknown(id);
  return {
    ...{ person: id, name: id, roles: ['system'], departments: [], projects: [] },
    ...{ via: 'token', mayActFor, language: 'zh' },
  };
}

/** Whom a token names. */
export interface Named {
  id: string;
  /** It names the actor of each command itself. */
  mayActFor: boolean;
  /** The id is its own at the issuer and is of nobody in the list of people, whoever is called so there. */
  isProgram: boolean;
}

/**
 * Whom verified claims name, by the claim that holds people's ids here and by no other. Tokens of
 * programs have none: with the scope `act-for` they need none. Throws TOKEN_REFUSED.
 */
export function namedBy(claims: JWTPayload, personClaim: string): Named {
  const mayActFor = scopesOf(claims).includes(ACT_FOR);
  const said = claims[personClaim];
  if (typeof said === 'string' && said !== '') return { id: said, mayActFor, isProgram: false };
  const { sub } = claims;
  if (said === undefined && mayActFor && sub) return { id: sub, mayActFor, isProgram: true };
  throw refused(`it lacks the claim ${personClaim}, by which people are known here`);
}

/** PERSON_UNKNOWN: signed in, but not in the list of people. */
export const personUnknown = (id: string): ApiError =>
  new ApiError('PERSON_UNKNOWN', `${id} is not in the list of people`, {
    help: 'An administrator adds people with `kaigong person import`',
  });

/** PERSON_INACTIVE: in the list of people, but no longer at work here. */
export const personInactive = (id: string): ApiError =>
  new ApiError('PERSON_INACTIVE', `${id} is marked as inactive in the list of people`);

async function verified(
  ask: AskIssuer,
  { audience }: SignInSettings,
  token: string,
): Promise<JWTPayload> {
  const { config, keys } = await ask();
  const { issuer } = config.serverMetadata();
  try {
    const { payload } = await jwtVerify(token, keys, {
      ...{ issuer, audience, algorithms: ALGORITHMS, requiredClaims: ['exp', 'sub'] },
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
    });
    return payload;
  } catch (error) {
    if (error instanceof errors.JOSEError && !(error instanceof errors.JWKSTimeout)) {
      throw refused(error.message);
    }
    throw issuerAway(error);
  }
}

const refused = (why: string): ApiError =>
  new ApiError('TOKEN_REFUSED', `The token does not count: ${why}`);

// Some issuers list them in an array of another name.
function scopesOf({ scope, scp }: JWTPayload): string[] {
  if (typeof scope === 'string') return scope.split(' ');
  return Array.isArray(scp) ? scp.map(String) : [];
}
