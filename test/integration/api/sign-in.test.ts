import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { generateKeyPair, SignJWT } from 'jose';
import { TOTP } from 'otpauth';
import { createApp } from '../../../api/app.ts';
import type { MeAnswer } from '../../../api/auth/me-answer.ts';
import { createTokenFetch } from '../../../cli/token-fetch.ts';
import { createAccountDesk } from '../../../identity/account-desk.ts';
import type { LocalIssuer } from '../../../identity/start-issuer.ts';
import { apiDeps, by, registerBody } from '../../support/api.ts';
import type { TestDatabase } from '../../support/database.ts';
import { runKaigong } from '../../support/cli.ts';
import { startOtherIssuer } from '../../support/other-issuer.ts';
import { BASE, PASSWORD, startSignInApi, type SignInApi } from '../../support/sign-in-api.ts';
import { createVisitor, type Seen, type Visitor } from '../../support/visitor.ts';

let api: SignInApi;
let database: TestDatabase;
let issuer: LocalIssuer;
let url: string;

const people: Parameters<typeof startSignInApi>[0] = [
  { id: '项目经理-01', name: '王工', offices: ['projectManager'] },
  { id: '主要领导-01', name: '李主任', offices: ['mainLeader'], language: 'en' },
  { id: '离任-01', name: '赵工', offices: ['projectManager'], active: false },
  { id: '督查室-01', name: '钱工', offices: ['supervision'] },
  { id: '新人-01', name: '孙工', offices: ['team'] },
  { id: '锁定-01', name: '周工', offices: ['team'] },
];

beforeAll(async () => {
  const ids = [...people.map(({ id }) => id), '外人-01'].filter((id) => id !== '新人-01');
  api = await startSignInApi(people, ids);
  ({ database, issuer, url } = api);
});

afterAll(() => api.close());

const loginPage: SignInApi['loginPage'] = (...args) => api.loginPage(...args);
const signIn: SignInApi['signIn'] = (...args) => api.signIn(...args);

const me = async (visitor: Visitor): Promise<MeAnswer> =>
  JSON.parse((await visitor.get(`${url}/me`)).text) as MeAnswer; // `as`: our own answer

const codeOf = ({ text }: Seen) => (JSON.parse(text) as { code: string }).code;

const act = (visitor: Visitor, headers: Record<string, string>, path = '/auth/logout') =>
  visitor.request(`${url}${path}`, { method: 'POST', headers });

const totp = (secret: string) => new TOTP({ secret });

