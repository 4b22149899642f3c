import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AddressInfo } from 'node:net';
import type {
  FactAnswer,
  NeedList,
  PlanAnswer,
  ProjectList,
  ProjectPage,
  RemindersAnswer,
  SystemAnswer,
  TodayAnswer,
} from '../../../api/page-responses.ts';
import type { ListedAlert } from '../../../api/alert-responses.ts';
import type { Page } from '../../../api/responses.ts';
import { commandBody, createTestApi, type TestApi } from '../../support/api.ts';
import { plan } from '../../support/a-project.ts';

let api: TestApi;
const rung: string[] = [];
beforeAll(async () => {
  api = await createTestApi({ ringMailboxes: (people) => void rung.push(...people) });
  await api.register({ code: 'A-1', name: '甲', manager: 'li', patron: 'zhao' });
  await api.register({
    ...{ code: 'B-2', name: '乙', manager: 'wang', patron: 'qian' },
    milestones: [
      plan('signed', '2025-11-01', { actual: '2025-11-01' }),
      plan('groundbreaking', '2025-12-01'),
    ],
  });
  await api.register({ code: 'C-3', name: '丙', manager: 'li', pipeline: true });
});
afterAll(() => api.close());

const asked = async <T>(url: string): Promise<T> => {
  const answer = await api.get(url);
  if (answer.statusCode !== 200) throw new Error(answer.body);
  return answer.json<T>();
};
const command = async (code: string, type: string, data: object) => {
  const answer = await api.post(
    `/projects/${code}/commands`,
    commandBody(`${type}-${code}`, type, data),
  );
  if (answer.statusCode !== 200) throw new Error(answer.body);
};

describe('the list of projects', () => {
  it('takes several colours, counts all that fit and begins with the worst', async () => {
    const list = await asked<ProjectList>('/projects?colour=red,yellow,blue&sort=pain&limit=1');

    expect(list.total).toBe(3);
    expect(list.items.map(({ code }) => code)).toEqual(['B-2']);
    expect(list.items[0]?.next).toMatchObject({ code: 'groundbreaking', due: '2025-12-01' });
  });

  it.each(['code', 'colour', 'pain', 'next', 'name'])(
    'pages by %s without a gap or a repetition while projects are added',
    async (sort) => {
      const seen: string[] = [];
      let after = '';
      do {
        const page = await asked<ProjectList>(
          `/projects?sort=${sort}&limit=1&q=-${after && `&after=${encodeURIComponent(after)}`}`,
        );
        seen.push(...page.items.map(({ code }) => code));
        if (seen.length === 1) await api.register({ code: `0-${sort}`, name: '0', pipeline: true });
        after = page.next ?? '';
      } while (after !== '');

      expect(new Set(seen).size).toBe(seen.length);
      expect(seen).toEqual(expect.arrayContaining(['A-1', 'B-2', 'C-3']));
    },
  );

  it('refuses a place of another order', async () => {
    expect((await api.get('/projects?sort=pain&after=A-1')).statusCode).toBe(400);
  });
});

describe('what waits and what is late', () => {
  it('shows a need to its owner, and its answer takes it away', async () => {
    const need = { needId: 'N-1', text: '协调临电', owner: 'liu', due: '2026-01-20' };
    await command('A-1', 'raiseNeed', need);

    const waits = await asked<NeedList>('/needs?person=liu');
    const today = await asked<TodayAnswer>('/today?person=liu&lead=zhao');
    await command('A-1', 'reportInstruction', { instructionId: 'N-1', text: '已办', done: true });

    expect(waits).toMatchObject({
      total: 1,
      items: [{ kind: 'need', project: 'A-1', due: '2026-01-20', workingDays: 3 }],
    });
    expect(today.needsMe.total).toBe(1);
    expect(today.counts).toMatchObject({ total: 1, colours: { red: 0, grey: 0 } });
    expect(await asked<NeedList>('/needs?person=liu')).toMatchObject({ total: 0, items: [] });
  });

  it('counts colours now as the last week of the trend does', async () => {
    const { counts, trend } = await asked<TodayAnswer>('/today?lead=qian');

    expect(counts.total).toBe(1);
    expect(trend).toHaveLength(12);
    expect(trend.at(-1)?.colours).toEqual(counts.colours);
  });
});

describe('counts by stage', () => {
  it('stand within their phase, by name and colour, and lead to as many projects', async () => {
    const { counts } = await asked<TodayAnswer>('/today?lead=qian');
    const phase = counts.phases.find((one) => one.phase === 'signing');

    expect(counts.phases.map((one) => one.stages.length)).toEqual([0, 1, 0, 0, 0]);
    expect(phase?.stages).toMatchObject([
      { stage: 'signed', label: { zh: '签约/立项' }, total: 1 },
    ]);
    expect(phase?.stages[0]?.colours).toEqual(counts.colours);
    const listed = await asked<ProjectList>('/projects?phase=signing&stage=signed&lead=qian');
    expect(listed.total).toBe(1);
  });
});

