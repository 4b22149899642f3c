import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page, ProjectDetail, ProjectSummary } from '../../../api/responses.ts';
import { plan } from '../../support/a-project.ts';
import { createTestApi, type TestApi } from '../../support/api.ts';

const SIGNED = plan('signed', '2025-11-01', { actual: '2025-11-01' });

let api: TestApi;
beforeAll(async () => {
  api = await createTestApi();
  await api.register({ code: 'ZZY-001', name: '变电站', manager: '王' });
  await api.register({
    code: 'ZZY-002',
    name: '电池工厂',
    investor: '星河',
    kind: 'tenant',
    milestones: [SIGNED, plan('groundbreaking', '2025-12-20', { redLine: true })],
  });
  await api.register({
    code: 'ZZY-003',
    name: '储备项目',
    template: 'pipeline',
    pipeline: true,
    milestones: [plan('signed', '2026-06-01')],
  });
  await api.register({
    code: 'ZZY-004',
    name: '百分号%项目',
    milestones: [SIGNED, plan('production', '2026-01-20')],
  });
});
afterAll(() => api.close());

async function codes(query: string): Promise<string[]> {
  const answer = await api.get(`/projects${query}`);
  return answer.json<Page<ProjectSummary>>().items.map(({ code }) => code);
}

describe('GET /projects', () => {
  it.each([
    ['', ['ZZY-001', 'ZZY-002', 'ZZY-003', 'ZZY-004']],
    ['?colour=red', ['ZZY-002']],
    ['?colour=blue', ['ZZY-001', 'ZZY-004']],
    ['?status=pipeline', ['ZZY-003']],
    ['?phase=lead', ['ZZY-003']],
    ['?stage=signed', ['ZZY-001', 'ZZY-002', 'ZZY-004']],
    ['?kind=tenant', ['ZZY-002']],
    [`?manager=${encodeURIComponent('王')}`, ['ZZY-001']],
    [`?q=${encodeURIComponent('项目')}`, ['ZZY-003', 'ZZY-004']],
    ['?q=zzy-002', ['ZZY-002']],
    [`?q=${encodeURIComponent('星河')}`, ['ZZY-002']],
    ['?q=%25', ['ZZY-004']],
    ['?colour=blue&kind=tenant', []],
  ])('gives what fits %s', async (query, expected) => {
    expect(await codes(query)).toEqual(expected);
  });

  it('pages by code without repeating or leaving one out', async () => {
    const first = (await api.get('/projects?limit=3')).json<Page<ProjectSummary>>();
    const second = (await api.get(`/projects?limit=3&after=${first.next ?? ''}`)).json<
      Page<ProjectSummary>
    >();

    expect(first.items.map(({ code }) => code)).toEqual(['ZZY-001', 'ZZY-002', 'ZZY-003']);
    expect(second.items.map(({ code }) => code)).toEqual(['ZZY-004']);
    expect(second.next).toBeNull();
  });

  it('says that there is no next page when the last one is full', async () => {
    const page = (await api.get('/projects?limit=4')).json<Page<ProjectSummary>>();

    expect(page.items).toHaveLength(4);
    expect(page.next).toBeNull();
  });

  it.each([
    ['?limit=0', 'limit'],
    ['?limit=201', 'limit'],
    ['?limit=ten', 'limit'],
    ['?colour=purple', 'colour[0]'],
    ['?color=red', ''],
  ])('refuses %s and names the field', async (query, path) => {
    const answer = await api.get(`/projects${query}`);

    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ code: 'INVALID_INPUT', errors: [{ path }] });
  });

  it('tells the state of a project and the signal behind its colour', async () => {
    const [late] = (await api.get('/projects?colour=red')).json<Page<ProjectSummary>>().items;

    expect(late).toMatchObject({
      name: '电池工厂',
      investor: '星河',
      status: 'active',
      phase: 'signing',
      colour: 'red',
      closed: false,
      sample: false,
      leading: { id: 'groundbreaking/due' },
    });
  });
});

describe('GET /projects/:code', () => {
  it('shows the project with its assessment', async () => {
    const project = (await api.get('/projects/ZZY-001')).json<ProjectDetail>();

    expect(project.assessment.milestones.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['signed', 'groundbreaking', 'production']),
    );
    expect(project).toMatchObject({ code: 'ZZY-001', fault: null, revision: 1 });
    expect(project.registeredAt).toMatch(/^2026-01-15T01:/);
  });

  it.each([
    '/projects/none',
    '/projects/none/timeline',
    '/projects/none/explanation',
    '/projects/none/assessment',
  ])('answers 404 at %s', async (url) => {
    const answer = await api.get(url);

    expect(answer.statusCode).toBe(404);
    expect(answer.json()).toMatchObject({ code: 'PROJECT_NOT_FOUND', instance: url });
  });
});
