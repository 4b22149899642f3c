import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createApp } from '../../../api/app.ts';
import { issueToken } from '../../../readmodel/message-tokens.ts';
import { savePeople } from '../../../readmodel/people.ts';
import { findAlert } from '../../../readmodel/alerts.ts';
import { aPerson } from '../../support/a-person.ts';
import { plan } from '../../support/a-project.ts';
import { createTestApi, type TestApi } from '../../support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await createTestApi();
  await savePeople(api.pool, [
    aPerson('wang', { language: 'en' }),
    aPerson('guard', { offices: ['duty'] }),
  ]);
});
afterAll(() => api.close());

/** A project whose production is four weeks late, with a link for a person to its alert. */
async function linkTo(
  code: string,
  { person = 'wang', stepId = '1/1/notify', hours = 72, over = {} } = {},
): Promise<string> {
  if (!(await findAlert(api.pool, alertOf(code)))) {
    await api.register({
      ...{ code, name: '<星河>二期', manager: 'wang' },
      milestones: [
        plan('signed', '2025-11-01', { actual: '2025-11-01' }),
        plan('production', '2025-12-18'),
      ],
      ...over,
    });
  }
  const token = await issueToken(api.pool, { person, alertId: alertOf(code), stepId }, hours);
  return `/act/${token}`;
}

const alertOf = (code: string) => `alert/${code}/production/due`;
const acknowledgedBy = async (code: string) =>
  (await findAlert(api.pool, alertOf(code)))?.standing?.acknowledged;
const press = (url: string, cause = '', headers = {}) =>
  api.app.inject({
    ...{ method: 'POST', url, payload: `cause=${cause}` },
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
  });

