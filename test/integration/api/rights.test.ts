import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LightMyRequestResponse } from 'fastify';
import type { Identity } from '../../../api/identity.ts';
import type { DeadLetterSummary, OutboxAnswer, Page } from '../../../api/responses.ts';
import { ROLES, type Role } from '../../../domain/fact.ts';
import { addDeadLetter } from '../../../readmodel/dead-letters.ts';
import { addToOutbox } from '../../../readmodel/outbox.ts';
import { savePeople } from '../../../readmodel/people.ts';
import { aPerson } from '../../support/a-person.ts';
import { anOutgoing } from '../../support/an-outgoing.ts';
import { plan } from '../../support/a-project.ts';
import { commandBody, createTestApi, type TestApi } from '../../support/api.ts';
import { callsBy } from '../../support/calls-by.ts';

const OWN = 'ZZY-OWN';
const OTHER = 'ZZY-OTHER';
const PIPELINE = 'ZZY-PIPELINE';

const who = (role: Role, over: Partial<Identity> = {}): Identity => ({
  ...{ person: `${role}-01`, name: role, roles: [role], departments: [], projects: [] },
  ...{ via: 'session', mayActFor: false, language: 'zh' },
  ...(role === 'enterpriseContact' && { projects: [OWN] }),
  ...over,
});

let api: TestApi;
let caller: Identity | null = null;

beforeAll(async () => {
  api = await createTestApi();
  callsBy(api.app, () => caller);
  await api.register({ code: OWN, manager: 'projectManager-01', patron: 'divisionLeader-09' });
  await api.register({ code: OTHER, manager: 'projectManager-02' });
  const milestones = [plan('signed', '2026-09-01'), plan('production', '2027-09-01')];
  await api.register({ code: PIPELINE, pipeline: true, milestones });
  await savePeople(api.pool, [
    aPerson('projectManager-01', { addresses: { email: 'a@b.example' } }),
  ]);
});
afterAll(() => api.close());

/** Calls as somebody; nobody signs in for null. */
async function as(
  identity: Identity | null,
  method: 'GET' | 'POST',
  url: string,
  payload?: object,
): Promise<LightMyRequestResponse> {
  caller = identity;
  try {
    return await api.app.inject({ method, url, ...(payload && { payload }) });
  } finally {
    caller = null;
  }
}

const codesOf = (answer: LightMyRequestResponse): string[] =>
  answer.json<{ items: { code: string }[] }>().items.map(({ code }) => code);

const STAFF = ROLES.filter((role) => role !== 'system');
const allBut = (...roles: Role[]) => STAFF.filter((role) => !roles.includes(role));
const LIAISONS = ['permitLiaison', 'utilityLiaison'] as const;

/** Who is let in where; everybody else of the staff gets 403, or 404 where the project is not theirs to know. */
const ROUTES: readonly [method: 'GET' | 'POST', url: string, allowed: readonly Role[]][] = [
  ['GET', '/projects', STAFF],
  ['GET', `/projects/${OWN}`, allBut(...LIAISONS)],
  ['GET', `/projects/${OTHER}`, allBut(...LIAISONS, 'projectManager', 'enterpriseContact')],
  [
    'GET',
    `/projects/${PIPELINE}`,
    ['team', 'divisionLeader', 'mainLeader', 'administrator', 'auditor'],
  ],
  [
    'GET',
    `/projects/${OTHER}/explanation`,
    allBut(...LIAISONS, 'projectManager', 'enterpriseContact'),
  ],
  [
    'GET',
    `/projects/${OTHER}/timeline`,
    allBut(...LIAISONS, 'projectManager', 'enterpriseContact'),
  ],
  ['GET', `/projects/${OTHER}/alerts`, allBut(...LIAISONS, 'projectManager', 'enterpriseContact')],
  ['GET', '/alerts', STAFF],
  ['GET', '/approvals', STAFF],
  ['GET', '/work-items', STAFF],
  ['GET', '/changes', STAFF],
  ['GET', '/clock', STAFF],
  ['GET', '/people', allBut('enterpriseContact')],
  ['GET', '/messages', ['administrator', 'auditor']],
  ['GET', '/people/somebody/inbox', ['auditor']],
  ['GET', '/sources', [...LIAISONS, 'administrator', 'auditor']],
  ['GET', '/dead-letters', [...LIAISONS, 'administrator', 'auditor']],
  ['GET', '/outbox', [...LIAISONS, 'administrator', 'auditor']],
  ['GET', '/stuck', [...LIAISONS, 'administrator', 'auditor']],
  ['GET', '/push-keys', ['administrator', 'auditor']],
  ['GET', '/rechecks', ['team', 'divisionLeader', 'mainLeader', 'administrator', 'auditor']],
  ['GET', '/audit', ['administrator', 'auditor']],
  // With a body that is refused when it is read: whoever gets 400 was let in.
  ['POST', '/people', ['administrator']],
  ['POST', '/push-keys', ['administrator']],
  ['POST', '/rechecks', ['administrator']],
  ['POST', '/dead-letters/replays', [...LIAISONS, 'administrator']],
  ['POST', '/ledgers/imports', ['team', ...LIAISONS, 'administrator']],
  ['POST', '/projects', ['team', 'divisionLeader', 'mainLeader', 'administrator']],
];

