import { createServer, type AddressInfo } from 'node:net';
import type { FastifyBaseLogger } from 'fastify';
import type { Pool } from 'pg';
import { CLIENT_IDS, createIssuerProvider } from './issuer-provider.ts';
import { issuerSecrets } from './issuer-secrets.ts';
import { createIssuerApp } from './sign-in-routes.ts';

/** Where the local issuer listens and what it serves. */
export interface LocalIssuerOptions {
  pool: Pool;
  host: string;
  /** 0 takes any free one. */
  port: number;
  /** Its origin as browsers see it; none: where it listens. */
  base?: string | undefined;
  appBase: string;
  audience: string;
  log: FastifyBaseLogger;
}

/** A client that may talk to an issuer. */
export interface IssuerClient {
  issuer: string;
  clientId: string;
  clientSecret: string;
}

/** A local issuer that listens. */
export interface LocalIssuer {
  url: string;
  /** Of the pages. */
  web: IssuerClient;
  /** Of the command line of this machine. */
  cli: IssuerClient;
  stop: () => Promise<void>;
}

/** Starts the issuer; its keys and all that it must remember stand in PostgreSQL. */
export async function startIssuer(options: LocalIssuerOptions): Promise<LocalIssuer> {
  const { pool, host, port, appBase, audience, log } = options;
  const secrets = await issuerSecrets(pool);
  const listening = port === 0 && options.base === undefined ? await freePort(host) : port;
  const issuer = options.base ?? originOf(host, listening);
  const provider = createIssuerProvider({ pool, issuer, appBase, audience, secrets });
  const app = await createIssuerApp({ provider, pool, appBase, log });
  await app.listen({ host, port: listening });
  log.info({ url: issuer }, 'local issuer runs');
  const client = (name: keyof typeof CLIENT_IDS): IssuerClient => ({
    issuer,
    clientId: CLIENT_IDS[name],
    clientSecret: secrets.clients[name],
  });
  const stop = async (): Promise<void> => {
    app.server.closeAllConnections();
    await app.close();
  };
  return { url: issuer, web: client('web'), cli: client('cli'), stop };
}

const originOf = (host: string, port: number): string =>
  `http://${host.includes(':') ? `[${host}]` : host}:${port}`;

// The issuer's name stands in its tokens, so it must be known before it listens.
async function freePort(host: string): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen({ host, port: 0 }, resolve);
  });
  // `as`: it listens on a port, so its address is neither null nor a path.
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
