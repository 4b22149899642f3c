import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createApp } from '../../../api/app.ts';
import type { ChangesAnswer } from '../../../api/responses.ts';
import { addToTimeline } from '../../../readmodel/timeline.ts';
import { apiDeps, createTestApi, type TestApi } from '../../support/api.ts';
import { until } from '../../support/temporal-until.ts';
import { untilAllLinesRead } from '../../support/timeline-end.ts';

let api: TestApi;
beforeAll(async () => {
  api = await createTestApi();
});
afterAll(() => api.close());

const changes = async (query: string) => (await api.get(`/changes${query}`)).json<ChangesAnswer>();

/** All that comes after a line until it holds what is waited for: readers wait for other tests, too. */
async function changesUntil(after: string, isThere: (projects: string[]) => boolean) {
  const items: ChangesAnswer['items'] = [];
  let next = after;
  await until(async () => {
    const answer = await changes(`?after=${next}`);
    items.push(...answer.items);
    next = answer.next;
    return isThere(items.map(({ project }) => project));
  });
  return items;
}

describe('GET /changes', () => {
  it('goes on where the last answer ended', async () => {
    await api.register({ code: 'H-1' });
    await untilAllLinesRead(api.pool);
    const first = await changes('?limit=1');
    const rest = await changes(`?after=${first.next}`);
    await api.register({ code: 'H-2' });

    const news = await changesUntil(rest.next, (projects) => projects.includes('H-2'));

    expect(first.items).toHaveLength(1);
    expect(rest.items.map(({ id }) => id)).not.toContain(first.items[0]?.id);
    expect(new Set(news.map(({ project }) => project))).toEqual(new Set(['H-2']));
  });

  it('answers at once with nothing and a cursor when nothing has happened', async () => {
    await api.register({ code: 'H-3' });
    await untilAllLinesRead(api.pool);
    const { next } = await changes('?after=latest');

    expect(await changes(`?after=${next}`)).toEqual({ items: [], next });
  });

  it('waits for the next change if asked to', async () => {
    await untilAllLinesRead(api.pool);
    const { next } = await changes('?after=latest');

    const waiting = changes(`?after=${next}&waitSeconds=30`);
    await api.register({ code: 'H-4' });

    await waiting;
    const items = await changesUntil(next, (projects) => projects.includes('H-4'));
    expect(items[0]).toMatchObject({ project: 'H-4', kind: 'registered' });
  });

  it('skips no change of a transaction that commits late', async () => {
    await untilAllLinesRead(api.pool);
    const { next } = await changes('?after=latest');
    const late = await api.pool.connect();
    await late.query('begin');
    await addToTimeline(late, {
      subject: 'project/H-3',
      revision: 9,
      at: '2026-01-15T02:00:00.000Z',
      cause: 'FACT',
      entries: [{ kind: 'stageChanged', object: 'stage' }],
    });
    await api.register({ code: 'H-5' });
    const meanwhile = await changes(`?after=${next}`);
    await late.query('commit');
    late.release();

    const seen = meanwhile.items.map(({ project }) => project);
    const isWhole = (later: string[]) =>
      ['H-3', 'H-5'].every((code) => [...seen, ...later].includes(code));
    await changesUntil(meanwhile.next, isWhole);
  });

  it('lets go of a caller who waits when the API stops', async () => {
    const app = createApp(apiDeps(api.pool));
    const url = await app.listen({ host: '127.0.0.1', port: 0 });
    const asked = new Promise((resolve) => {
      app.server.once('request', resolve);
    });
    const waiting = fetch(`${url}/changes?after=latest&waitSeconds=30`);
    await asked;

    const begin = performance.now();
    await app.close();

    expect((await waiting).status).toBe(200);
    expect(performance.now() - begin).toBeLessThan(20_000);
  });

  it.each(['?after=x', '?waitSeconds=31', '?limit=0'])('refuses %s', async (query) => {
    expect((await api.get(`/changes${query}`)).statusCode).toBe(400);
  });
});
