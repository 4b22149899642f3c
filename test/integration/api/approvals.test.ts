import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createApp } from '../../../api/app.ts';
import type {
  ApprovalAnswer,
  ApprovalDaysAnswer,
  ApprovalItemAnswer,
  ApprovalSummary,
  WorkItemAnswer,
} from '../../../api/approval-responses.ts';
import type { Problem } from '../../../api/errors.ts';
import type { ApprovalList, ProjectList } from '../../../api/page-responses.ts';
import type { Fact } from '../../../domain/fact.ts';
import { loadIntoDatabase } from '../../../settlement/catalogue-loading.ts';
import { accepted, permit, submitted } from '../../support/an-approval.ts';
import { altered, loadWith } from '../../support/altered-definitions.ts';
import { apiDeps, by, commandBody, createTestApi, type TestApi } from '../../support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await createTestApi();
  await begin('A-1', submitted('2026-01-08'), accepted('2026-01-09'));
  await begin('B-2', submitted('2026-01-12'));
});
afterAll(() => api.close());

/** Registers a project that has such facts, and settles whoever has heard of anything. */
async function begin(code: string, ...facts: Fact[]): Promise<void> {
  await api.register({ code });
  await api.hear(code, ...facts);
}

async function answered<T>(url: string): Promise<T> {
  const answer = await api.get(url);
  if (answer.statusCode !== 200) throw new Error(answer.body);
  return answer.json<T>();
}

const itemOf = (code: string, item: string, query = '') =>
  answered<ApprovalItemAnswer>(`/projects/${code}/approvals/1/items/${item}${query}`);

let ids = 0;
const command = (type: string, data: object, commandId = `c-${(ids += 1)}`) => ({
  commandId,
  type,
  ...by('permitLiaison', '报建专员-01'),
  ...data,
});
const act = (code: string, body: object, round = '') =>
  api.post(`/projects/${code}/approvals${round}/commands`, body);

describe('the list of approvals', () => {
  it('has each with the items that somebody has in hand, page by page', async () => {
    const first = await answered<ApprovalList>('/approvals?limit=1');
    const rest = await answered<ApprovalList>(
      `/approvals?limit=1&after=${encodeURIComponent(first.next ?? '')}`,
    );

    expect([...first.items, ...rest.items].map(({ project, round }) => [project, round])).toEqual([
      ['A-1', 1],
      ['B-2', 1],
    ]);
    expect(rest.next).toBeNull();
    expect([first.total, rest.total]).toEqual([2, 2]);
    expect(first.items[0]).toMatchObject({
      template: { id: 'G' },
      phase: null,
      complete: false,
      closed: false,
      done: 0,
    });
    const held = first.items[0]?.items ?? [];
    expect(held.map(({ id }) => id)).toContain('G19');
    expect(held.every(({ holder }) => holder !== undefined)).toBe(true);
  });

  it('begins with the worst colour, and of one colour with what is due first', async () => {
    const urgencyOf = ({ project, colour }: ApprovalSummary) => `${project} ${colour}`;
    const order = async () => (await answered<ApprovalList>('/approvals')).items.map(urgencyOf);
    const set = (what: string, code: string, value: string) =>
      api.pool.query(`update ${what} = $2 where project_code = $1`, [code, value]);

    await set('approval_snapshot set colour', 'A-1', 'yellow');
    await set('approval_snapshot set colour', 'B-2', 'red');
    expect(await order()).toEqual(['B-2 red', 'A-1 yellow']);
    await set('approval_snapshot set colour', 'B-2', 'yellow');
    await set('work_item set due', 'B-2', '2025-12-01');
    expect(await order()).toEqual(['B-2 yellow', 'A-1 yellow']);
  });

  it('is narrowed to projects with an item in a state, or of an authority', async () => {
    const projects = async (query: string) =>
      (await answered<{ items: ApprovalSummary[] }>(`/approvals?${query}`)).items.map(
        ({ project, items }) => [project, items.map(({ id }) => id)],
      );
    const { item } = await itemOf('B-2', 'G19');
    const authority = encodeURIComponent(item.authority);

    expect(await projects(`state=submitted&authority=${authority}`)).toEqual([['B-2', ['G19']]]);
    expect(await projects('project=A-1&state=submitted')).toEqual([]);
    expect(await projects('authority=nobody')).toEqual([]);
  });

  it('is narrowed to one of several authorities that share an address, as other lists are', async () => {
    const query = `authority=${encodeURIComponent('审图机构')}`;
    const readdress = (from: string, to: string) =>
      api.pool.query(
        `update work_item set authority = $2 where project_code = 'A-1' and authority = $1`,
        [from, to],
      );
    const { authority } = (await itemOf('A-1', 'G19')).item;
    await readdress(authority, `${authority}/审图机构`);

    const approvals = (await answered<ApprovalList>(`/approvals?${query}`)).items;
    const work = await answered<{ items: { project: string }[] }>(`/work-items?${query}`);
    const projects = await answered<ProjectList>(`/projects?${query}`);
    await readdress(`${authority}/审图机构`, authority);

    const addresses = approvals.flatMap(({ items }) => items.map((item) => item.authority));
    expect([...new Set(addresses)].sort()).toEqual(['审图机构/住建']);
    expect(approvals.map(({ project }) => project).sort()).toEqual(['A-1', 'B-2']);
    expect(new Set(work.items.map(({ project }) => project))).toEqual(new Set(['A-1']));
    expect(projects.items.map(({ code }) => code)).toEqual(['A-1']);
  });

  it('of a project names its rounds, and is unknown of an unknown project', async () => {
    const { items } = await answered<{ items: ApprovalSummary[] }>('/projects/A-1/approvals');

    expect(items.map(({ round }) => round)).toEqual([1]);
    expect((await api.get('/projects/none/approvals')).json<Problem>().code).toBe(
      'PROJECT_NOT_FOUND',
    );
  });
});

