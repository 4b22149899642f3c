import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { beginDelivery, endDelivery } from '../../../readmodel/deliveries.ts';
import { addMessage } from '../../../readmodel/messages.ts';
import { addNotices } from '../../../readmodel/notices.ts';
import { createTestApi, type TestApi } from '../../support/api.ts';
import { runKaigong } from '../../support/cli.ts';

const DUE = '2026-01-14T00:30:00.000Z';

let api: TestApi;
let address: string;
let folder: string;
beforeAll(async () => {
  api = await createTestApi();
  address = await api.app.listen({ host: '127.0.0.1', port: 0 });
  folder = await mkdtemp(join(tmpdir(), 'kaigong-people-'));
});
afterAll(async () => {
  await api.close();
  await rm(folder, { recursive: true });
});

const kaigong = (args: string) => runKaigong(args, { apiAddress: address });
const body = async (url: string) => (await api.get(url)).json<Record<string, unknown>>();

async function fileOf(content: object): Promise<string> {
  const file = join(folder, 'people.json');
  await writeFile(file, JSON.stringify(content));
  return file;
}

const notice = (person: string, stepId: string, dueAt = DUE) => ({
  ...{ person, kind: 'silentSource' as const, stepId, how: 'push' as const, dueAt },
  words: { source: '/permit/x', since: '2026-01-05' },
});

describe('the people of a park', () => {
  it('are listed as a file says, however often it is imported', async () => {
    const person = { id: '李娜', name: '李娜', offices: ['team'], channels: ['email'] };
    const file = await fileOf({ schema: 'kaigong.people/v1', people: [person] });

    expect((await kaigong(`person import ${file}`)).out).toBe('1 people saved');
    await kaigong(`person import ${file}`);

    expect(await body('/people')).toMatchObject({ items: [{ id: '李娜', active: true }] });
    expect((await kaigong('person list')).out).toMatch(/李娜 +team +email/);
  });

  it('are left alone by a file with a fault', async () => {
    const file = await fileOf({
      schema: 'kaigong.people/v1',
      people: [{ id: 'x', offices: ['king'] }],
    });
    const { code, err } = await kaigong(`person import ${file}`);

    expect(code).not.toBe(0);
    expect(err).toContain('offices');
    expect((await api.get('/people/x')).statusCode).toBe(404);
  });

  it('have what was set, and no other wish', async () => {
    await kaigong('person set 李娜 --quiet 18:00-09:00 --substitute 王伟 --from 2026-02-01');
    expect(await body('/people/李娜')).toMatchObject({
      ...{ quiet: { from: '18:00', to: '09:00' }, channels: ['email'] },
      substitute: { person: '王伟', from: '2026-02-01' },
    });

    await kaigong('person set 李娜 --quiet none --substitute none --active no');
    expect(await body('/people/李娜')).toMatchObject({
      quiet: null,
      substitute: null,
      active: false,
    });
    expect((await kaigong('person set nobody --language en')).err).toContain('PERSON_NOT_FOUND');
    expect((await kaigong('person set 李娜 --quiet late')).code).not.toBe(0);
  });
});

describe('an inbox', () => {
  it('shows what a person was told by now, and what of it was read', async () => {
    const future = notice('li', 's/3', '2026-01-20T00:30:00.000Z');
    await addNotices(api.pool, [notice('li', 's/1'), notice('li', 's/2'), future], DUE);
    const inbox = await body('/people/li/inbox');
    const [newest, oldest] = inbox['items'] as { id: number; stepId: string }[];

    expect(inbox).toMatchObject({ items: [{ stepId: 's/2', readAt: null }, { stepId: 's/1' }] });
    expect((await api.post('/people/li/inbox/read', { upTo: oldest?.id })).json()).toEqual({
      read: 1,
    });
    expect(await body('/people/li/inbox')).toMatchObject({
      items: [{ readAt: null }, { readAt: expect.any(String) }],
    });
    expect((await api.post('/people/li/inbox/read', { upTo: newest?.id })).json()).toEqual({
      read: 1,
    });
    expect((await api.post('/people/li/inbox/read', { upTo: 0 })).statusCode).toBe(400);
  });

  it('is listed and marked as read by the command line', async () => {
    await addNotices(api.pool, [notice('wang', 's/1')], DUE);

    expect((await kaigong('person inbox wang --read')).out).toMatch(/silentSource .* waits/);
    expect(await body('/people/wang/inbox')).toMatchObject({
      items: [{ readAt: expect.any(String) }],
    });
  });
});

describe('messages and their tries', () => {
  it('are shown with how they ended, without the links that act', async () => {
    const { pool } = api;
    const id = await addMessage(pool, {
      ...{ addressee: 'zhao', kind: 'alerts', slotAt: DUE, language: 'zh', traceparent: null },
      content: { subject: '主题', sections: [], closing: [] },
      links: { 'alert/A/b 1/1/notify': 'http://park/act/secret' },
    });
    await beginDelivery(pool, { messageId: id, try: 1, channel: 'email' });
    await endDelivery(pool, { messageId: id, try: 1 }, { state: 'failed', answer: '451 later' });

    const { body: messages } = await api.get('/messages?addressee=zhao');
    expect(messages).not.toContain('secret');
    expect(JSON.parse(messages)).toMatchObject({
      items: [{ id, state: 'queued', tries: 1, channel: 'email', content: { subject: '主题' } }],
    });
    expect(await body('/deliveries?state=failed&channel=email')).toMatchObject({
      items: [{ messageId: id, addressee: 'zhao', answer: '451 later' }],
    });
    expect(await body('/deliveries?state=sent')).toMatchObject({ items: [] });
    expect((await api.get('/messages?state=lost')).statusCode).toBe(400);
  });

  it('are listed by the command line, each with its last channel and answer', async () => {
    const [messages, tries, channels] = await Promise.all([
      kaigong('message --addressee zhao'),
      kaigong('message tries --channel email --state failed'),
      kaigong('message channels'),
    ]);

    expect(messages.out).toMatch(/\d+ +2026-01-1\d \d\d:\d\d +zhao +queued +1 +email +主题/);
    expect(tries.out).toMatch(/ 1 +\d{4}-\d\d-\d\d \d\d:\d\d +zhao +email +failed +451 later/);
    expect(channels.out).toMatch(/email +0 +0 +1 +0 +\d{4}-\d\d-\d\d \d\d:\d\d +451 later/);
    expect((await kaigong('message list --addressee nobody')).out).toBe('No message.');
    expect((await kaigong('message tries --state sent')).out).toBe('No try.');
    expect((await kaigong('message --state lost')).code).not.toBe(0);
  });
});