/** Who may give which command to the project of `projectManager-01`; the core may still refuse it. */
const COMMANDS: readonly [type: string, allowed: readonly Role[]][] = [
  ['forecast', ['team', 'divisionLeader', 'mainLeader', 'projectManager', 'enterpriseContact']],
  [
    'requestPlanChange',
    ['team', 'divisionLeader', 'mainLeader', 'projectManager', 'administrator'],
  ],
  ['pause', ['team', 'divisionLeader', 'mainLeader', 'projectManager', 'supervision']],
  ['assign', ['team', 'divisionLeader', 'mainLeader', 'administrator']],
  ['acknowledge', allBut(...LIAISONS, 'enterpriseContact', 'auditor')],
  ['close', ['team', 'divisionLeader', 'mainLeader', 'supervision']],
  ['instruct', ['team', 'divisionLeader', 'mainLeader', 'supervision']],
  ['override', ['divisionLeader', 'mainLeader', 'projectManager']],
];

describe('the rights of each role at each route', () => {
  it.each(ROUTES)('%s %s lets in only its roles', async (method, url, allowed) => {
    const entered: Role[] = [];
    for (const role of STAFF) {
      const { statusCode } = await as(who(role), method, url, method === 'POST' ? {} : undefined);
      if (![403, 404].includes(statusCode)) entered.push(role);
    }

    expect(entered).toEqual(STAFF.filter((role) => allowed.includes(role)));
  });

  it.each(COMMANDS)('takes the command %s from its roles only', async (type, allowed) => {
    const entered: Role[] = [];
    for (const role of STAFF) {
      const answer = await as(who(role), 'POST', `/projects/${OWN}/commands`, { type });
      if (answer.statusCode === 400) entered.push(role);
    }

    expect(entered).toEqual(STAFF.filter((role) => allowed.includes(role)));
  });

  it('lets everybody do everything where nobody signs in', async () => {
    for (const [method, url] of ROUTES) {
      const { statusCode } = await as(null, method, url, method === 'POST' ? {} : undefined);
      expect([200, 400]).toContain(statusCode);
    }
  });
});

