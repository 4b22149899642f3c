import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createChangeFilter } from '../../../api/change-filter.ts';
import type { Identity } from '../../../api/identity.ts';
import { actsAllowed } from '../../../api/import-rights.ts';
import type { ProjectList, ProjectPage, TodayAnswer } from '../../../api/page-responses.ts';
import type { Role } from '../../../domain/fact.ts';
import { savePeople } from '../../../readmodel/people.ts';
import { changesAfter } from '../../../readmodel/timeline.ts';
import type { RowAct } from '../../../settlement/workbook/row-act.ts';
import { aPerson } from '../../support/a-person.ts';
import { plan } from '../../support/a-project.ts';
import { commandBody, createTestApi, PLAN, type TestApi } from '../../support/api.ts';
import { callsBy } from '../../support/calls-by.ts';

const OWN = 'ZZY-OWN';
const PIPELINE = 'ZZY-PIPELINE';
const MANAGER = 'projectManager-01';
const COMPLIANCE = `alert/${OWN}/groundbreaking/compliance`;

/** What was said or is called so, by what it is part of. */
const SECRETS = {
  compliance: '无证先动工',
  money: '4321',
  pipeline: '密储项目',
  remark: '内部批示',
} as const;
type Secret = keyof typeof SECRETS;

const who = (role: Role, over: Partial<Identity> = {}): Identity => ({
  ...{ person: `${role}-01`, name: role, roles: [role], departments: [], projects: [] },
  ...{ via: 'session', mayActFor: false, language: 'zh' },
  ...over,
});

const enterprise = who('enterpriseContact', { projects: [OWN] });
const liaison = who('permitLiaison', { departments: ['住建'] });
const manager = who('projectManager');
const auditor = who('auditor');

let api: TestApi;
let caller: Identity | null = null;
/** Every route that answers GET, as it was registered. */
const routes: string[] = [];

beforeAll(async () => {
  api = await createTestApi();
  callsBy(api.app, () => caller);
  api.app.addHook('onRoute', ({ method, url }) => {
    if ([method].flat().includes('GET')) routes.push(url);
  });
  await plant();
});
afterAll(() => api.close());

/** Each secret where it is kept; the pipeline's project is waited for, so that its name is near. */
async function plant(): Promise<void> {
  const milestones = [plan('signed', '2026-09-01'), plan('production', '2027-09-01')];
  await api.register({ code: PIPELINE, name: SECRETS.pipeline, pipeline: true, milestones });
  await api.register({
    ...{ code: OWN, manager: MANAGER, milestones: PLAN },
    dependencies: [
      { on: PIPELINE, milestone: 'production', gates: 'production', type: 'blocks', lagDays: 0 },
    ],
  });
  const said = { text: SECRETS.remark, owner: MANAGER, due: '2026-02-01', instructionId: 'i-1' };
  for (const [id, type, data] of [
    ['instruct', 'instruct', said],
    ['update', 'update', { text: SECRETS.remark }],
  ] as const) {
    const answer = await api.post(`/projects/${OWN}/commands`, commandBody(id, type, data));
    expect(answer.statusCode).toBe(200);
  }
  await plantSignal();
  await plantAlert();
  await plantApproval();
}