describe('a colour that a document excuses', () => {
  beforeAll(async () => {
    const milestones = [
      plan('signed', '2025-11-01', { actual: '2025-11-01' }),
      plan('groundbreaking', '2025-12-01'),
    ];
    await api.register({ code: 'X-9', name: '癸', manager: 'li', patron: 'yang', milestones });
    const signal = 'groundbreaking/due';
    await command('X-9', 'exempt', { signal, documentNo: '武新管〔2026〕1号' });
  });

  it('says so in the list, on page 1, on the plan and of the alert that it has closed', async () => {
    const { items: listed } = await asked<ProjectList>('/projects?lead=yang');
    const { worst } = await asked<TodayAnswer>('/today?lead=yang');
    const { items: planned } = await asked<PlanAnswer>('/plan?lead=yang');
    const { items: alerts } = await asked<Page<ListedAlert>>('/alerts?project=X-9&state=closed');
    const page = await asked<ProjectPage>('/projects/X-9/page');

    const excused = { colour: 'red', caveat: 'exempt' };
    for (const [one] of [listed, worst, planned]) expect(one).toMatchObject(excused);
    expect(page).toMatchObject(excused);
    expect(planned[0]?.milestones).toContainEqual(
      expect.objectContaining({ code: 'groundbreaking', ...excused }),
    );
    expect(alerts).toMatchObject([{ severity: 'red', caveat: 'exempt' }]);
  });
});

describe('what is to come and what holds up', () => {
  beforeAll(async () => {
    await api.register({
      ...{ code: 'D-4', name: '丁', manager: 'li', patron: 'sun' },
      milestones: [
        plan('signed', '2025-12-01', { actual: '2025-12-01' }),
        plan('constructionPermit', '2026-01-15'),
        plan('groundbreaking', '2026-01-29', { redLine: true }),
        plan('production', '2026-01-30'),
      ],
    });
  });

  it('are the milestones of the next 14 days with what is left of them', async () => {
    const { ahead } = await asked<TodayAnswer>('/today?lead=sun');

    expect(ahead).toMatchObject({
      total: 2,
      items: [
        { project: 'D-4', milestone: 'constructionPermit', due: '2026-01-15', workingDays: 0 },
        { milestone: 'groundbreaking', due: '2026-01-29', workingDays: 10, redLine: true },
      ],
    });
  });

  it('are blockers by the days that they cost all projects, each once a project', async () => {
    const late = (code: string, risks: object[]) =>
      api.pool.query('update snapshot set risks = $2 where project_code = $1', [
        ...[code, JSON.stringify(risks)],
      ]);
    const authority = { kind: 'authority', id: '住建' };
    await late('A-1', [
      { ...authority, days: 10 },
      { ...authority, days: 4 },
    ]);
    await late('D-4', [
      { ...authority, since: '2026-01-10' },
      { kind: 'project', id: 'B-2', days: 20 },
      { kind: 'cause', id: 'contractor', days: 0 },
    ]);

    const { blockers } = await asked<TodayAnswer>('/today');

    expect(blockers.filter(({ kind }) => kind !== 'cause')).toEqual([
      {
        ...{ kind: 'project', id: 'B-2', name: '乙', projects: 1, projectDays: 20 },
        worst: [{ project: 'D-4', name: '丁', days: 20 }],
      },
      {
        ...{ ...authority, name: null, projects: 2, projectDays: 15 },
        worst: [
          { project: 'A-1', name: '甲', days: 10 },
          { project: 'D-4', name: '丁', days: 5 },
        ],
      },
    ]);
    expect(blockers.map(({ id }) => id)).not.toContain('contractor');
  });
});

describe('one project', () => {
  it('has plan, people, words and the update just given on its page', async () => {
    await command('B-2', 'update', { text: '等待施工许可' });
    await command('B-2', 'pause', { from: '2026-01-10' });

    const page = await asked<ProjectPage>('/projects/B-2/page');
    const { items } = await asked<PlanAnswer>('/plan?lead=qian');

    expect(page.updates).toMatchObject([{ text: '等待施工许可', noChange: false }]);
    expect(page.plan).toContainEqual(
      expect.objectContaining({ code: 'groundbreaking', lateDays: 45 }),
    );
    expect(page.why.zh.headline).not.toBe('');
    expect(items).toMatchObject([{ code: 'B-2', pauses: [{ from: '2026-01-10', to: null }] }]);
    expect((await api.get('/projects/Z-9/page')).statusCode).toBe(404);
  });

  it('has evidence down to what came in, of its own facts only', async () => {
    await command('B-2', 'forecast', { milestone: 'groundbreaking', date: '2026-03-01' });
    const fact = '/fact?source=/command&id=forecast-B-2';
    const { raw, ...known } = await asked<FactAnswer>(`/projects/B-2${fact}`);

    expect(known).toMatchObject({ type: 'command.forecast.v1', place: null, isHidden: false });
    expect(raw).toMatchObject({ data: { milestone: 'groundbreaking', date: '2026-03-01' } });
    expect((await api.get(`/projects/A-1${fact}`)).statusCode).toBe(404);
  });
});