describe('signing in with a browser', () => {
  it('leads through the issuer back to the page, as the person with the roles of the list', async () => {
    const visitor = await signIn('项目经理-01');

    expect(await me(visitor)).toMatchObject({
      signIn: true,
      identity: { person: '项目经理-01', name: '王工', roles: ['projectManager'], via: 'session' },
    });
  });

  it('is asked of whoever calls without', async () => {
    const seen = await createVisitor().get(`${url}/projects`);

    expect([seen.status, codeOf(seen)]).toEqual([401, 'SIGN_IN_NEEDED']);
  });

  it('shows a page without script that may send its form only to the issuer and back', async () => {
    const page = await loginPage(createVisitor(), '?lang=en');

    expect(page.text).toContain('Sign in to Kaigong');
    expect(page.text).not.toContain('<script');
    expect(page.headers.get('content-security-policy')).toMatch(
      /default-src 'none'.*form-action 'self' http:\/\/127\.0\.0\.1:8700/,
    );
  });

  it('never leads to another site afterwards', async () => {
    const visitor = createVisitor();
    const page = await loginPage(visitor, '?to=//evil.example/');

    const seen = await visitor.submit(page, { person: '项目经理-01', password: PASSWORD });

    expect(seen.url).toBe(`${url}/app/`);
  });

  it('says the same of a wrong password and of an unknown account', async () => {
    for (const person of ['项目经理-01', 'nobody']) {
      const visitor = createVisitor();
      const seen = await visitor.submit(await loginPage(visitor), { person, password: 'wrong' });
      expect(seen.status).toBe(422);
      expect(seen.text).toContain('账号或密码不正确');
    }
  });

  it('locks an account after five wrong passwords, until it is unlocked', async () => {
    const visitor = createVisitor();
    let page = await loginPage(visitor);
    for (let time = 0; time < 5; time += 1) {
      page = await visitor.submit(page, { person: '锁定-01', password: `wrong ${time}` });
      expect(page.status).toBe(422);
    }

    page = await visitor.submit(page, { person: '锁定-01', password: PASSWORD });
    expect([page.status, /账号已锁定/.test(page.text)]).toEqual([423, true]);

    await createAccountDesk(database.pool).unlock('锁定-01');
    await visitor.submit(page, { person: '锁定-01', password: PASSWORD });
    expect((await me(visitor)).identity?.person).toBe('锁定-01');
  });

  it('turns away who is not in the list of people, and who is no longer active, and says why', async () => {
    for (const [person, why] of [
      ['外人-01', '不在园区人员名单'],
      ['离任-01', '已停用'],
    ] as const) {
      const visitor = createVisitor();
      const seen = await visitor.submit(await loginPage(visitor), { person, password: PASSWORD });
      expect([seen.status, seen.text.includes(why)]).toEqual([403, true]);
      expect((await visitor.get(`${url}/me`)).status).toBe(401);
    }
  });

  it('takes an initial password once, and has it changed under the rules', async () => {
    const [account] = await createAccountDesk(database.pool).open(['新人-01']);
    const password = account?.password ?? '';
    const visitor = createVisitor();
    const change = await visitor.submit(await loginPage(visitor), { person: '新人-01', password });
    expect(change.text).toContain('修改密码');

    const weak = { password, fresh: 'aaaaaaaaaaaa', repeat: 'aaaaaaaaaaaa' };
    expect((await visitor.submit(change, weak)).text).toContain('三类');
    const good = { password, fresh: PASSWORD, repeat: PASSWORD };
    await visitor.submit(change, good);

    expect((await me(visitor)).identity?.person).toBe('新人-01');
    expect(await createAccountDesk(database.pool).open(['新人-01'])).toEqual([]);
  });

  it('asks for the code of a second factor once it is set up, each code once', async () => {
    const visitor = createVisitor();
    const person = '督查室-01';
    const enrolment = await visitor.submit(await loginPage(visitor), {
      ...{ person, password: PASSWORD, enrol: 'yes' },
    });
    const secret = /<code>([A-Z2-7]+)<\/code>/.exec(enrolment.text)?.[1] ?? '';
    const code = totp(secret).generate();
    await visitor.submit(enrolment, { code });
    expect((await me(visitor)).identity?.person).toBe(person);

    const other = createVisitor();
    const page = await other.submit(await loginPage(other), { person, password: PASSWORD });
    expect(page.text).toContain('动态口令');
    expect((await other.get(`${url}/me`)).status).toBe(401);
    expect((await other.submit(page, { code })).text).toContain('已使用过');
    const next = totp(secret).generate({ timestamp: Date.now() + 30_000 });
    await other.submit(page, { code: next });
    expect((await me(other)).identity?.person).toBe(person);
  });
});

describe('a session', () => {
  it('lets nothing be done without its own token', async () => {
    const visitor = await signIn('项目经理-01');

    for (const headers of [{}, { 'kaigong-csrf': 'guessed' }]) {
      const seen = await act(visitor, headers);
      expect([seen.status, codeOf(seen)]).toEqual([403, 'CSRF_REFUSED']);
    }
  });

  it('ends here and at the issuer by signing out', async () => {
    const visitor = await signIn('项目经理-01');
    const { csrf } = await me(visitor);

    const { text } = await act(visitor, { 'kaigong-csrf': csrf ?? '' });
    const asked = await visitor.get((JSON.parse(text) as { next: string }).next);
    const out = await visitor.submit(asked, { logout: 'yes' });

    expect(out).toMatchObject({ status: 200, url: expect.stringContaining('/auth/signed-out') });
    expect((await visitor.get(`${url}/me`)).status).toBe(401);
    expect((await loginPage(visitor)).text).toContain('name="password"');
  });

  it('opens no accounts for whoever is no administrator', async () => {
    const visitor = await signIn('项目经理-01');
    const { csrf } = await me(visitor);
    const headers = { 'kaigong-csrf': csrf ?? '', 'content-type': 'application/json' };
    const body = JSON.stringify({ people: ['新人-01'] });

    const seen = await visitor.request(`${url}/accounts`, { method: 'POST', headers, body });

    expect(seen.status).toBe(403);
  });

  it('is over when it was idle for too long, and when its time is up', async () => {
    for (const over of [
      "seen_at = clock_timestamp() - interval '61 minutes'",
      'ends_at = clock_timestamp()',
    ]) {
      const visitor = await signIn('主要领导-01');
      await database.pool.query(`update web_session set ${over} where person = '主要领导-01'`);
      expect((await visitor.get(`${url}/me`)).status).toBe(401);
    }
  });

  it('stands for nobody once its person is inactive', async () => {
    const visitor = await signIn('主要领导-01');
    await database.pool.query("update person set active = false where id = '主要领导-01'");

    const seen = await visitor.get(`${url}/me`);
    await database.pool.query("update person set active = true where id = '主要领导-01'");

    expect([seen.status, codeOf(seen)]).toEqual([403, 'PERSON_INACTIVE']);
  });

  it('has a cookie that no script reads and no other site sends', async () => {
    const visitor = await signIn('项目经理-01');
    expect(visitor.cookies()).toContain('kaigong-session');
    expect(visitor.cookies().filter((name) => name.startsWith('kaigong-errand'))).toEqual([]);
  });
});