describe('the page behind the button of a message', () => {
  it('shows the alert to whoever or whatever reads it, and changes nothing', async () => {
    const url = await linkTo('P-1');

    const pages = [await api.get(url), await api.get(url)];

    for (const page of pages) {
      expect(page.statusCode).toBe(200);
      expect(page.headers['content-type']).toContain('text/html');
      expect(page.body).toContain('<html lang="en">');
      expect(page.body).toContain('28 days late');
      expect(page.body).toContain('P-1');
    }
    expect(await acknowledgedBy('P-1')).toBeUndefined();
  });

  it('shows the rule with its version, what the alert rests on and who has the next move', async () => {
    const { body } = await api.get(await linkTo('P-1'));

    expect(body).toMatch(/Rule: default@[\d.]+ due/);
    expect(body).toContain('Grounds: the plan alone, nothing was reported');
    expect(body).toMatch(/Grounds: \S+ \S+, 2026-01-15/);
    expect(body).toContain('The next move is with: the facts do not tell');
    expect(body).toContain('What would turn it');
  });

  it('is one form without script, that nothing may frame, load from elsewhere or post elsewhere', async () => {
    const { body, headers } = await api.get(await linkTo('P-1'));
    const policy = String(headers['content-security-policy']);

    expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'/);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(headers['referrer-policy']).toBe('same-origin');
    expect(body.match(/<form/g)).toHaveLength(1);
    expect(body).not.toMatch(/<script|style="|src=|<星河>/);
  });

  it('acknowledges as the person of the link, in the role held in the project, with a cause', async () => {
    const url = await linkTo('P-2');

    const done = await press(url, 'funding');

    expect(done.statusCode).toBe(200);
    expect(done.body).toContain('Acknowledged, thank you');
    expect(await acknowledgedBy('P-2')).toMatchObject({ by: 'wang', cause: 'funding' });
    const { rows } = await api.pool.query<{ actor: unknown }>(
      `select body->'data'->'actor' as actor from fact
       where subject = 'project/P-2' and type = 'command.acknowledge.v1'`,
    );
    expect(rows).toEqual([{ actor: { id: 'wang', role: 'projectManager' } }]);
  });

  it('works once, also by another link to the same step and when pressed twice at a time', async () => {
    const [url, again] = [await linkTo('P-3'), await linkTo('P-3')];

    const both = await Promise.all([press(url), press(url)]);
    const later = [await press(url), await press(again), await api.get(url)];

    expect(both.map(({ statusCode }) => statusCode)).toContain(200);
    expect(later.map(({ statusCode }) => statusCode)).toEqual([409, 409, 409]);
    expect(later[0]?.body).toContain('it works once');
    expect(later[2]?.body).not.toContain('<button');
    const { rows } = await api.pool.query(
      `select from fact where subject = 'project/P-3' and type = 'command.acknowledge.v1'`,
    );
    expect(rows).toHaveLength(1);
  });

  it('says who was faster, of another person’s link', async () => {
    const url = await linkTo('P-3', { person: 'guard' });

    expect((await api.get(url)).body).toContain('已由wang签收');
    expect((await press(url)).statusCode).toBe(409);
  });

  it('knows no invented link and takes none that is out of date', async () => {
    expect((await api.get('/act/invented')).statusCode).toBe(404);
    expect((await press('/act/invented')).statusCode).toBe(404);
    const old = await press(await linkTo('P-4', { hours: -1 }));
    expect(old.statusCode).toBe(410);
    expect(await acknowledgedBy('P-4')).toBeUndefined();
  });

  it('lets nobody act who has nothing to do with the project any more', async () => {
    const url = await linkTo('P-4', { person: 'stranger' });

    expect((await press(url)).statusCode).toBe(403);
  });

  it('asks for a sign-in to approve the closing of what was red', async () => {
    const url = await linkTo('P-5');
    await api.pool.query(
      `update alert set standing = (standing::jsonb || '{"state":"toApprove"}')::json where alert_id = $1`,
      [alertOf('P-5')],
    );

    const page = await api.get(url);

    expect(page.body).toContain('approved after signing in');
    expect(page.body).not.toContain('<button');
    expect((await press(url)).statusCode).toBe(403);
  });

  it('offers the causes of whoever holds the clock beside its one button, three at most', async () => {
    const milestones = [
      plan('signed', '2025-11-01', { actual: '2025-11-01' }),
      plan('constructionPermit', '2025-12-01'),
      plan('groundbreaking', '2025-12-10'),
      plan('production', '2025-12-18'),
    ];
    await linkTo('P-7', { over: { milestones } });
    const about = { person: 'wang', alertId: 'alert/P-7/groundbreaking/due', stepId: '1/1/notify' };
    const { body } = await api.get(`/act/${await issueToken(api.pool, about, 72)}`);
    const causes = [...body.matchAll(/<button class="(\w+)" name="cause" value="(\w*)">/g)];

    expect(causes[0]?.slice(1)).toEqual(['main', '']);
    const more = causes.slice(1).map(([, kind, cause]) => `${kind} ${cause}`);
    expect(more).toContain('more approval');
    expect(more.length).toBeLessThanOrEqual(3);
    expect(body).toContain('Acknowledge, because of approval');
  });

  it('takes no cause that is none', async () => {
    expect((await press(await linkTo('P-1'), 'laziness')).statusCode).toBe(400);
  });
});

describe('the address of links', () => {
  it('is served with its own pages alone, and to no page from elsewhere', async () => {
    const app = createApp({ ...api.deps, linkBase: 'https://park.example' });
    const url = await linkTo('P-6');
    const ask = (path: string, headers: object) =>
      app.inject({ url: path, headers: { host: 'park.example', ...headers } });

    expect((await ask(url, {})).statusCode).toBe(200);
    expect((await ask(url, { origin: 'https://park.example' })).statusCode).toBe(200);
    expect((await ask(url, { origin: 'https://evil.example' })).statusCode).toBe(403);
    expect((await ask('/projects', {})).statusCode).toBe(403);
    await app.close();
  });
});