describe('views, reminders and the engine', () => {
  it('keeps a view under its name for its person alone', async () => {
    const view = { person: 'li', page: 'projects', name: '红色', query: 'colour=red' };
    await api.post('/views', view);
    const saved = (await api.post('/views', { ...view, query: 'colour=red,yellow' })).json<{
      id: string;
    }>();

    expect(await asked('/views?person=li')).toMatchObject({
      items: [{ query: 'colour=red,yellow' }],
    });
    expect(await asked('/views?person=wang')).toEqual({ items: [] });
    const gone = (person: string) =>
      api.app.inject({ method: 'DELETE', url: `/views/${saved.id}?person=${person}` });
    expect((await gone('wang')).statusCode).toBe(404);
    expect((await gone('li')).statusCode).toBe(204);
  });

  it('reminds each manager once a day', async () => {
    const ask = async () =>
      (
        await api.post('/reminders', { actor: 'office', projects: ['A-1', 'Z-9'], text: '请更新' })
      ).json<RemindersAnswer>();

    expect(await ask()).toEqual({
      reminded: [{ project: 'A-1', person: 'li' }],
      left: [{ project: 'Z-9', why: 'unknown' }],
    });
    expect(rung).toEqual(['li']);
    expect((await ask()).left).toContainEqual({ project: 'A-1', why: 'alreadyToday' });
    expect(rung).toEqual(['li']);
    const inbox = await asked<{ items: unknown[] }>('/people/li/inbox');
    expect(inbox.items).toMatchObject([
      { kind: 'reminder', words: { text: '请更新', by: 'office' } },
    ]);
    expect(await asked('/audit?act=manager.remind')).toMatchObject({
      items: [{ person: 'office', object: 'project/A-1', after: { manager: 'li' } }],
    });
  });

  it('says which definitions are in use', async () => {
    const system = await asked<SystemAnswer>('/system');

    expect(system.definitions).toContainEqual(
      expect.objectContaining({ kind: 'policy', id: 'default' }),
    );
    expect(system.parts.find(({ part }) => part === 'postgres')?.state).toBe('ok');
  });
});

describe('the stream of changes', () => {
  it('tells a change, resumes after the last that was heard, and ends with the API', async () => {
    await api.app.listen({ port: 0, host: '127.0.0.1' });
    // `as`: it listens on a port.
    const { port } = api.app.server.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}/stream`;
    const first = await listen(url);
    expect(first.connection).toBe('close');
    await command('A-1', 'update', { text: '桩基完成' });
    const heard = await first.until((text) => text.includes('桩基完成'));
    // On a busy database changes of the cases above may come before it.
    const upTo = heard.slice(0, heard.indexOf('桩基完成'));
    const lastId = [...upTo.matchAll(/^id: (\d+)$/gm)].at(-1)?.[1] ?? '';
    await first.leave();
    await command('A-1', 'forecast', { milestone: 'groundbreaking', date: '2026-02-05' });

    const second = await listen(url, lastId);
    const resumed = await second.until((text) => text.includes('forecastChanged'));
    expect(resumed).not.toContain('桩基完成');
    await second.leave();

    const lost = await listen(url, '999999999');
    await lost.until((text) => text.includes('event: reset'));
    await lost.leave();

    const touched = await listen(url);
    await command('C-3', 'update', { noChange: true });
    expect(await touched.until((text) => text.includes('event: touched'))).toContain(
      '{"projects":["C-3"]}',
    );
    await touched.leave();
  });
});

/** Reads an event stream until it holds something; fails by the test's own limit. */
async function listen(url: string, lastId?: string) {
  const ending = new AbortController();
  const answer = await fetch(url, {
    signal: ending.signal,
    headers: lastId === undefined ? {} : { 'last-event-id': lastId },
  });
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (!reader) throw new Error(`${url} answered without a body`);
  return {
    connection: answer.headers.get('connection'),
    async until(isEnough: (text: string) => boolean): Promise<string> {
      let text = '';
      while (!isEnough(text)) {
        const { value, done } = await reader.read();
        if (done) throw new Error(`The stream ended after ${text}`);
        text += value;
      }
      return text;
    },
    async leave() {
      await reader.cancel();
      ending.abort();
    },
  };
}
