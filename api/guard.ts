import type { FastifyRequest } from 'fastify';
import { ApiError } from './errors.ts';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Refuses what a page of another site could send through a visitor's browser: a foreign name that
 * resolves to this machine (DNS rebinding) shows in `Host`, a foreign page in `Origin`. Without
 * `Origin` it is no browser page that writes. Under the origin of `linkBase` only the pages behind
 * messages are served, which their tokens guard.
 */
export function checkHostAndOrigin(request: FastifyRequest, linkBase?: string): void {
  const { host, origin } = request.headers;
  if (linkBase !== undefined && isOfLinks(request, new URL(linkBase))) return;
  if (!isLoopback(`http://${host ?? ''}`)) {
    throw new ApiError('HOST_NOT_ALLOWED', `The host ${host ?? '(none)'} is not served`, {
      help: 'Call http://localhost or http://127.0.0.1 on the machine that runs the API',
    });
  }
  if (origin !== undefined && !isLoopback(origin)) {
    throw new ApiError('ORIGIN_NOT_ALLOWED', `A page from ${origin} may not call this API`);
  }
}

function isOfLinks({ url, headers }: FastifyRequest, base: URL): boolean {
  const isOwn = headers.origin === undefined || headers.origin === base.origin;
  return url.startsWith('/act/') && headers.host === base.host && isOwn;
}

function isLoopback(address: string): boolean {
  const url = URL.parse(address);
  return url !== null && url.pathname === '/' && url.username === '' && LOOPBACK.has(url.hostname);
}
