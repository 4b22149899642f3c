import { CliFailure } from './failure.ts';

/** A program that an issuer knows. */
export interface ProgramClient {
  issuer: string;
  clientId: string;
  clientSecret: string;
}

/** How a program shows who it is: a token that it has, or the right to ask for one. */
export type TokenSource = { token: string } | { client: ProgramClient };

/** What a program asks for that names the actor of each command itself. */
const SCOPE = 'act-for';
// Asked for anew before it is over on its way.
const SPARE_MS = 30_000;

/** Sends requests as they are, and once the API asks who is there, with a token. */
export function createTokenFetch(request: typeof fetch, source: TokenSource): typeof fetch {
  const token = createTokenKeeper(source);
  let isAsked = false;
  return async (input, init) => {
    if (!isAsked) {
      const answer = await request(input, init);
      if (answer.status !== 401) return answer;
      await answer.body?.cancel();
      isAsked = true;
    }
    const headers = new Headers(init?.headers);
    headers.set('authorization', `Bearer ${await token()}`);
    return request(input, { ...init, headers });
  };
}

function createTokenKeeper(source: TokenSource): () => Promise<string> {
  if ('token' in source) return () => Promise.resolve(source.token);
  let kept: { token: string; untilMs: number } | undefined;
  return async () => {
    if (kept === undefined || kept.untilMs <= Date.now()) kept = await askFor(source.client);
    return kept.token;
  };
}

async function askFor({ issuer, clientId, clientSecret }: ProgramClient) {
  // Loaded only by who signs in.
  const oidc = await import('openid-client');
  const url = new URL(issuer);
  try {
    const config = await oidc.discovery(
      url,
      clientId,
      undefined,
      oidc.ClientSecretBasic(clientSecret),
      // The settings let only loopback speak without TLS.
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- marked so to make it stand out
      url.protocol === 'http:' ? { execute: [oidc.allowInsecureRequests] } : {},
    );
    const answer = await oidc.clientCredentialsGrant(config, { scope: SCOPE });
    const seconds = answer.expiresIn() ?? 60;
    return { token: answer.access_token, untilMs: Date.now() + seconds * 1_000 - SPARE_MS };
  } catch (cause) {
    throw new CliFailure(`The issuer ${issuer} gives ${clientId} no token`, {
      help: 'Check KAIGONG_OIDC_ISSUER, KAIGONG_CLIENT_ID and KAIGONG_CLIENT_SECRET, or set KAIGONG_TOKEN',
      cause,
    });
  }
}
