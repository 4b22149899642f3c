import { describe, expect, it } from '@jest/globals';
import Fastify from 'fastify';
import { dropCookie, readCookie, setCookie } from '../../../api/auth/cookies.ts';

const HTTPS = 'https://park.example';
const LOOPBACK = 'http://127.0.0.1:8700';

/** What a browser is told for a cookie that is set, and for one that is taken back. */
async function told(base: string, name: string): Promise<unknown[]> {
  const app = Fastify();
  app.get('/set', (_request, reply) => {
    setCookie(reply, { name, value: 'v', base, seconds: 900 });
    return reply.send('');
  });
  app.get('/drop', (_request, reply) => {
    dropCookie(reply, name, base);
    return reply.send('');
  });
  const [set, drop] = [await app.inject('/set'), await app.inject('/drop')];
  return [set.headers['set-cookie'], drop.headers['set-cookie']];
}

describe('a cookie of ours', () => {
  it.each([
    [HTTPS, '', '__Host-kaigong=v; Max-Age=900; Path=/; HttpOnly; Secure; SameSite=Lax'],
    [
      HTTPS,
      '-errand-1',
      '__Host-kaigong-errand-1=v; Max-Age=900; Path=/; HttpOnly; Secure; SameSite=Lax',
    ],
    [LOOPBACK, '', 'kaigong-session=v; Max-Age=900; Path=/; HttpOnly; SameSite=Lax'],
    [LOOPBACK, '-errand-1', 'kaigong-errand-1=v; Max-Age=900; Path=/; HttpOnly; SameSite=Lax'],
  ])('of %s “%s” is %s, and goes as it came', async (base, name, cookie) => {
    const gone = cookie.replace('=v', '=').replace('=900', '=0');

    expect(await told(base, name)).toEqual([cookie, gone]);
  });

  it('counts behind TLS only by the name that browsers guard', () => {
    const request = { headers: { cookie: 'kaigong-session=planted; __Host-kaigong=own' } };

    expect(readCookie(request, '', HTTPS)).toBe('own');
    expect(
      readCookie({ headers: { cookie: 'kaigong-session=planted' } }, '', HTTPS),
    ).toBeUndefined();
    expect(readCookie(request, '', LOOPBACK)).toBe('planted');
    expect(readCookie({ headers: {} }, '', LOOPBACK)).toBeUndefined();
  });
});