describe('an approval', () => {
  it('shows items, gates, what each item needs and its critical path', async () => {
    const answer = await answered<ApprovalAnswer>('/projects/A-1/approvals/1');

    expect(answer).toMatchObject({ project: 'A-1', round: 1, asOf: null, fault: null });
    expect(answer.revision).toBeGreaterThan(0);
    expect(Object.keys(answer.requires)).toEqual(answer.assessment.items.map(({ id }) => id));
    expect(answer.assessment.gates.length).toBeGreaterThan(0);
    const g19 = answer.assessment.items.find(({ id }) => id === 'G19');
    expect(g19).toMatchObject({ acceptedAt: '2026-01-09', holder: 'authority' });
    expect(g19?.clocks[0]).toMatchObject({ from: '2026-01-09', running: true });
  });

  it('asks for what decides which items apply, with what was said of it', async () => {
    const traitOf = async (field: string) =>
      (await answered<ApprovalAnswer>('/projects/B-2/approvals/1')).traits.find(
        (one) => one.field === field,
      );
    const before = await traitOf('eiaClass');
    const traits = { eiaClass: 'registration' };
    const said = { ...commandBody('traits-B-2', 'stateTraits', { traits }, 'team') };
    expect((await api.post('/projects/B-2/commands', said)).statusCode).toBe(200);
    await api.settleAll();

    expect(before).toMatchObject({ value: null, values: expect.arrayContaining(['registration']) });
    expect((await traitOf('eiaClass'))?.value).toBe('registration');
  });

  it('is as it was on a day, and as it was known', async () => {
    const before = await itemOf('A-1', 'G19', '?asOf=2026-01-08');
    const unknown = await api.get('/projects/A-1/approvals/1?knownAt=2026-01-01');

    expect(before.item.state).toBe('submitted');
    expect((await itemOf('A-1', 'G19')).item.state).not.toBe('submitted');
    expect(unknown.statusCode).toBe(404);
    expect(unknown.json<Problem>().detail).toContain('2026-01-01');
  });

  it.each([
    { url: '/projects/A-1/approvals/2', status: 404, code: 'APPROVAL_NOT_FOUND' },
    { url: '/projects/A-1/approvals/zero', status: 400, code: 'INVALID_INPUT' },
    { url: '/projects/A-1/approvals/1/items/G99', status: 404, code: 'ITEM_NOT_FOUND' },
    { url: '/projects/A-1/approvals/1?asOf=soon', status: 400, code: 'INVALID_INPUT' },
    { url: '/approvals?state=lost', status: 400, code: 'INVALID_INPUT' },
  ])('answers $url with $code', async ({ url, status, code }) => {
    const answer = await api.get(url);

    expect(answer.statusCode).toBe(status);
    expect(answer.json<Problem>().code).toBe(code);
  });
});