describe('what a caller sees', () => {
  it('lists a manager the own projects, and supervision none of the pipeline', async () => {
    expect(codesOf(await as(who('projectManager'), 'GET', '/projects'))).toEqual([OWN]);
    expect(codesOf(await as(who('supervision'), 'GET', '/projects'))).toEqual([OTHER, OWN]);
    expect(codesOf(await as(who('auditor'), 'GET', '/projects'))).toEqual([OTHER, OWN, PIPELINE]);
    expect(codesOf(await as(who('enterpriseContact'), 'GET', '/projects'))).toEqual([OWN]);
  });

  it('shows a liaison the projects in which the own departments are asked, to act on their items', async () => {
    await askOf({ item: 'G19', authority: '住建/行业' });
    const liaison = (department: string) => who('permitLiaison', { departments: [department] });
    const suspend = (identity: Identity, item: string) =>
      as(identity, 'POST', `/projects/${OTHER}/approvals/commands`, { type: 'suspend', item });

    expect(codesOf(await as(liaison('住建'), 'GET', '/projects'))).toEqual([OTHER]);
    expect(codesOf(await as(liaison('自规'), 'GET', '/projects'))).toEqual([]);
    // 400: let in, and refused for what the body lacks.
    expect((await suspend(liaison('住建'), 'G19')).statusCode).toBe(400);
    expect((await suspend(liaison('住建'), 'G12')).statusCode).toBe(403);
    expect((await suspend(liaison('自规'), 'G12')).statusCode).toBe(404);
  });

  it('shows a liaison what could not be taken in, of seen projects and of unknown codes alone', async () => {
    const liaison = who('permitLiaison', { departments: ['住建'] });
    const codes = [OTHER, OWN, PIPELINE, 'ZZY-TYPO', null];
    for (const [offset, projectCode] of codes.entries()) {
      await addDeadLetter(api.pool, {
        ...{ reason: 'invalid-data', detail: 'x', raw: null, headers: {}, topic: 'permit.events' },
        ...{ partition: 0, offset, at: '2026-01-15T01:00:00.000Z' },
        projectCode: projectCode ?? undefined,
      });
    }
    await addToOutbox(
      api.pool,
      [OTHER, OWN].map((key) => anOutgoing({ key })),
    );
    const { rows } = await api.pool.query<{ id: number; key: string }>(
      'update outbox set blocked_at = now() where sent_at is null returning id, key',
    );
    const hidden = rows.find(({ key }) => key === OWN)?.id ?? 0;
    const lettersFor = async (identity: Identity) =>
      (await as(identity, 'GET', '/dead-letters')).json<Page<DeadLetterSummary>>().items;
    const blockedFor = async (identity: Identity) =>
      (await as(identity, 'GET', '/outbox')).json<OutboxAnswer>().blocked.map(({ key }) => key);
    const all = await lettersFor(who('administrator'));
    const own = all.find(({ project }) => project === OWN)?.id ?? '';
    const act = (url: string, ids: number[]) =>
      as(liaison, 'POST', url, { commandId: `mend-${url}`, reason: '按需', ids });

    expect(all).toHaveLength(5);
    expect((await lettersFor(liaison)).map(({ project }) => project)).toEqual([
      ...[null, 'ZZY-TYPO', OTHER],
    ]);
    expect((await as(liaison, 'GET', `/dead-letters/${own}`)).statusCode).toBe(404);
    expect((await act('/dead-letters/discards', [Number(own)])).json()).toMatchObject({ done: [] });
    expect(await blockedFor(who('administrator'))).toContain(OWN);
    expect(await blockedFor(liaison)).not.toContain(OWN);
    expect((await act('/outbox/discards', [hidden])).json()).toEqual({
      ...{ done: [], left: [String(hidden)] },
    });
  });

  it('tells changes of seen projects alone', async () => {
    const { items } = (await as(who('projectManager'), 'GET', '/changes')).json<{
      items: { project: string }[];
    }>();

    expect(new Set(items.map(({ project }) => project))).toEqual(new Set([OWN]));
  });

  it('keeps what is said within the park from the contact of the enterprise', async () => {
    const word = {
      instructionId: 'i-1',
      text: '内部批示',
      owner: 'projectManager-01',
      due: '2026-02-01',
    };
    await api.post(`/projects/${OWN}/commands`, commandBody('instruct-1', 'instruct', word));
    const url = `/projects/${OWN}`;

    const told = await as(who('projectManager'), 'GET', url);
    const untold = await as(who('enterpriseContact'), 'GET', url);
    const story = await as(who('enterpriseContact'), 'GET', `${url}/timeline?limit=200`);
    const page = await as(who('enterpriseContact'), 'GET', `${url}/page`);
    const fact = await as(
      who('enterpriseContact'),
      'GET',
      `${url}/fact?source=/command&id=instruct-1`,
    );

    expect(told.body).toContain('内部批示');
    expect(untold.body).not.toContain('内部批示');
    expect(story.body).not.toContain('内部批示');
    expect(page.statusCode).toBe(200);
    expect(page.body).not.toContain('内部批示');
    expect(fact.json()).toMatchObject({ raw: null, isHidden: true });
  });

  it('keeps compliance gaps from whoever has no business with them', async () => {
    await tellOfGap();
    const seenBy = async (role: Role, url: string) => {
      const { statusCode, body } = await as(who(role), 'GET', url);
      expect(statusCode).toBe(200);
      return body.includes('compliance');
    };

    const own = ['', '/page', '/alerts'].map((part) => `/projects/${OWN}${part}`);
    for (const url of [...own, '/projects', '/alerts']) {
      expect(await seenBy('projectManager', url)).toBe(true);
      expect(await seenBy('supervision', url)).toBe(true);
      expect(await seenBy('enterpriseContact', url)).toBe(false);
      expect(await seenBy('team', url)).toBe(false);
    }
    const alert = `/alerts/${encodeURIComponent(GAP)}`;
    expect((await as(who('team'), 'GET', alert)).statusCode).toBe(404);
    expect((await as(who('divisionLeader'), 'GET', alert)).statusCode).toBe(200);
  });

  it('shows how somebody is reached to the keeper of the list and to themselves', async () => {
    const addressFor = async (identity: Identity) =>
      (await as(identity, 'GET', '/people/projectManager-01')).body.includes('a@b.example');

    expect(await addressFor(who('administrator'))).toBe(true);
    expect(await addressFor(who('projectManager'))).toBe(true);
    expect(await addressFor(who('team'))).toBe(false);
  });
});

