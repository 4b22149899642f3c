import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TOTP } from 'otpauth';
import { createAccountDesk } from '../../../identity/account-desk.ts';
import { PASSWORD, startSignInApi, type SignInApi } from '../../support/sign-in-api.ts';
import { createVisitor, type Seen, type Visitor } from '../../support/visitor.ts';

let api: SignInApi;

beforeAll(async () => {
  api = await startSignInApi([
    { id: '项目经理-01', name: '王工', offices: ['projectManager'] },
    { id: '督查室-01', name: '钱工', offices: ['supervision'] },
    { id: '忙人-01', name: '吴工', offices: ['team'] },
    { id: '同事-01', name: '郑工', offices: ['team'] },
    { id: '同事-02', name: '冯工', offices: ['team'] },
  ]);
});

afterAll(() => api.close());

const CALLBACK = '/auth/callback';

/** Somebody whose password was right, on the way back from the issuer; the page is the address of the callback. */
async function onTheWayBack(person: string): Promise<{ visitor: Visitor; back: Seen }> {
  const visitor = createVisitor();
  const page = await api.loginPage(visitor, '?to=/me');
  const back = await visitor.submit(page, { person, password: PASSWORD }, CALLBACK);
  expect(new URL(back.url)).toMatchObject({ origin: api.url, pathname: CALLBACK });
  return { visitor, back };
}

const statusOfMe = async (visitor: Visitor): Promise<number> =>
  (await visitor.get(`${api.url}/me`)).status;

async function expectRefused(visitor: Visitor, address: string): Promise<void> {
  const seen = await visitor.get(address);

  expect([seen.status, seen.url]).toEqual([400, address]);
  expect(seen.text).toContain('登录没有完成');
  expect(visitor.cookies()).not.toContain('kaigong-session');
  expect(await statusOfMe(visitor)).toBe(401);
}

describe('the way back from the issuer', () => {
  it('is open only to the browser that began it, and is not used up by another', async () => {
    const { visitor, back } = await onTheWayBack('项目经理-01');

    await expectRefused(createVisitor(), back.url);

    const seen = await visitor.get(back.url);
    expect(seen).toMatchObject({ status: 200, url: `${api.url}/me` });
    expect(seen.text).toContain('项目经理-01');
  });

  it('does not take an errand of another sign-in for its own', async () => {
    const { back } = await onTheWayBack('项目经理-01');
    const other = createVisitor();
    await api.loginPage(other);
    expect(other.cookies().filter((name) => name.startsWith('kaigong-errand'))).toHaveLength(1);

    await expectRefused(other, back.url);
  });

  it('does not take an errand under the name of another', async () => {
    const [own, lured] = [await onTheWayBack('项目经理-01'), await onTheWayBack('督查室-01')];
    // As another server of this host could plant it: an errand that is none of this sign-in.
    const planted = `${errandName(own.back)}=${lured.visitor.cookie(errandName(lured.back)) ?? ''}`;

    const seen = await createVisitor().get(own.back.url, { cookie: planted });

    expect(planted.length).toBeGreaterThan(200);
    expect([seen.status, seen.headers.getSetCookie().join()]).toEqual([
      400,
      expect.not.stringContaining('kaigong-session'),
    ]);
  });

  it('does not take the code of somebody else with an errand of one’s own', async () => {
    const [own, lured] = [await onTheWayBack('项目经理-01'), await onTheWayBack('督查室-01')];
    const mixed = new URL(own.back.url);
    mixed.searchParams.set('state', stateOf(lured.back));

    await expectRefused(lured.visitor, mixed.href);
  });
});

const stateOf = ({ url }: Seen): string => new URL(url).searchParams.get('state') ?? '';
const errandName = (back: Seen): string =>
  `kaigong-errand-${stateOf(back).replaceAll(/\W/g, '').slice(0, 8)}`;

describe('a second factor', () => {
  it('locks the account after five wrong codes, however often the password was right meanwhile', async () => {
    const person = '督查室-01';
    const totp = await enrolled(person);
    const visitor = createVisitor();
    const askCode = async (): Promise<Seen> =>
      visitor.submit(await api.loginPage(visitor), { person, password: PASSWORD });
    for (let time = 0; time < 5; time += 1) {
      const page = await visitor.submit(await askCode(), { code: wrongFor(totp) });
      expect([page.status, page.text.includes('动态口令不正确')]).toEqual([422, true]);
    }

    const page = await visitor.submit(await api.loginPage(visitor), { person, password: PASSWORD });

    expect([page.status, /账号已锁定/.test(page.text)]).toEqual([423, true]);
    expect(await statusOfMe(visitor)).toBe(401);
  });

  it('takes no right code either while the account is locked', async () => {
    const person = '同事-01';
    const totp = await enrolled(person);
    const visitor = createVisitor();
    let page = await visitor.submit(await api.loginPage(visitor), { person, password: PASSWORD });
    for (let time = 0; time < 5; time += 1) {
      page = await visitor.submit(page, { code: wrongFor(totp) });
    }
    const code = totp.generate({ timestamp: Date.now() + 30_000 });

    page = await visitor.submit(page, { code });
    expect([page.status, /账号已锁定/.test(page.text)]).toEqual([423, true]);
    expect(await statusOfMe(visitor)).toBe(401);

    await createAccountDesk(api.database.pool).unlock(person);
    await visitor.submit(page, { code });
    expect(await statusOfMe(visitor)).toBe(200);
  });
});

/** Sets up a second factor for somebody. */
async function enrolled(person: string): Promise<TOTP> {
  const visitor = createVisitor();
  const page = await visitor.submit(await api.loginPage(visitor), {
    ...{ person, password: PASSWORD, enrol: 'yes' },
  });
  const secret = /<code>([A-Z2-7]+)<\/code>/.exec(page.text)?.[1] ?? '';
  const totp = new TOTP({ secret });
  await visitor.submit(page, { code: totp.generate() });
  expect(await statusOfMe(visitor)).toBe(200);
  return totp;
}

/** A code that is none of those which count now or soon. */
function wrongFor(totp: TOTP): string {
  const near = [-2, -1, 0, 1, 2].map((step) =>
    totp.generate({ timestamp: Date.now() + step * 30_000 }),
  );
  const candidates = ['000000', '111111', '222222', '333333', '444444', '555555'];
  return candidates.find((code) => !near.includes(code)) ?? '';
}

describe('whoever has signed in', () => {
  it('may ask so often a minute in all, whatever others of the same address do', async () => {
    const [desk, phone] = [await api.signIn('忙人-01'), await api.signIn('忙人-01')];
    const colleague = await api.signIn('同事-02');
    for (let time = 0; time < 60; time += 1) {
      await Promise.all(Array.from({ length: 10 }, () => statusOfMe(desk)));
      await Promise.all(Array.from({ length: 10 }, () => statusOfMe(phone)));
    }

    for (const visitor of [desk, phone]) {
      const seen = await visitor.get(`${api.url}/me`);
      expect(seen.status).toBe(429);
      expect(seen.headers.get('content-type')).toContain('application/problem+json');
      expect(JSON.parse(seen.text)).toMatchObject({ status: 429, code: 'TOO_MANY_REQUESTS' });
      const wait = Number(seen.headers.get('retry-after'));
      expect([wait > 0, wait <= 60]).toEqual([true, true]);
    }
    expect(await statusOfMe(colleague)).toBe(200);
    expect(await statusOfMe(createVisitor())).toBe(401);
  });
});
