import { parse, serialize } from 'cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** The value of a cookie of ours; `undefined` if the request has none. */
export function readCookie(
  { headers }: Pick<FastifyRequest, 'headers'>,
  name: string,
  base: string,
): string | undefined {
  return parse(headers.cookie ?? '')[named(name, base)];
}

/** Sets a cookie that no script reads and no form of another site sends; kept for so long, or as long as the browser runs. */
export function setCookie(
  reply: FastifyReply,
  cookie: { name: string; value: string; base: string; seconds?: number },
): void {
  const { name, value, base, seconds } = cookie;
  const header = serialize(named(name, base), value, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: isSecure(base),
    ...(seconds !== undefined && { maxAge: seconds }),
  });
  void reply.header('set-cookie', header);
}

/** Takes a cookie back. */
export const dropCookie = (reply: FastifyReply, name: string, base: string): void => {
  setCookie(reply, { name, value: '', base, seconds: 0 });
};

// The prefix makes browsers refuse the cookie from another host or without TLS. Loopback has none.
const named = (name: string, base: string): string =>
  isSecure(base) ? `__Host-kaigong${name}` : `kaigong${name === '' ? '-session' : name}`;

const isSecure = (base: string): boolean => base.startsWith('https:');