describe('an item', () => {
  it('tells of each step when it happened, since when it is known and who said so', async () => {
    const { steps, opens, template } = await itemOf('A-1', 'G19');

    expect(steps).toMatchObject([
      { kind: 'submitted', at: '2026-01-08', applicationNo: 'SP1' },
      { kind: 'accepted', at: '2026-01-09', applicationNo: 'SP1' },
    ]);
    for (const { knownSince, by: who, ref } of steps) {
      expect([knownSince, who.source, ref.id].every((known) => known.length > 0)).toBe(true);
    }
    expect(template.id).toBe('G19');
    expect(opens).toContain('gate:groundbreaking');
  });
});

describe('a move to another version of the template', () => {
  const previewOf = (to: string) => api.get(`/projects/A-1/approvals/1/move-preview?to=${to}`);

  it('is shown before it is made, and moves nothing', async () => {
    const { template } = (await answered<ApprovalAnswer>('/projects/A-1/approvals/1')).assessment;
    const preview = await previewOf(template.version);

    expect(preview.json()).toEqual({
      ...{ project: 'A-1', round: 1, from: template, to: template, changes: [] },
    });
  });

  it('needs a version that is known', async () => {
    expect((await previewOf('1999.1')).json<Problem>().code).toBe('UNKNOWN_APPROVAL');
  });

  it('is offered as soon as another version is loaded', async () => {
    const { actions, versions } = await answered<ApprovalAnswer>('/projects/A-1/approvals/1');
    const next = altered('approvals/G.json', (template) => {
      template.version = '2030.1';
    });
    const { clockOffsetMs } = api.deps;
    await loadIntoDatabase(api.pool, loadWith({ 'approvals/G.json': next }), clockOffsetMs);
    const restarted = createApp(apiDeps(api.pool));
    const answer = await restarted.inject('/projects/A-1/approvals/1');
    await restarted.close();

    expect([actions, versions]).toEqual([['stateTraits'], []]);
    expect(answer.json<ApprovalAnswer>()).toMatchObject({
      actions: ['stateTraits', 'moveTemplate'],
      versions: ['2030.1'],
    });
  });
});

describe('a command about an approval', () => {
  it('takes effect once, and the next read names who gave it', async () => {
    const body = command('requestCorrection', {
      item: 'G19',
      documents: [{ name: '施工合同', reason: '未盖章' }],
    });
    const first = await act('A-1', body);
    const again = await act('A-1', body, '/1');

    expect(first.json()).toMatchObject({
      status: 'accepted',
      approval: { project: 'A-1', round: 1, closed: false },
    });
    expect(again.json<{ revision: number }>().revision).toBe(
      first.json<{ revision: number }>().revision,
    );
    const { item, steps } = await itemOf('A-1', 'G19');
    expect(item).toMatchObject({ state: 'correctionRequested', holder: 'enterprise' });
    expect(steps.filter(({ kind }) => kind === 'correctionRequested')).toMatchObject([
      { by: { actor: { id: '报建专员-01', role: 'permitLiaison' } } },
    ]);
  });

  it.each([
    {
      type: 'decide',
      data: { item: 'G99', decision: 'approved' },
      status: 422,
      code: 'UNKNOWN_ITEM',
    },
    { type: 'decide', data: { item: 'G19' }, status: 400, code: 'INVALID_INPUT' },
    {
      type: 'decide',
      data: { item: 'G19', decision: 'approved', colour: 'red' },
      status: 400,
      code: 'INVALID_INPUT',
    },
    { type: 'register', data: {}, status: 400, code: 'INVALID_INPUT' },
    { type: 'suspend', data: { item: 'B', stop: 'HEARING' }, status: 422, code: 'UNKNOWN_ITEM' },
    {
      type: 'confirm',
      data: { item: 'G19', about: 'gate', decision: 'accept' },
      status: 403,
      code: 'ROLE_TOO_LOW',
    },
  ])('is refused with $code: $type $data', async ({ type, data, status, code }) => {
    const answer = await act('A-1', command(type, data));

    expect(answer.json<Problem>()).toMatchObject({ status, code });
  });

  it('is not taken for another one under the same id', async () => {
    const id = 'twice';
    await act('B-2', command('accept', { item: 'G19' }, id));
    const other = await act('B-2', command('accept', { item: 'G19', mode: 'promise' }, id));

    expect(other.json<Problem>()).toMatchObject({ status: 409, code: 'COMMAND_CONFLICT' });
  });

  it('is unknown of an approval that nobody has opened', async () => {
    const answer = await act('A-1', command('submit', { item: 'G19' }), '/7');

    expect(answer.json<Problem>()).toMatchObject({ status: 404, code: 'APPROVAL_NOT_FOUND' });
  });
});