/** As if works had begun without their permit, and the investment lagged behind its plan. */
async function plantSignal(): Promise<void> {
  const { rows } = await api.pool.query<{ assessment: { policy: object } }>(
    'select assessment from snapshot where project_code = $1',
    [OWN],
  );
  const policy = rows[0]?.assessment.policy;
  const signal = {
    ...{ id: 'groundbreaking/compliance', object: 'groundbreaking', kind: 'compliance' },
    ...{ colour: 'red', projectColour: 'red', contributes: 'full', facts: [], flips: [] },
    ...{ rule: { policy, rule: 'compliance' }, restricted: true },
    reason: {
      code: 'worksWithoutPermit',
      numbers: {},
      days: {},
      words: { why: SECRETS.compliance },
    },
  };
  const behind = {
    ...signal,
    ...{ id: 'project/progress', object: 'project', kind: 'progress', restricted: false },
    reason: {
      ...{ code: 'progressBehind', days: {} },
      numbers: { actual: Number(SECRETS.money) },
      words: { measure: 'investment' },
    },
  };
  await api.pool.query(
    `update snapshot set leading_signal = $2::jsonb, colour = 'red', rank = 0,
       assessment = assessment || jsonb_build_object('leading', $3::text, 'colour', 'red',
         'signals', assessment->'signals' || $2::jsonb || $4::jsonb,
         'progress', '{"month":"2026-01","investedToDate":${SECRETS.money},"text":"${SECRETS.remark}"}'::jsonb)
     where project_code = $1`,
    [OWN, JSON.stringify(signal), signal.id, JSON.stringify(behind)],
  );
  await api.pool.query(
    `insert into timeline (subject, project_code, revision, at, cause, kind, object, from_value, to_value, detail)
     values ($1, $2, 99, now(), 'FACT', 'alertRaised', 'groundbreaking/compliance', null, 'red', $3)`,
    [`project/${OWN}`, OWN, JSON.stringify({ alertId: COMPLIANCE, why: SECRETS.compliance })],
  );
}

async function plantAlert(): Promise<void> {
  await api.pool.query(
    `insert into alert (alert_id, project_code, severity, state, opened_at, revision, restricted, standing, asked, asked_from)
     values ($1, $2, 'red', 'open', now(), 1, true, $3, '{team,manager}', '2026-01-01')`,
    [COMPLIANCE, OWN, JSON.stringify({ id: 'groundbreaking/compliance', state: 'open' })],
  );
}

/** As if an authority were asked, and a department had spoken to it. */
async function plantApproval(): Promise<void> {
  const subject = `approval/${OWN}`;
  await api.pool.query(
    `insert into approval_snapshot (subject, revision, core_version, assessed_at, assessment,
       project_code, round, name, status, complete, closed, manager, listed)
     values ($1, 1, 1, now(), '{"items":[]}', $2, 1, $2, 'active', false, false, $3, '{"items":[]}')`,
    [subject, OWN, MANAGER],
  );
  await owe('G19/1/decide', { holder: 'authority', authority: '住建' });
}

/** As if the approval had a duty of this id. */
async function owe(id: string, { holder, authority }: Record<'holder' | 'authority', string>) {
  const [item, , kind] = id.split('/');
  await api.pool.query(
    `insert into work_item (subject, duty_id, project_code, kind, item, round, holder, authority,
       since, words, opened_at)
     values ($1, $2, $3, $4, $5, 1, $6, $7, '2026-01-01', '{}', now())`,
    [`approval/${OWN}`, id, OWN, kind, item, holder, authority],
  );
}

/** Calls as somebody. */
async function as(identity: Identity, url: string) {
  caller = identity;
  try {
    return await api.app.inject({ method: 'GET', url });
  } finally {
    caller = null;
  }
}

/** Addresses of all routes, of the own project and, where one may be named, of the pipeline's. */
function addresses(): string[] {
  const filled = (url: string, code: string) =>
    url
      .replace(/:code\b/, code)
      .replace(/:round\b/, '1')
      .replace(/:item\b/, 'G19')
      .replace(/:alertId\b/, encodeURIComponent(COMPLIANCE))
      .replace(/:id\b/, url.startsWith('/alerts') ? encodeURIComponent(COMPLIANCE) : MANAGER);
  return routes
    .filter(
      (url) => !/^\/(stream|auth|app|act|metrics|healthz|readyz|openapi|asyncapi)|\*/.test(url),
    )
    .flatMap((url) => [...new Set([filled(url, OWN), filled(url, PIPELINE)])]);
}

/** Where which secret shows. */
async function leaksTo(identity: Identity): Promise<{ url: string; secret: Secret }[]> {
  const leaks: { url: string; secret: Secret }[] = [];
  expect(routes.length).toBeGreaterThan(40);
  for (const url of addresses()) {
    const { body, statusCode } = await as(identity, url);
    expect(`${statusCode} ${url}`).not.toMatch(/^5/);
    for (const [secret, text] of Object.entries(SECRETS)) {
      // `as`: the keys of a constant table.
      if (body.includes(text)) leaks.push({ url, secret: secret as Secret });
    }
  }
  return leaks;
}

