import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair } from 'jose';
import { Provider } from 'oidc-provider';

/** An issuer that is not the park's own. */
export interface OtherIssuer {
  url: string;
  clientId: string;
  clientSecret: string;
  /** Begins to know its client, which comes back to this address. */
  admit: (redirectUri: string) => Promise<void>;
  stop: () => Promise<void>;
}

/**
 * An issuer with ids of its own: it signs by RSA, asks for consent, lets anybody in by any password, and names
 * people by `preferred_username`, which it tells only whoever asks it after signing in.
 */
export async function startOtherIssuer(
  names: Readonly<Record<string, string>>,
): Promise<OtherIssuer> {
  let provider: Provider | undefined;
  const server = createServer((request, response) => {
    void provider?.callback()(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // `as`: it listens on a port.
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = { clientId: 'park', clientSecret: 'a secret of the park and its issuer' };
  return {
    ...{ url, ...client },
    admit: async (redirectUri) => {
      const { privateKey } = await generateKeyPair('RS256', { extractable: true });
      const claimsOf = (sub: string) => ({ sub, preferred_username: names[sub] });
      provider = new Provider(url, {
        clients: [
          {
            ...{ client_id: client.clientId, client_secret: client.clientSecret },
            redirect_uris: [redirectUri],
          },
        ],
        jwks: { keys: [{ ...(await exportJWK(privateKey)), use: 'sig', alg: 'RS256' }] },
        cookies: { keys: ['a key of this test'] },
        // Told, or it complains of each.
        ttl: { Interaction: 600, Session: 600, Grant: 600, AccessToken: 600, IdToken: 600 },
        claims: { openid: ['sub'], profile: ['preferred_username'] },
        findAccount: (_ctx, sub) => ({ accountId: sub, claims: () => claimsOf(sub) }),
      });
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
