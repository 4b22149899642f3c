import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Channel, Envelope, SendResult } from '../../../activities/channels/channel.ts';
import { alertIdOf } from '../../../domain/alert/alert-id.ts';
import type { AlertCase } from '../../../domain/alert/case.ts';
import { deliveriesOf, beginDelivery } from '../../../readmodel/deliveries.ts';
import { listMessages } from '../../../readmodel/messages.ts';
import { addNotices, type NewNotice } from '../../../readmodel/notices.ts';
import { savePeople, type PersonRow } from '../../../readmodel/people.ts';
import { createRulebook } from '../../../settlement/catalogue.ts';
import { gatherMessage } from '../../../settlement/gather-message.ts';
import { lostMailboxes } from '../../../settlement/lost-mailboxes.ts';
import { makeDigests } from '../../../settlement/make-digests.ts';
import { sendMessage } from '../../../settlement/send-message.ts';
import { aCase } from '../../support/a-notice.ts';
import { aPerson } from '../../support/a-person.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

const rules = createRulebook();
const offsetOf = (minute: string) => Date.parse(`${minute}:00+08:00`) - Date.now();
const instant = (minute: string) => new Date(`${minute}:00+08:00`).toISOString();

/** A park whose clock shows that minute, with channels that answer as they are told. */
function park(minute: string, answers: Record<string, SendResult[]> = {}) {
  const sent: { channel: string; address: string; envelope: Envelope }[] = [];
  const channels = new Map(
    (['wecom', 'email'] as const).map((name) => [
      name,
      {
        ...{ name, gapMs: 0, maxBytes: 2048 },
        repeatableForMs: name === 'wecom' ? 3_600_000 : 0,
        send(envelope, address) {
          sent.push({ channel: name, address, envelope });
          return Promise.resolve(answers[name]?.shift() ?? { state: 'sent', answer: 'ok' });
        },
      } satisfies Channel,
    ]),
  );
  const { pool } = database;
  const deps = { pool, rules, channels, clockOffsetMs: offsetOf(minute), publicUrl: 'http://park' };
  return {
    sent,
    deps,
    gather: (person: string) => gatherMessage(deps, person),
    send: (id: number) => sendMessage(deps, id, AbortSignal.timeout(5000)),
  };
}

const reach = (id: string, over: Partial<PersonRow> = {}) =>
  savePeople(database.pool, [
    aPerson(id, {
      addresses: { wecom: `${id}-w`, email: `${id}@park.example` },
      channels: ['wecom', 'email'],
      ...over,
    }),
  ]);
const notice = (person: string, stepId: string, over: Partial<NewNotice> = {}): NewNotice => ({
  ...{ person, kind: 'silentSource', stepId, how: 'push', dueAt: instant('2026-03-02T09:00') },
  ...{ words: { source: '/permit/x', since: '2026-02-25' } },
  ...over,
});
const give = (...notices: NewNotice[]) =>
  addNotices(database.pool, notices, instant('2026-03-02T09:00'));
const messageOf = async (addressee: string) => {
  const [message] = await listMessages(database.pool, { addressee, limit: 1 });
  return message;
};
const triesOf = async (id: number) =>
  (await deliveriesOf(database.pool, id)).map(({ channel, state }) => `${channel} ${state}`);
async function queue(person: string): Promise<number> {
  await give(notice(person, 'silence/1'));
  const [id] = (await park('2026-03-02T10:00').gather(person)).messages;
  if (id === undefined) throw new Error('no message was made');
  return id;
}
async function raise(standing: Partial<AlertCase>): Promise<string> {
  const alertId = alertIdOf('M-1', standing.id ?? 'x');
  await database.pool.query(
    `insert into alert (alert_id, project_code, severity, state, opened_at, revision, stock, standing)
     values ($1, 'M-1', 'red', $2, clock_timestamp(), 1, false, $3)`,
    [alertId, standing.state ?? 'open', JSON.stringify(aCase(standing))],
  );
  return alertId;
}