describe('what is restricted', () => {
  it('reaches an enterprise by no route, but its own figures', async () => {
    const leaks = await leaksTo(enterprise);

    expect(leaks.filter(({ secret }) => secret !== 'money')).toEqual([]);
    expect(leaks).toContainEqual({ url: `/projects/${OWN}`, secret: 'money' });
  });

  it('reaches a liaison by no route, but the words of people', async () => {
    const leaks = await leaksTo(liaison);

    expect(leaks.filter(({ secret }) => secret !== 'remark')).toEqual([]);
    expect(leaks).toContainEqual({ url: `/projects/${OWN}/page`, secret: 'remark' });
  });

  it('is read whole by an auditor', async () => {
    const leaks = await leaksTo(auditor);

    for (const url of [`/projects/${OWN}`, `/projects/${OWN}/page`]) {
      expect(leaks.filter((one) => one.url === url).map(({ secret }) => secret)).toEqual(
        expect.arrayContaining(['compliance', 'money', 'remark']),
      );
    }
    expect(leaks).toContainEqual({ url: '/projects', secret: 'pipeline' });
  });

  it('leaves the colour without its reason, in words that say so', async () => {
    const headlineFor = async (identity: Identity) =>
      (await as(identity, `/projects/${OWN}/page`)).json<{
        colour: string;
        leading: object | null;
        why: { en: { headline: string } };
      }>();

    expect(await headlineFor(manager)).toMatchObject({
      colour: 'red',
      leading: { kind: 'compliance' },
    });
    expect(await headlineFor(enterprise)).toMatchObject({
      ...{ colour: 'red', leading: null },
      why: { en: { headline: 'What gives this colour is told to those in charge of it alone' } },
    });
  });
});

describe('the stream', () => {
  it('tells each listener the lines that they may see', async () => {
    const rows = await changesAfter(api.pool, 0, 500);
    const toldTo = async (identity: Identity) => {
      const filter = await createChangeFilter(api.deps, identity);
      filter.stop();
      return JSON.stringify(rows.flatMap((row) => filter.shown(row) ?? []));
    };

    const whole = await toldTo(auditor);
    const part = await toldTo(enterprise);

    for (const secret of [SECRETS.compliance, 'instructed', PIPELINE]) {
      expect(whole).toContain(secret);
      expect(part).not.toContain(secret);
    }
    expect(part).toContain(OWN);
  });
});

describe('the wall', () => {
  const todayOf = async (identity: Identity, query = '') =>
    (await as(identity, `/today${query}`)).json<TodayAnswer>();

  it('names no project of the pipeline and none by a restricted signal, whoever asks', async () => {
    const leader = who('mainLeader');

    const told = await todayOf(leader);
    const wall = await todayOf(leader, '?wall=true');

    expect(told.worst.map(({ code }) => code)).toEqual([OWN, PIPELINE]);
    expect(told.counts.total).toBe(2);
    expect(wall.worst).toEqual([]);
    expect(wall.counts).toMatchObject({ total: 1, colours: { red: 1, grey: 0 } });
    expect(wall.ahead.items).toEqual([]);
    expect(wall.needsMe.items).toEqual([]);
  });
});

