import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a process says of itself, and where. */
export interface HealthServerOptions {
  host: string;
  /** 0 takes any free port. */
  port: number;
  /** `live`: false asks for a new process. `ready`: false while it can't do its work. The rest is shown. */
  health: () => { live: boolean; ready: boolean } | Promise<{ live: boolean; ready: boolean }>;
  /** In Prometheus' text format. */
  metrics: () => Promise<string>;
}

/** A health server that listens. */
export interface HealthServer {
  /** Such as `http://127.0.0.1:8702`. */
  url: string;
  close: () => Promise<void>;
}

/** Answers `/healthz`, `/readyz` (503 where not) and `/metrics` of a process without an API. */
export async function startHealthServer(options: HealthServerOptions): Promise<HealthServer> {
  const server = createServer((request, response) => {
    answer(options, request, response).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, resolve);
  });
  // `as`: it listens on a port, so its address is neither null nor a path.
  const { address, port } = server.address() as AddressInfo;
  return {
    url: `http://${address.includes(':') ? `[${address}]` : address}:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

async function answer(
  { health, metrics }: HealthServerOptions,
  { url }: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (url === '/metrics') {
    response.setHeader('content-type', 'text/plain; version=0.0.4; charset=utf-8');
    response.end(await metrics());
    return;
  }
  if (url !== '/healthz' && url !== '/readyz') {
    response.writeHead(404).end();
    return;
  }
  const state = await health();
  const good = url === '/healthz' ? state.live : state.ready;
  response.writeHead(good ? 200 : 503, { 'content-type': 'application/json' });
  response.end(JSON.stringify(state));
}
