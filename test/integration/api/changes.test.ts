import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createApp } from '../../../api/app.ts';
import type { ChangesAnswer } from '../../../api/responses.ts';
import { addToTimeline } from '../../../readmodel/timeline.ts';
import { apiDeps, createTestApi, type TestApi } from '../../support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await createTestApi();
});
afterAll(() => api.close());

const changes = async (query: string) => (await api.get(`/changes${query}`)).json<ChangesAnswer>();

describe('GET /changes', () => {
  it('goes on where the last answer ended', async () => {
    await api.register({ code: 'H-1' });
    const first = await changes('?limit=1');
    const rest = await changes(`?after=${first.next}`);
    await api.register({ code: 'H-2' });

    const news = await changes(`?after=${rest.next}`);

    expect(first.items).toHaveLength(1);
    expect(rest.items.map(({ id }) => id)).not.toContain(first.items[0]?.id);
    expect(new Set(news.items.map(({ project }) => project))).toEqual(new Set(['H-2']));
  });

  it('answers at once with nothing and a cursor when nothing has happened', async () => {
    await api.register({ code: 'H-3' });
    const { next } = await changes('?after=latest');

    expect(await changes(`?after=${next}`)).toEqual({ items: [], next });
  });

  it('waits for the next change if asked to', async () => {
    const { next } = await changes('?after=latest');

    const waiting = changes(`?after=${next}&waitSeconds=30`);
    await api.register({ code: 'H-4' });

    const { items } = await waiting;
    expect(items[0]).toMatchObject({ project: 'H-4', kind: 'registered' });
  });

  it('skips no change of a transaction that commits late', async () => {
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

    const after = await changes(`?after=${meanwhile.next}`);

    const all = [...meanwhile.items, ...after.items].map(({ project }) => project);
    expect(all).toContain('H-3');
    expect(all).toContain('H-5');
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