describe('what waits for an office', () => {
  const needsOf = async (identity: Identity) =>
    (await as(identity, '/needs')).json<{ total: number; items: { object: string }[] }>();

  it('names a restricted alert to whoever may see it', async () => {
    await savePeople(api.pool, [aPerson('team-01', { offices: ['team'] })]);

    expect((await needsOf(who('team'))).items).toEqual([]);
    const { items } = await needsOf(manager);
    expect(items.map(({ object }) => object)).toContain(COMPLIANCE);
  });

  it('is counted among the alerts of a project for whoever may see it alone', async () => {
    const redFor = async (identity: Identity, url: string) => {
      const answer = (await as(identity, url)).json<ProjectPage | ProjectList>();
      const shown = 'items' in answer ? answer.items.find(({ code }) => code === OWN) : answer;
      return shown?.alerts.red;
    };

    for (const url of [`/projects/${OWN}/page`, '/projects']) {
      expect(await redFor(manager, url)).toBe(1);
      expect(await redFor(enterprise, url)).toBe(0);
      expect(await redFor(who('team'), url)).toBe(0);
    }
  });

  it('is a work item where whoever is asked has to act, not where the applicant has', async () => {
    await savePeople(api.pool, [
      aPerson('permitLiaison-01', { departments: ['住建'] }),
      aPerson('enterpriseContact-01', { projects: [OWN] }),
    ]);
    await owe('G20/1/decide', { holder: 'authority', authority: '住建/行业' });
    await owe('G21/1/apply', { holder: 'enterprise', authority: '住建' });
    await owe('G22/1/confirm', { holder: 'park', authority: '住建' });
    const workOf = async (identity: Identity) =>
      (await needsOf(identity)).items.map(({ object }) => object).filter((id) => /^G/.test(id));

    expect(await workOf(liaison)).toEqual(['G19', 'G20', 'G22']);
    expect(await workOf(enterprise)).toEqual(['G21']);
    expect(await workOf(manager)).toEqual(['G22']);
  });
});

describe('a restricted alert that was handed over', () => {
  const helper = who('team', { person: 'helper-01' });
  const alert = `/alerts/${encodeURIComponent(COMPLIANCE)}`;

  it('is seen and acted on by whom it was handed to, and by nobody else of the office', async () => {
    expect((await as(helper, alert)).statusCode).toBe(404);
    const delegated = { to: 'helper-01', by: MANAGER, on: '2026-01-15' };
    await api.pool.query(
      `update alert set standing = standing::jsonb || jsonb_build_object('delegated', $2::jsonb)
       where alert_id = $1`,
      [COMPLIANCE, JSON.stringify(delegated)],
    );

    const seen = await as(helper, alert);
    const listed = await as(helper, '/alerts');

    expect(seen.statusCode).toBe(200);
    expect(seen.json<{ actions: string[] }>().actions).toContain('acknowledge');
    expect(listed.body).toContain(COMPLIANCE);
    expect((await as(who('team'), alert)).statusCode).toBe(404);
  });
});

describe('actions', () => {
  const listed = async (identity: Identity) =>
    (await as(identity, '/projects')).json<ProjectList>().items.map(({ code, actions }) => ({
      ...{ code, actions },
    }));
  const shown = async (identity: Identity) =>
    (await as(identity, `/projects/${OWN}`)).json<{ actions: string[] }>().actions;

  it('are those of the rights, the same in the list and of the project', async () => {
    for (const identity of [manager, who('mainLeader'), liaison, enterprise, auditor]) {
      const own = (await listed(identity)).find(({ code }) => code === OWN);
      expect(own?.actions).toEqual(await shown(identity));
    }
    expect(await shown(manager)).toEqual(expect.arrayContaining(['update', 'forecast']));
    expect(await shown(manager)).not.toContain('terminate');
    expect(await shown(who('mainLeader'))).toContain('terminate');
    expect(await shown(enterprise)).toEqual(['forecast', 'recordMilestone']);
    expect(await shown(auditor)).toEqual([]);
  });

  it('takes dates from a list of whoever may report them, and of the administrator who enters it', async () => {
    const date = { milestone: 'production', date: '2027-03-01' };
    const allowedTo = async (identity: Identity, act: RowAct) =>
      (await actsAllowed(api.deps, identity))(OWN, act);
    const area = { type: 'reportField', field: 'content', value: 'x' } as const;

    for (const act of [
      { type: 'recordMilestone', ...date },
      { type: 'forecast', ...date },
      area,
    ] as const) {
      expect(await allowedTo(who('administrator'), act)).toBe(true);
      expect(await allowedTo(who('team'), act)).toBe(true);
      expect(await allowedTo(who('permitLiaison'), act)).toBe(false);
      expect(await allowedTo(who('auditor'), act)).toBe(false);
    }
  });
});
