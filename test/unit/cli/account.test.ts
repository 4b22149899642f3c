import { describe, expect, it } from '@jest/globals';
import { runKaigong } from '../../support/cli.ts';

/** An API that gives one answer, and what it was asked. */
function anApi(answer: object, status = 200) {
  const asked: string[] = [];
  const fetch: typeof globalThis.fetch = (input, init) => {
    const { pathname } = new URL(input instanceof Request ? input.url : input);
    asked.push(`${init?.method ?? 'GET'} ${decodeURIComponent(pathname)}`);
    return Promise.resolve(new Response(JSON.stringify(answer), { status }));
  };
  return { asked, fetch };
}

const account = (over: object = {}) => ({
  ...{ person: '李娜', mustChange: false, lockedUntil: null, hasSecondFactor: true },
  ...{ sample: false, passwordAt: '2026-01-15T01:00:00.000Z', ...over },
});

describe('kaigong account', () => {
  it('lists how each account stands, with times of Shanghai', async () => {
    const lockedUntil = '2026-01-15T01:15:00.000Z';
    const locked = account({
      person: '王伟',
      mustChange: true,
      lockedUntil,
      hasSecondFactor: false,
    });
    const { fetch, asked } = anApi({ items: [account(), locked] });

    const { code, out } = await runKaigong('account', { fetch });

    expect([code, asked]).toEqual([0, ['GET /accounts']]);
    expect(out).toMatch(/李娜 +yes +- +no +2026-01-15 09:00/);
    expect(out).toMatch(/王伟 +no +2026-01-15 09:15 +yes +2026-01-15 09:00/);
  });

  it('says that there is none', async () => {
    expect((await runKaigong('account list', anApi({ items: [] }))).out).toBe('No account.');
  });

  it.each([
    ['reset', { password: 'Abc-123' }, `李娜: Abc-123  (to be changed at once)`],
    ['unlock', {}, '李娜 is unlocked'],
    ['totp-off', {}, '李娜 signs in without a second factor'],
  ])('says what %s has done', async (act, answer, said) => {
    const { fetch, asked } = anApi({ person: '李娜', ...answer });

    const people = await runKaigong(`account ${act} 李娜`, { fetch });
    const program = await runKaigong(`--json account ${act} 李娜`, { fetch });

    expect(people).toMatchObject({ code: 0, out: said });
    expect(JSON.parse(program.out)).toEqual({ person: '李娜', ...answer });
    expect(asked[0]).toBe(`POST /accounts/李娜/${act}`);
  });

  it('keeps a strange id within its place in the path', async () => {
    const { fetch, asked } = anApi({});

    await runKaigong('account unlock ../people', { fetch });

    expect(asked).toEqual(['POST /accounts/../people/unlock']);
  });

  it.each(['reset', 'unlock', 'totp-off'])('asks for whom to %s', async (act) => {
    const { code, err } = await runKaigong(`account ${act}`);

    expect(code).toBe(2);
    expect(err).toMatch(/missing required argument 'person'[\s\S]*--help/);
  });

  it('passes on where accounts are kept when it is elsewhere', async () => {
    const problem = {
      detail: 'This API signs people in at another issuer',
      code: 'ACCOUNTS_ELSEWHERE',
      help: 'Change accounts and passwords there',
    };

    const { code, out, err } = await runKaigong('account reset 李娜', anApi(problem, 409));

    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toBe(
      'error: This API signs people in at another issuer (ACCOUNTS_ELSEWHERE)\n  Change accounts and passwords there',
    );
  });
});