describe('a mailbox', () => {
  it('makes one message of a slot, once, however often it is asked and whatever is given again', async () => {
    await reach('once');
    expect(await give(notice('once', 's/1'), notice('once', 's/2'))).toEqual(['once']);
    expect(await give(notice('once', 's/1'))).toEqual([]);

    const works = await Promise.all([1, 2, 3].map(() => park('2026-03-02T10:00').gather('once')));

    const [first] = works[0]?.messages ?? [];
    expect(works.map(({ messages }) => messages)).toEqual([[first], [first], [first]]);
    expect(await listMessages(database.pool, { addressee: 'once', limit: 9 })).toHaveLength(1);
  });

  it('tells with a button what is open, and nothing of what is over', async () => {
    await reach('reader');
    const open = await raise({ id: 'production/due' });
    const over = await raise({ id: 'accepted/due', state: 'toVerify' });
    const about = { kind: 'notify', projectCode: 'M-1' } as const;
    await give(
      notice('reader', '1/1/notify', { ...about, alertId: open }),
      notice('reader', '1/1/notify', { ...about, alertId: over }),
    );
    const { gather, send, sent } = park('2026-03-02T10:00');

    for (const id of (await gather('reader')).messages) await send(id);

    const message = await messageOf('reader');
    expect(message).toMatchObject({ state: 'sent', content: { sections: [{}] } });
    expect(sent.map(({ address }) => address)).toEqual(['reader-w']);
    expect(sent[0]?.envelope.text).toContain('http://park/act/');
    // Of a short message there is nothing but this.
    expect(sent[0]?.envelope.link).toMatch(/^http:\/\/park\/act\//);
    const { rows } = await database.pool.query('select links from message where id = $1', [
      message?.id,
    ]);
    expect(rows).toEqual([{ links: null }]);
  });

  it('leads from a silent source to the sources, where it can be seen to', async () => {
    await reach('keeper', { channels: ['email'] });
    await give(notice('keeper', 's/1'));
    const { gather, send, sent } = park('2026-03-02T10:00');

    for (const id of (await gather('keeper')).messages) await send(id);

    expect(sent[0]?.envelope).toMatchObject({
      link: 'http://park/app/data',
      text: expect.stringMatching(/: http:\/\/park\/app\/data$/) as unknown,
    });
  });

  it('keeps to the budget of the day', async () => {
    await reach('busy');
    const told = park('2026-03-02T10:00');
    for (const step of ['b/1', 'b/2', 'b/3', 'b/4']) {
      await give(notice('busy', step));
      for (const id of (await told.gather('busy')).messages) await told.send(id);
    }

    expect(told.sent).toHaveLength(3);
    const [held] = (await park('2026-03-03T09:00').gather('busy')).messages;
    expect(held).toBeDefined();
  });

  it('falls over to the next channel, and sends nothing twice', async () => {
    await reach('fallen');
    const id = await queue('fallen');
    const { send, sent } = park('2026-03-02T10:00', {
      wecom: [{ state: 'refused', answer: 'no such user' }],
    });

    await send(id);
    await send(id);
    await send(id);

    expect(await triesOf(id)).toEqual(['wecom refused', 'email sent']);
    expect(sent).toHaveLength(2);
    expect(await messageOf('fallen')).toMatchObject({ state: 'sent', tries: 2, channel: 'email' });
  });

  it('closes a channel that asks for it, for everybody', async () => {
    await reach('slowed', { channels: ['email'] });
    await reach('next', { channels: ['email'] });
    const [id, other] = [await queue('slowed'), await queue('next')];
    const { send, sent } = park('2026-03-02T10:00', {
      email: [{ state: 'failed', answer: '429', retryAfterMs: 60_000 }],
    });

    await send(id);
    await send(other);

    expect(sent).toHaveLength(1);
    expect(await messageOf('next')).toMatchObject({ state: 'queued', tries: 0 });
    await database.pool.query('delete from channel_pace');
  });

  it('goes by the next channel where one is closed for long', async () => {
    await reach('hurried');
    const id = await queue('hurried');
    const { send, sent } = park('2026-03-02T10:00', {
      wecom: [{ state: 'failed', answer: '429', retryAfterMs: 600_000 }],
    });

    await send(id);
    await send(id);

    expect(sent.map(({ channel }) => channel)).toEqual(['wecom', 'email']);
    expect(await triesOf(id)).toEqual(['wecom failed', 'email sent']);
    await database.pool.query('delete from channel_pace');
  });

  it.each([
    ['is not sent again by a channel that would tell it twice', 'email', 'unknown', 0],
    ['is sent again by a channel that drops repeats', 'wecom', 'queued', 0],
  ])('says what a crash left open is unknown, which %s', async (_what, channel, state, calls) => {
    await reach(`crashed-${channel}`, { channels: [channel] });
    const id = await queue(`crashed-${channel}`);
    await beginDelivery(database.pool, { messageId: id, try: 1, channel });
    const { send, sent } = park('2026-03-02T10:00');

    await send(id);

    expect(sent).toHaveLength(calls);
    expect(await triesOf(id)).toEqual([`${channel} unknown`]);
    expect(await messageOf(`crashed-${channel}`)).toMatchObject({ state });
  });

  it('tries no later than in the evening again what failed', async () => {
    await reach('late', { channels: ['email'] });
    const id = await queue('late');
    const { send, sent } = park('2026-03-02T20:30');

    await send(id);

    expect(sent).toEqual([]);
    expect(await messageOf('late')).toMatchObject({ state: 'queued' });
  });

  it('leaves to the inbox whom no channel reaches', async () => {
    const id = await queue('nobody');
    await park('2026-03-02T10:00').send(id);
    expect(await messageOf('nobody')).toMatchObject({ state: 'inAppOnly', tries: 0 });
  });

  it('is found again when its ring was lost', async () => {
    await give(notice('forgotten', 'f/1'));
    expect(await lostMailboxes(park('2026-03-02T09:01').deps)).not.toContain('forgotten');
    expect(await lostMailboxes(park('2026-03-02T09:03').deps)).toContain('forgotten');
  });

  it('gives a digest of what waited for one, once a day', async () => {
    await reach('small', { channels: ['email'] });
    const alertId = await raise({ id: 'energised/due', severity: 'blue' });
    await give(
      notice('small', 'd/1', { kind: 'notify', projectCode: 'M-1', alertId, how: 'digest' }),
    );
    const morning = park('2026-03-03T09:30');
    expect((await morning.gather('small')).messages).toEqual([]);

    expect(await makeDigests(morning.deps, [])).toContain('small');
    expect(await makeDigests(morning.deps, [])).not.toContain('small');

    const ready = park('2026-03-03T09:45');
    for (const id of (await ready.gather('small')).messages) await ready.send(id);
    expect(ready.sent).toHaveLength(1);
    expect(ready.sent[0]?.envelope).toMatchObject({
      link: 'http://park/app/alerts',
      text: expect.stringMatching(/: http:\/\/park\/app\/alerts$/) as unknown,
    });
  });
});
