import { randomBytes } from 'node:crypto';
import { exportJWK, generateKeyPair } from 'jose';
import type { Pool } from 'pg';
import { z } from 'zod';
import { keepIssuerSecret } from '../readmodel/issuer-rows.ts';

const Secrets = z.object({
  jwks: z.object({ keys: z.array(z.looseObject({ kty: z.string() })).min(1) }),
  cookieKeys: z.array(z.string()).min(1),
  /** Of the pages and of the command line. */
  clients: z.object({ web: z.string(), cli: z.string() }),
});

/** What the issuer signs with, and the secrets of its own clients. */
export type IssuerSecrets = z.infer<typeof Secrets>;

/** The secrets of this database, made when asked for the first time; later calls give the same. */
export async function issuerSecrets(pool: Pool): Promise<IssuerSecrets> {
  return Secrets.parse(await keepIssuerSecret(pool, 'local', await makeSecrets()));
}

async function makeSecrets(): Promise<IssuerSecrets> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const key = { ...(await exportJWK(privateKey)), alg: 'ES256', use: 'sig', kid: chance(8) };
  return {
    // `kty` is always there; the library's type makes every member optional.
    jwks: { keys: [{ ...key, kty: 'EC' }] },
    cookieKeys: [chance(32)],
    clients: { web: chance(32), cli: chance(32) },
  };
}

const chance = (bytes: number): string => randomBytes(bytes).toString('base64url');
