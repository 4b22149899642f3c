import { Provider, errors, interactionPolicy, type Configuration } from 'oidc-provider';
import type { Pool } from 'pg';
import { findPerson } from '../readmodel/people.ts';
import type { IssuerSecrets } from './issuer-secrets.ts';
import { issuerAdapter } from './issuer-adapter.ts';
import { logoutPage, problemPage, signedOutPage } from './issuer-plain-pages.ts';

// The API as a resource whose tokens programs ask for.
const API_RESOURCE = 'urn:kaigong:api';
// Scope of a program that names the actor of each command itself.
const ACT_FOR = 'act-for';
/** The issuer's own clients: the pages and the command line. */
export const CLIENT_IDS = { web: 'kaigong-web', cli: 'kaigong-cli' } as const;

/** What the local issuer is made of. */
export interface IssuerOptions {
  pool: Pool;
  /** Its own origin as browsers see it. */
  issuer: string;
  /** Origin of the API as browsers see it; on loopback every port is taken for its own. */
  appBase: string;
  audience: string;
  secrets: IssuerSecrets;
}

const SESSION_SECONDS = 12 * 3_600;
const INTERACTION_SECONDS = 15 * 60;
const TOKEN_SECONDS = 10 * 60;
const CODE_SECONDS = 60;

/** An OpenID Connect provider for the people of the list: code flow with PKCE, and tokens of programs. */
export function createIssuerProvider(options: IssuerOptions): Provider {
  const provider = new Provider(options.issuer, configurationOf(options));
  // Behind a proxy that ends TLS; on loopback nobody stands between.
  provider.proxy = options.issuer.startsWith('https:');
  return provider;
}

function configurationOf(options: IssuerOptions): Configuration {
  const { pool, secrets, appBase } = options;
  // Its one client with people is our own: nobody is asked what it may know.
  const policy = interactionPolicy.base();
  policy.remove('consent');
  return {
    adapter: issuerAdapter(pool),
    clients: clientsOf(options),
    jwks: secrets.jwks,
    cookies: { keys: secrets.cookieKeys },
    claims: { openid: ['sub', 'preferred_username', 'name'] },
    scopes: ['openid', ACT_FOR],
    conformIdTokenClaims: false,
    responseTypes: ['code'],
    pkce: { required: () => true },
    clientDefaults: { id_token_signed_response_alg: 'ES256' },
    enabledJWA: { idTokenSigningAlgValues: ['ES256'] },
    ttl: {
      Session: SESSION_SECONDS,
      Grant: SESSION_SECONDS,
      Interaction: INTERACTION_SECONDS,
      AuthorizationCode: CODE_SECONDS,
      IdToken: SESSION_SECONDS,
      AccessToken: TOKEN_SECONDS,
      ClientCredentials: TOKEN_SECONDS,
    },
    interactions: { policy, url: (_ctx, { uid }) => `/sign-in/${uid}` },
    findAccount: (_ctx, id) => accountOf(pool, id),
    loadExistingGrant: async ({ oidc }) => {
      const { provider, client, session } = oidc;
      if (!client || !session?.accountId) return undefined;
      const { accountId } = session;
      const grant = new provider.Grant({ clientId: client.clientId, accountId });
      grant.addOIDCScope('openid');
      await grant.save();
      return grant;
    },
    renderError: (ctx, out) => {
      problemPage(ctx, appBase, out.error);
    },
    features: featuresOf(options),
  };
}

function featuresOf({ audience, appBase }: IssuerOptions): Configuration['features'] {
  return {
    devInteractions: { enabled: false },
    userinfo: { enabled: false },
    clientCredentials: { enabled: true },
    revocation: { enabled: true },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: (ctx, form) => {
        logoutPage(ctx, appBase, form);
      },
      postLogoutSuccessSource: (ctx) => {
        signedOutPage(ctx, appBase);
      },
    },
    resourceIndicators: {
      enabled: true,
      // Only programs get tokens for the API: a person's browser has a session of its own.
      defaultResource: (_ctx, client, oneOf) =>
        client.grantTypeAllowed('client_credentials') ? API_RESOURCE : (oneOf ?? []),
      getResourceServerInfo: (_ctx, resource, client) => {
        const isProgram = client.grantTypeAllowed('client_credentials');
        if (resource !== API_RESOURCE || !isProgram) throw new errors.InvalidTarget();
        return {
          scope: ACT_FOR,
          audience,
          accessTokenTTL: TOKEN_SECONDS,
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: 'ES256' } },
        };
      },
    },
  };
}

function clientsOf({ appBase, secrets }: IssuerOptions): NonNullable<Configuration['clients']> {
  const bases = appBase.startsWith('https:') ? [appBase] : [appBase, ...LOOPBACK];
  return [
    {
      client_id: CLIENT_IDS.web,
      client_secret: secrets.clients.web,
      // Of native applications the port on loopback is not compared (RFC 8252, section 7.3).
      application_type: appBase.startsWith('https:') ? 'web' : 'native',
      grant_types: ['authorization_code'],
      scope: 'openid',
      redirect_uris: bases.map((base) => `${base}/auth/callback`),
      post_logout_redirect_uris: bases.map((base) => `${base}/auth/signed-out`),
    },
    {
      client_id: CLIENT_IDS.cli,
      client_secret: secrets.clients.cli,
      grant_types: ['client_credentials'],
      response_types: [],
      redirect_uris: [],
      scope: ACT_FOR,
    },
  ];
}

const LOOPBACK = ['http://127.0.0.1', 'http://localhost'];

async function accountOf(pool: Pool, id: string) {
  const person = await findPerson(pool, id);
  // Whether the person may come in is for the API to say, whatever the issuer.
  const name = person?.name ?? id;
  return { accountId: id, claims: () => ({ sub: id, preferred_username: id, name }) };
}