/** As if the approval of the other project had asked somebody. */
async function askOf({ item, authority }: { item: string; authority: string }): Promise<void> {
  const subject = `approval/${OTHER}`;
  const items = [
    { id: item, authority },
    { id: 'G12', authority: '自规' },
  ];
  await api.pool.query(
    `insert into approval_snapshot (subject, revision, core_version, assessed_at, assessment,
       project_code, round, name, status, complete, closed, listed)
     values ($1, 1, 1, now(), $2, $3, 1, $3, 'active', false, false, $2)`,
    [subject, JSON.stringify({ items }), OTHER],
  );
  await api.pool.query(
    `insert into work_item (subject, duty_id, project_code, kind, item, round, holder, authority,
       since, words, opened_at)
     values ($1, $2, $3, 'decide', $4, 1, 'authority', $5, '2026-01-01', '{}', now())`,
    [subject, `${item}/1/decide`, OTHER, item, authority],
  );
}

const GAP = `alert/${OWN}/groundbreaking/compliance`;

/** As if works had begun without their permit: the signal that leads, and its alert. */
async function tellOfGap(): Promise<void> {
  const id = 'groundbreaking/compliance';
  const signal = JSON.stringify({
    ...{ id, object: 'groundbreaking', kind: 'compliance', restricted: true, contributes: 'full' },
    ...{ colour: 'red', projectColour: 'red', facts: [], flips: [] },
    rule: { policy: { id: 'default', version: 1 }, rule: 'compliance' },
    reason: { code: 'worksWithoutPermit', numbers: {}, days: { on: '2026-01-02' }, words: {} },
  });
  await api.pool.query(
    `update snapshot set leading_signal = $2::jsonb,
       assessment = assessment || jsonb_build_object('leading', $3::text,
         'signals', assessment->'signals' || $2::jsonb)
     where project_code = $1`,
    [OWN, signal, id],
  );
  await api.pool.query(
    `insert into alert (alert_id, project_code, severity, state, opened_at, revision, restricted)
     values ($1, $2, 'red', 'open', now(), 1, true)`,
    [GAP, OWN],
  );
}

describe('who acts', () => {
  const forecast = (commandId: string, over: object = {}) => ({
    ...{ type: 'forecast', commandId, reason: '按需', milestone: 'production', date: '2027-03-01' },
    ...over,
  });
  const url = `/projects/${OWN}/commands`;
  const actorOf = async (id: string) => {
    const { rows } = await api.pool.query<{ actor: object }>(
      `select body -> 'data' -> 'actor' as actor from fact where fact_id = $1`,
      [id],
    );
    return rows[0]?.actor;
  };

  it('is the caller, under the role that the post gives', async () => {
    const patron = who('mainLeader', { person: 'divisionLeader-09' });

    expect((await as(patron, 'POST', url, forecast('f-1'))).statusCode).toBe(200);

    expect(await actorOf('f-1')).toEqual({ id: 'divisionLeader-09', role: 'divisionLeader' });
  });

  it('is nobody else', async () => {
    const actor = { id: 'mainLeader-01', role: 'mainLeader' };

    const answer = await as(who('projectManager'), 'POST', url, forecast('f-2', { actor }));

    expect(answer.statusCode).toBe(403);
    expect(answer.json()).toMatchObject({ code: 'ACTOR_NOT_YOU' });
    expect(await actorOf('f-2')).toBeUndefined();
  });

  it('does not act under a role that is not the own', async () => {
    const actor = { id: 'projectManager-01', role: 'mainLeader' };

    const answer = await as(who('projectManager'), 'POST', url, forecast('f-3', { actor }));

    expect(answer.json()).toMatchObject({ code: 'ACTOR_NOT_YOU' });
  });

  it('is not what a command of an unknown type is refused for', async () => {
    const { type, ...rest } = forecast('f-4');
    const answer = await as(who('projectManager'), 'POST', url, { ...rest, type: `${type}s` });

    expect(answer.statusCode).toBe(400);
    expect(answer.json()).not.toMatchObject({ code: 'ACTOR_NOT_YOU' });
  });

  it('may be named by a program that acts for others', async () => {
    const program = who('administrator', { mayActFor: true });
    const actor = { id: 'mainLeader-01', role: 'mainLeader' };

    expect((await as(program, 'POST', url, forecast('f-4', { actor }))).statusCode).toBe(200);

    expect(await actorOf('f-4')).toEqual(actor);
  });

  it('stands in for somebody, whose name is kept', async () => {
    const substitute = { person: 'standIn-01' };
    await savePeople(api.pool, [
      aPerson('projectManager-01', { substitute }),
      aPerson('standIn-01'),
    ]);
    const standIn = who('projectManager', { person: 'standIn-01', roles: [] });

    expect((await as(standIn, 'POST', url, forecast('f-5'))).statusCode).toBe(200);

    expect(await actorOf('f-5')).toEqual({
      ...{ id: 'standIn-01', role: 'projectManager', onBehalfOf: 'projectManager-01' },
    });
  });
});
