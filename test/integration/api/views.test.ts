import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ProjectPage } from '../../../api/page-responses.ts';
import type { AssessmentAnswer, ExplanationAnswer, TimelineItem } from '../../../api/responses.ts';
import type { Fact } from '../../../domain/fact.ts';
import { addFacts } from '../../../readmodel/facts.ts';
import { saveReportField } from '../../../readmodel/sheet-projects.ts';
import { projectSubject } from '../../../readmodel/subject-id.ts';
import { constructionPermit, plan, reported } from '../../support/a-project.ts';
import { commandBody, createTestApi, type TestApi } from '../../support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await createTestApi();
  await api.register({
    code: 'V-1',
    milestones: [
      plan('signed', '2025-11-01', { actual: '2025-11-01' }),
      plan('constructionPermit', '2025-12-20'),
      plan('production', '2027-02-01'),
    ],
  });
  // Issued in December, and we heard of it on 10 January.
  await hear(constructionPermit('2025-12-18', { arrivedAt: '2026-01-10T02:00:00.000Z' }));
});
afterAll(() => api.close());

async function hear(...facts: Fact[]): Promise<void> {
  const subject = projectSubject('V-1');
  await addFacts(
    api.pool,
    facts.map((fact) => ({ subject, fact })),
  );
  await api.deps.settler.settle(subject);
}

async function stageOf(query: string): Promise<string> {
  const answer = await api.get(`/projects/V-1/assessment${query}`);
  return answer.json<AssessmentAnswer>().assessment.stage;
}

describe('GET /projects/:code/assessment', () => {
  it.each([
    ['', 'constructionPermit'],
    ['?asOf=2025-12-18', 'constructionPermit'],
    ['?asOf=2025-12-17', 'signed'],
    ['?asOf=2025-12-18T10:00:00%2B08:00', 'constructionPermit'],
  ])('tells what was true, as known now, at %j', async (query, stage) => {
    expect(await stageOf(query)).toBe(stage);
  });

  it('tells a colour of the past by the day it is asked for', async () => {
    const colourAt = async (day: string) =>
      (await api.get(`/projects/V-1/assessment?asOf=${day}`)).json<AssessmentAnswer>().assessment
        .colour;

    expect(await colourAt('2025-12-10')).toBe('blue');
    expect(await colourAt('2025-12-18')).toBe('green');
  });

  it('knows nothing of the project before it was registered', async () => {
    const answer = await api.get('/projects/V-1/assessment?knownAt=2026-01-14');

    expect(answer.statusCode).toBe(404);
    expect(answer.json<{ detail: string }>().detail).toContain('2026-01-14');
  });

  it('leaves out what had not arrived by then', async () => {
    const arrivedAt = new Date(Date.now() + api.deps.clockOffsetMs + 3_600_000).toISOString();
    await hear(reported('production', '2026-01-14', 'team', { arrivedAt }));
    const now = new Date(Date.now() + api.deps.clockOffsetMs).toISOString();

    expect(await stageOf(`?asOf=2026-01-15&knownAt=${now}`)).toBe('constructionPermit');
    expect(await stageOf('?asOf=2026-01-15')).toBe('production');
  });

  it('colours under another policy, and names the moment and the policy it was asked for', async () => {
    const answer = await api.get('/projects/V-1/assessment?asOf=2025-12-10&policy=milestones-only');

    expect(answer.json()).toMatchObject({
      code: 'V-1',
      asOf: '2025-12-10',
      knownAt: null,
      assessment: { policy: { id: 'milestones-only' } },
    });
  });

  it('refuses a policy that does not exist', async () => {
    const answer = await api.get('/projects/V-1/assessment?policy=rainbow');

    expect(answer.statusCode).toBe(422);
    expect(answer.json()).toMatchObject({ code: 'UNKNOWN_POLICY' });
  });

  it.each(['?asOf=yesterday', '?knownAt=2026-02-30', '?asof=2026-01-01'])(
    'refuses %s',
    async (query) => {
      expect((await api.get(`/projects/V-1/assessment${query}`)).statusCode).toBe(400);
    },
  );
});

describe('GET /projects/:code/explanation', () => {
  it('says it in Chinese and English', async () => {
    const answer = (
      await api.get('/projects/V-1/explanation?asOf=2025-12-10')
    ).json<ExplanationAnswer>();

    expect(answer.zh).toMatchObject({ colour: 'blue' });
    expect(answer.zh?.headline).toContain('2025-12-20');
    expect(answer.en?.headline).toMatch(/2025-12-20.*10 days/);
  });

  it('says it in one language if asked to', async () => {
    const answer = (await api.get('/projects/V-1/explanation?lang=zh')).json<ExplanationAnswer>();

    expect(answer).toHaveProperty('zh');
    expect(answer).not.toHaveProperty('en');
  });

  it('refuses a language that it does not speak', async () => {
    expect((await api.get('/projects/V-1/explanation?lang=fr')).statusCode).toBe(400);
  });
});

describe('GET /projects/:code/page', () => {
  it('tells how large the project is, as it was registered and as lists say', async () => {
    await api.register({ code: 'V-3', investment: { total: 123_456 } });
    const by = { by: 'li', at: '2026-01-15T01:00:00.000Z' };
    for (const [field, value] of [
      ['siteAreaSquareMetres', '80000'],
      ['floorAreaSquareMetres', '62500'],
    ] as const) {
      await saveReportField(api.pool, { project: 'V-3', field, value, ...by });
    }
    const sizeOf = async (code: string) =>
      (await api.get(`/projects/${code}/page`)).json<ProjectPage>().size;

    expect(await sizeOf('V-3')).toEqual({
      ...{ investment: 123_456, siteSquareMetres: 80_000, floorSquareMetres: 62_500 },
    });
    expect(await sizeOf('V-1')).toEqual({
      ...{ investment: null, siteSquareMetres: null, floorSquareMetres: null },
    });
  });
});

describe('GET /projects/:code/timeline', () => {
  it('tells the story page by page from its beginning, with the fact behind each line', async () => {
    await api.register({ code: 'V-2' });
    await api.post(
      '/projects/V-2/commands',
      commandBody('v-1', 'assign', { post: 'deputy', person: '李', from: '2026-01-10' }),
    );

    const lines: TimelineItem[] = [];
    for (let next: string | null = '0'; next !== null;) {
      const answer = await api.get(`/projects/V-2/timeline?limit=2&after=${next}`);
      const page = answer.json<{ items: TimelineItem[]; next: string | null }>();
      lines.push(...page.items);
      next = page.next;
    }

    expect(lines[0]).toMatchObject({ kind: 'registered', cause: 'COMMAND' });
    expect(new Set(lines.map(({ id }) => id)).size).toBe(lines.length);
    expect(lines.at(-1)).toMatchObject({
      kind: 'peopleChanged',
      fact: { source: '/command', id: 'v-1' },
    });
  });
});
