import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ProjectFindings } from '../../../api/intake-responses.ts';
import type { DeadLetterSummary, Page, Source } from '../../../api/responses.ts';
import { addDeadLetter } from '../../../readmodel/dead-letters.ts';
import { storeEvents } from '../../../readmodel/events.ts';
import { inTransaction } from '../../../readmodel/pool.ts';
import { aFact } from '../../support/a-project.ts';
import { commandBody, createTestApi, type TestApi } from '../../support/api.ts';

const AT = '2026-01-15T02:00:00.000Z';

let api: TestApi;
beforeAll(async () => {
  api = await createTestApi();
  await api.register({ code: 'I-1' });
  await inTransaction(api.pool, (client) =>
    storeEvents(client, [
      noted('I-1', 'e-1', '2026-01-15T02:00:00.000Z'),
      noted('unheard', 'e-2', '2026-01-15T03:00:00.000Z'),
    ]),
  );
  for (const offset of [0, 1, 2]) {
    await addDeadLetter(api.pool, {
      reason: offset === 2 ? 'not-json' : 'invalid-data',
      path: 'data.text',
      detail: 'expected text',
      raw: Buffer.from([0x7b, 0xff]),
      key: 'I-1',
      headers: { 'content-type': 'application/cloudevents+json' },
      topic: 'site.events',
      partition: 0,
      offset,
      at: AT,
    });
  }
});
afterAll(() => api.close());

function noted(projectCode: string, eventId: string, arrivedAt: string) {
  const fact = aFact(
    'site.update.noted.v1',
    '2026-01-14',
    { text: '浇筑' },
    { id: eventId, source: '/site/park', arrivedAt },
  );
  return {
    source: '/site/park',
    eventId,
    payloadHash: eventId,
    type: 'cn.zhizaoyuan.site.update.noted.v1',
    projectCode,
    occurredAt: '2026-01-14',
    raw: {},
    fact,
  };
}

describe('GET /sources', () => {
  it('lists who speaks, with the last that each said', async () => {
    const { items } = (await api.get('/sources')).json<{ items: Source[] }>();

    expect(items).toEqual([
      {
        source: '/site/park',
        events: 2,
        lastArrivedAt: '2026-01-15T03:00:00.000Z',
        lastOccurredAt: '2026-01-14',
        lastType: 'cn.zhizaoyuan.site.update.noted.v1',
        lastEventId: 'e-2',
        lastProject: 'unheard',
        matters: ['site'],
        quietWorkingDays: 0,
        silentAfterWorkingDays: 3,
        silent: false,
        unverified: [],
      },
    ]);
  });
});

describe('GET /parked', () => {
  it('lists projects that nobody has registered, and what waits for one of them', async () => {
    const parked = await api.get('/parked');
    const facts = await api.get('/parked/unheard');

    expect(parked.json()).toEqual({
      items: [
        {
          project: 'unheard',
          facts: 1,
          oldestArrivedAt: '2026-01-15T03:00:00.000Z',
          newestArrivedAt: '2026-01-15T03:00:00.000Z',
          sources: ['/site/park'],
        },
      ],
    });
    expect(facts.json()).toMatchObject({ items: [{ id: 'e-2', type: 'site.update.noted.v1' }] });
  });
});

describe('GET /findings', () => {
  const findings = async (query = '') =>
    (await api.get(`/findings${query}`)).json<Page<ProjectFindings>>();

  it('lists what waits to be settled in the data of projects, page by page, until it is', async () => {
    const reached = { milestone: 'groundbreaking', date: '2026-01-14' };
    await api.register({ code: 'I-2', name: '乙' });
    for (const code of ['I-1', 'I-2']) {
      const body = commandBody(`r-${code}`, 'recordMilestone', reached, 'projectManager');
      expect((await api.post(`/projects/${code}/commands`, body)).statusCode).toBe(200);
    }

    const first = await findings('?limit=1');
    const second = await findings(`?limit=1&after=${first.next ?? ''}`);
    const refuse = { about: 'milestone', milestone: 'groundbreaking', decision: 'return' };
    await api.post('/projects/I-2/commands', commandBody('c-1', 'confirm', refuse));

    expect(first).toMatchObject({
      items: [
        {
          project: 'I-1',
          findings: [
            {
              code: 'confirmationDue',
              text: { zh: expect.stringMatching(/^开工待核，\d{4}-/) },
              facts: [{ source: '/command', id: 'r-I-1' }],
            },
          ],
        },
      ],
      next: 'I-1',
    });
    expect(second).toMatchObject({ items: [{ project: 'I-2', name: '乙' }], next: null });
    expect((await findings()).items.map(({ project }) => project)).toEqual(['I-1']);
  });
});

describe('GET /dead-letters', () => {
  it('pages through them, latest first', async () => {
    const first = (await api.get('/dead-letters?limit=2')).json<Page<DeadLetterSummary>>();
    const second = (await api.get(`/dead-letters?limit=2&after=${first.next ?? ''}`)).json<
      Page<DeadLetterSummary>
    >();

    expect(first.items.map(({ offset }) => offset)).toEqual([2, 1]);
    expect(second.items.map(({ offset }) => offset)).toEqual([0]);
    expect(second.next).toBeNull();
  });

  it('keeps to one reason if asked to', async () => {
    const { items } = (await api.get('/dead-letters?reason=not-json')).json<
      Page<DeadLetterSummary>
    >();

    expect(items.map(({ reason }) => reason)).toEqual(['not-json']);
    expect((await api.get('/dead-letters?reason=bad-mood')).statusCode).toBe(400);
  });

  it('shows one with its message, what is no UTF-8 replaced', async () => {
    const [letter] = (await api.get('/dead-letters')).json<Page<DeadLetterSummary>>().items;

    const answer = await api.get(`/dead-letters/${letter?.id ?? ''}`);

    expect(answer.json()).toMatchObject({
      path: 'data.text',
      key: 'I-1',
      topic: 'site.events',
      offset: 2,
      raw: '{�',
      headers: { 'content-type': 'application/cloudevents+json' },
    });
  });

  it.each(['999999', 'first', '-1', '9'.repeat(30)])('knows no dead letter %s', async (id) => {
    const answer = await api.get(`/dead-letters/${id}`);

    expect(answer.statusCode).toBe(404);
    expect(answer.json()).toMatchObject({ code: 'DEAD_LETTER_NOT_FOUND' });
  });
});