describe('another issuer than the park’s own', () => {
  it('says who somebody is by a claim of its own', async () => {
    const other = await startOtherIssuer({ w1: '项目经理-01', x1: '外人-01' });
    const { url: address, clientId, clientSecret } = other;
    const signIn = {
      ...{ issuer: address, clientId, clientSecret, audience: 'kaigong', base: BASE },
      ...{ personClaim: 'preferred_username', idleMinutes: 60, sessionHours: 12 },
    };
    const behind = createApp(apiDeps(database.pool, { signIn, linkBase: BASE }));
    try {
      const own = await behind.listen({ host: '127.0.0.1', port: 0 });
      await other.admit(`${own}/auth/callback`);
      const comesAs = async (login: string): Promise<Seen> => {
        const visitor = createVisitor();
        const page = await visitor.get(`${own}/auth/login?to=/me`);
        const consent = await visitor.submit(page, { login, password: 'any' });
        return visitor.submit(consent, {});
      };

      const known = await comesAs('w1');
      const stranger = await comesAs('x1');

      expect(known).toMatchObject({ status: 200, url: `${own}/me` });
      expect(JSON.parse(known.text)).toMatchObject({
        ownAccounts: false,
        identity: { person: '项目经理-01', roles: ['projectManager'] },
      });
      expect([stranger.status, stranger.text.includes('外人-01')]).toEqual([403, true]);
    } finally {
      behind.server.closeAllConnections();
      await behind.close();
      await other.stop();
    }
  });
});

describe('a program', () => {
  it('shows itself with a token of the issuer, and names the actor of a command itself', async () => {
    const request = createTokenFetch(fetch, { client: issuer.cli });

    const answer = await request(`${url}/projects`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...registerBody('TOKEN-1'), ...by('administrator', 'data-desk') }),
    });

    expect(answer.status).toBe(201);
    const { identity } = (await (await request(`${url}/me`)).json()) as MeAnswer;
    expect(identity).toMatchObject({ person: 'kaigong-cli', via: 'token', mayActFor: true });
  });

  it('is refused with a token that somebody else has made', async () => {
    const { privateKey } = await generateKeyPair('ES256');
    const forged = await new SignJWT({ scope: 'act-for' })
      .setProtectedHeader({ alg: 'ES256' })
      .setIssuer(issuer.url)
      .setAudience('kaigong')
      .setSubject('kaigong-cli')
      .setExpirationTime('5m')
      .sign(privateKey);
    const seen = await createVisitor().get(`${url}/me`, { authorization: `Bearer ${forged}` });

    expect([seen.status, codeOf(seen)]).toEqual([401, 'TOKEN_REFUSED']);
  });
});

describe('kaigong account', () => {
  const kaigong = (args: string) =>
    runKaigong(args, { apiAddress: url, fetch: createTokenFetch(fetch, { client: issuer.cli }) });

  it('shows who is locked, and ends it', async () => {
    await database.pool.query(
      "update account set locked_until = clock_timestamp() + interval '1 hour' where person = '锁定-01'",
    );
    expect((await kaigong('account')).out).toMatch(/锁定-01 +no +\d{4}-\d\d-\d\d \d\d:\d\d +no/);

    expect((await kaigong('account unlock 锁定-01')).out).toBe('锁定-01 is unlocked');
    expect((await kaigong('account list')).out).toMatch(/锁定-01 +no +- +no/);
  });

  it('gives a password that must be changed, and ends the sessions of its person', async () => {
    const visitor = await signIn('主要领导-01');

    const { password } = JSON.parse((await kaigong('--json account reset 主要领导-01')).out) as {
      password: string;
    };

    expect((await visitor.get(`${url}/me`)).status).toBe(401);
    const other = createVisitor();
    const page = await other.submit(await loginPage(other), { person: '主要领导-01', password });
    expect(page.text).toContain('修改密码');
  });

  it('takes a second factor away', async () => {
    await kaigong('account totp-off 督查室-01');

    expect((await kaigong('account list')).out).toMatch(/督查室-01 +no/);
  });

  it.each(['reset', 'unlock', 'totp-off'])('says who has an account to %s', async (act) => {
    const { code, err } = await kaigong(`account ${act} nobody`);

    expect(code).toBe(1);
    expect(err).toMatch(
      /^error: nobody has no account \(ACCOUNT_NOT_FOUND\)\n.*kaigong account list/,
    );
  });
});