describe('work items', () => {
  const work = async (query: string) =>
    (await answered<{ items: WorkItemAnswer[] }>(`/work-items?${query}`)).items;

  it('are what somebody has to do now, and vanish when a system certifies it', async () => {
    await begin('C-3', submitted('2026-01-08'), accepted('2026-01-09'));
    const open = await work('project=C-3&holder=authority');
    expect(open).toContainEqual(
      expect.objectContaining({ project: 'C-3', approvalRound: 1, item: 'G19', kind: 'decide' }),
    );

    await api.hear(
      'C-3',
      permit('permit.decision.made.v1', '2026-01-14', { decision: 'approved' }),
    );

    const left = await work('project=C-3&holder=authority');
    expect(left.filter(({ item, kind }) => item === 'G19' && kind === 'decide')).toEqual([]);
  });

  it('come page by page, each once', async () => {
    const all = await work('project=C-3&limit=200');
    const first = await answered<{ items: WorkItemAnswer[]; next: string }>(
      '/work-items?project=C-3&limit=2',
    );
    const second = await work(`project=C-3&limit=200&after=${first.next}`);

    expect([...first.items, ...second]).toEqual(all);
  });
});

describe('the ledger of days', () => {
  it('sums the working days of each holder for an item, a project and the portfolio', async () => {
    const ofItem = await answered<ApprovalDaysAnswer>('/approval-days?project=A-1&item=G19');
    const ofProject = await answered<ApprovalDaysAnswer>('/approval-days?project=A-1');
    const ofAll = await answered<ApprovalDaysAnswer>('/approval-days');

    const { item } = await itemOf('A-1', 'G19');
    expect(ofItem.total).toEqual(item.holderDays);
    expect(ofProject.projects.map(({ project }) => project)).toEqual(['A-1']);
    expect(ofProject.projects[0]?.items.map(({ item: id }) => id)).toContain('G19');
    const sum = ofAll.projects.reduce((days, { total }) => days + (total.authority ?? 0), 0);
    expect(ofAll.total.authority ?? 0).toBe(sum);
  });

  it('goes on with the days, though nothing has happened since the last settle', async () => {
    const before = await answered<ApprovalDaysAnswer>('/approval-days?project=C-3');
    const clockOffsetMs = api.deps.clockOffsetMs + 7 * DAY_MS;
    const app = createApp(apiDeps(api.pool, { clockOffsetMs }));
    const get = async <T>(url: string) => (await app.inject({ method: 'GET', url })).json<T>();
    const after = await get<ApprovalDaysAnswer>('/approval-days?project=C-3');
    const shown = await get<ApprovalAnswer>('/projects/C-3/approvals/1');
    const list = await get<{ items: ApprovalSummary[] }>('/approvals?project=C-3');
    await app.close();

    const total = (of: ApprovalDaysAnswer) => of.total.enterprise ?? 0;
    const { items } = shown.assessment;
    expect(total(after)).toBeGreaterThan(total(before));
    expect(total(after)).toBe(items.reduce((n, { holderDays: of }) => n + (of.enterprise ?? 0), 0));
    const clocksOf = (id: string) => items.find((item) => item.id === id)?.clocks;
    expect(list.items[0]?.items.map(({ id, clocks }) => [id, clocks])).toEqual(
      list.items[0]?.items.map(({ id }) => [id, clocksOf(id)]),
    );
  });
});

const DAY_MS = 86_400_000;
