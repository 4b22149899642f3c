import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AlertDetail, AlertItem, ListedAlert } from '../../../api/alert-responses.ts';
import type { Identity } from '../../../api/identity.ts';
import type { Page } from '../../../api/responses.ts';
import { walkAlert } from '../../../settlement/walk-alert.ts';
import { plan } from '../../support/a-project.ts';
import { createTestApi, type TestApi } from '../../support/api.ts';
import { callsBy } from '../../support/calls-by.ts';

const ALERT = 'alert/A-1/production/due';

let api: TestApi;
/** Who has signed in; null: nobody does. */
let caller: Identity | null = null;
beforeAll(async () => {
  api = await createTestApi();
  callsBy(api.app, () => caller);
  await api.register({
    ...{ code: 'A-1', manager: 'li' },
    milestones: [
      plan('signed', '2025-12-01', { actual: '2025-12-01' }),
      plan('production', '2026-01-10'),
    ],
  });
  await api.register({
    ...{ code: 'A-2', manager: 'wang' },
    milestones: [
      plan('signed', '2025-12-01', { actual: '2025-12-01' }),
      plan('production', '2025-10-01'),
    ],
  });
  await api.register({ code: 'A-3', milestones: [plan('signed', '2027-02-01')] });
});
afterAll(() => api.close());

const actor = { id: 'li', role: 'projectManager' };
const detail = async () =>
  (await api.get(`/alerts/${encodeURIComponent(ALERT)}`)).json<AlertDetail>();
const list = async (query: string) => {
  const { items } = (await api.get(`/alerts${query}`)).json<Page<ListedAlert>>();
  return items.map(({ id }) => id).filter((id) => id.endsWith('production/due'));
};

describe('GET /projects/:code/alerts', () => {
  it('tells each alert with what became of it, as soon as its project is settled', async () => {
    const { items } = (await api.get('/projects/A-1/alerts')).json<{ items: AlertItem[] }>();

    expect(items).toMatchObject([
      {
        ...{ id: ALERT, project: 'A-1', open: true, state: 'open', severity: 'yellow' },
        ...{ clearedAt: null, episode: 1, acknowledgedBy: null },
        records: [{ kind: 'opened', severity: 'yellow', by: null }],
      },
    ]);
  });

  it('tells nothing of a project without any, and knows no project that nobody registered', async () => {
    expect((await api.get('/projects/A-3/alerts')).json()).toEqual({ items: [] });
    const answer = await api.get('/projects/A-9/alerts');
    expect(answer.json()).toMatchObject({ status: 404, code: 'PROJECT_NOT_FOUND' });
  });
});

describe('GET /alerts', () => {
  it.each([
    { query: '', ids: [ALERT, 'alert/A-2/production/due'] },
    { query: '?severity=red', ids: ['alert/A-2/production/due'] },
    { query: '?project=A-1', ids: [ALERT] },
    { query: '?person=wang', ids: ['alert/A-2/production/due'] },
    { query: '?state=toVerify', ids: [] },
    { query: `?after=${ALERT}`, ids: ['alert/A-2/production/due'] },
  ])('answers "$query" with the alerts that are not closed', async ({ query, ids }) => {
    expect(await list(query)).toEqual(ids);
  });

  it('gives a page and where the next begins', async () => {
    const answer = (await api.get('/alerts?limit=1')).json<Page<ListedAlert>>();

    expect(answer).toMatchObject({ items: [{ id: ALERT, name: '示例项目' }], next: ALERT });
    const label = { zh: '投产', en: 'In production' };
    expect(answer.items[0]?.about).toEqual({
      ...{ object: 'production', kind: 'due', detail: null },
      label,
    });
    expect((await api.get('/alerts?severity=green')).statusCode).toBe(400);
  });
});

describe('GET /alerts/:id', () => {
  it('says what its ladder does next and when, and to whom', async () => {
    const { done, toCome } = await detail();

    expect(done).toEqual([]);
    expect(toCome.slice(0, 2)).toMatchObject([
      { kind: 'notify', to: ['manager', 'team'] },
      { kind: 'escalate', to: ['patron'] },
    ]);
  });

  it('shows an acknowledgement, after which it does not climb', async () => {
    const body = {
      type: 'acknowledge',
      alertId: ALERT,
      actor,
      reason: '已知',
      cause: 'contractor',
    };
    const answer = await api.post('/projects/A-1/commands', { ...body, commandId: 'ack-1' });
    const again = await api.post('/projects/A-1/commands', { ...body, commandId: 'ack-2' });

    expect(answer.statusCode).toBe(200);
    expect(again.json()).toMatchObject({ status: 409, code: 'ALREADY_ACKNOWLEDGED' });
    const { acknowledgedBy, toCome, records, standing } = await detail();
    expect(acknowledgedBy).toBe('li');
    expect(standing?.acknowledged).toMatchObject({ cause: 'contractor' });
    expect(toCome.map(({ kind }) => kind)).not.toContain('escalate');
    expect(records.at(-1)).toMatchObject({ kind: 'acknowledged', by: 'li' });
  });

  it('shows what is done', async () => {
    const clockOffsetMs = Date.parse('2026-01-16T09:00:00+08:00') - Date.now();
    await walkAlert({ pool: api.pool, clockOffsetMs }, ALERT);

    const { done, toCome } = await detail();

    expect(done.map(({ kind }) => kind)).toEqual(['notify']);
    expect(toCome.map(({ kind }) => kind)).not.toContain('notify');
  });

  it('knows no alert that was never raised', async () => {
    const answer = await api.get(`/alerts/${encodeURIComponent('alert/A-1/signed/due')}`);

    expect(answer.json()).toMatchObject({ status: 404, code: 'ALERT_NOT_FOUND' });
  });
});

describe('an alert that was handed over', () => {
  const say = async (person: string, commandId: string, body: object): Promise<number> => {
    caller = {
      ...{ person, name: person, roles: [], departments: [], projects: [] },
      ...{ via: 'session', mayActFor: false, language: 'zh' },
    };
    const about = { commandId, reason: '按需', alertId: 'alert/A-2/production/due' };
    const { statusCode } = await api.post('/projects/A-2/commands', { ...about, ...body });
    caller = null;
    return statusCode;
  };

  it('is acted on under the role of whoever did so, whose name the fact keeps', async () => {
    expect(await say('helper-01', 'd-0', { type: 'acknowledge' })).toBe(404);
    expect(await say('wang', 'd-1', { type: 'delegate', to: 'helper-01' })).toBe(200);
    expect(await say('helper-01', 'd-2', { type: 'acknowledge' })).toBe(200);

    const { rows } = await api.pool.query<{ actor: object }>(
      "select body -> 'data' -> 'actor' as actor from fact where fact_id = 'd-2'",
    );
    expect(rows).toEqual([
      { actor: { id: 'helper-01', role: 'projectManager', delegatedBy: 'wang' } },
    ]);
  });
});
