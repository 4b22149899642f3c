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
  if (isProbe(request, hasSignIn) || isPublic(request, linkBase, hasSignIn)) return;
  if (!isLoopback(`http://${host ?? ''}`)) {
    throw new ApiError('HOST_NOT_ALLOWED', `The host ${host ?? '(none)'} is not served`, {
      help: 'Call http://localhost or http://127.0.0.1 on the machine that runs the API',
    });
  }
  if (origin !== undefined && !isLoopback(origin)) {
    throw new ApiError('ORIGIN_NOT_ALLOWED', `A page from ${origin} may not call this API`);
  }
}

// Container platforms ask under the address of the container.
const PROBES = ['/healthz', '/readyz', '/metrics'];
const isProbe = ({ url }: FastifyRequest, hasSignIn: boolean): boolean =>
  hasSignIn && PROBES.includes(url);

function isPublic({ url, headers }: FastifyRequest, base: string | undefined, hasSignIn: boolean) {
  if (base === undefined || !(hasSignIn || url.startsWith('/act/'))) return false;
  const { host, origin } = new URL(base);
  return headers.host === host && (headers.origin === undefined || headers.origin === origin);
}
