import type { FastifyRequest } from 'fastify';
import { isLoopback } from './auth/base-of.ts';
import { ApiError } from './errors.ts';

/**
 * Refuses what a page of another site could send through a visitor's browser: a foreign name that
 * resolves to this machine (DNS rebinding) shows in `Host`, a foreign page in `Origin`. Without
 * `Origin` it is no browser page that writes. Under the origin of `linkBase` everything is served
 * where people sign in; else only the pages behind messages, which their tokens guard.
 */
export function checkHostAndOrigin(
  request: FastifyRequest,
  { linkBase, hasSignIn }: { linkBase?: string | undefined; hasSignIn: boolean },
): void {
  const { host, origin } = request.headers;
  // Container platforms ask under the address of the container.
  if (hasSignIn && PROBES.includes(request.url)) return;
  const isServed = hasSignIn || request.url.startsWith('/act/');
  if (linkBase !== undefined && isServed && isOf(request, new URL(linkBase))) return;
  if (!isLoopback(`http://${host ?? ''}`)) {
    throw new ApiError('HOST_NOT_ALLOWED', `The host ${host ?? '(none)'} is not served`, {
      help: 'Call http://localhost or http://127.0.0.1 on the machine that runs the API',
    });
  }
  if (origin !== undefined && !isLoopback(origin)) {
    throw new ApiError('ORIGIN_NOT_ALLOWED', `A page from ${origin} may not call this API`);
  }
}

const PROBES = ['/healthz', '/readyz', '/metrics'];

function isOf({ headers }: FastifyRequest, base: URL): boolean {
  const isOwn = headers.origin === undefined || headers.origin === base.origin;
  return headers.host === base.host && isOwn;
}
