import * as oidc from 'openid-client';
import { createRemoteJWKSet, type JWTVerifyGetKey } from 'jose';
import { ApiError } from '../errors.ts';
import type { SignInSettings } from './sign-in-settings.ts';

/** What is known of the issuer. */
export interface KnownIssuer {
  config: oidc.Configuration;
  /** Finds the key that signed a token, and looks again when the issuer has changed its keys. */
  keys: JWTVerifyGetKey;
}

/** Asks the issuer for its metadata when first needed, and again after a failure. */
export type AskIssuer = () => Promise<KnownIssuer>;

const TIMEOUT_SECONDS = 5;

/** The issuer of these settings; the answer throws ISSUER_AWAY while it can't be reached. */
export function createAskIssuer(settings: SignInSettings): AskIssuer {
  let known: Promise<KnownIssuer> | undefined;
  return async () => {
    known ??= discover(settings);
    try {
      return await known;
    } catch (cause) {
      known = undefined;
      throw issuerAway(cause);
    }
  };
}

/** ISSUER_AWAY, with what was tried in the log alone. */
export function issuerAway(cause: unknown): ApiError {
  const error = new ApiError('ISSUER_AWAY', 'The issuer of sign-in does not answer', {
    help: 'Try again in a few seconds',
  });
  error.cause = cause;
  return error;
}

async function discover({ issuer, clientId, clientSecret }: SignInSettings): Promise<KnownIssuer> {
  const url = new URL(issuer);
  const config = await oidc.discovery(
    url,
    clientId,
    undefined,
    clientSecret === undefined ? oidc.None() : oidc.ClientSecretBasic(clientSecret),
    {
      timeout: TIMEOUT_SECONDS,
      // The settings let only loopback speak without TLS.
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- marked so to make it stand out
      ...(url.protocol === 'http:' && { execute: [oidc.allowInsecureRequests] }),
    },
  );
  const { jwks_uri: jwksUri } = config.serverMetadata();
  if (jwksUri === undefined) throw new Error(`${issuer} names no keys`);
  return { config, keys: createRemoteJWKSet(new URL(jwksUri)) };
}
