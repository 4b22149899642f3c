import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { OutboxAnswer } from '../../../api/responses.ts';
import { addToOutbox } from '../../../readmodel/outbox.ts';
import { blockRow, unsentRows } from '../../../readmodel/sending.ts';
import { anOutgoing } from '../../support/an-outgoing.ts';
import { by, createTestApi, type TestApi } from '../../support/api.ts';
import { runKaigong } from '../../support/cli.ts';

let api: TestApi;
let apiAddress: string;
let acts = 0;
beforeAll(async () => {
  api = await createTestApi();
  apiAddress = await api.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => api.close());
beforeEach(async () => {
  await api.pool.query('truncate outbox restart identity');
  await addToOutbox(api.pool, [
    anOutgoing({ key: 'a', eventId: 'a-1', value: Buffer.alloc(2_000) }),
    anOutgoing({ key: 'a' }),
    anOutgoing({ key: 'b' }),
  ]);
  await blockRow(api.pool, 1, 'larger than the max message size');
});

const act = (commandId = `outbox-${(acts += 1)}`) => ({ commandId, ...by('administrator') });
const outbox = async () => (await api.get('/outbox')).json<OutboxAnswer>();
const sendable = async () => {
  const rows = await unsentRows(api.pool, { limit: 9, bytes: 1_000_000, resting: [] });
  return rows.map(({ id }) => id);
};

describe('messages on their way to Kafka', () => {
  it('are counted, and those that Kafka refuses are shown with what waits behind them', async () => {
    const { blocked, ...backlog } = await outbox();

    expect(backlog).toEqual({ unsent: 3, oldestUnsentSeconds: expect.any(Number) });
    expect(backlog.oldestUnsentSeconds).toBeGreaterThan(0);
    expect(blocked).toEqual([
      expect.objectContaining({
        ...{ id: '1', topic: 'project.events', key: 'a', eventId: 'a-1', bytes: 2_000 },
        ...{ fault: 'larger than the max message size', attempts: 1, waitingBehind: 1 },
      }),
    ]);
    expect(await sendable()).toEqual([3]);
  });

  it.each([
    ['retries', [1, 2, 3]],
    ['discards', [2, 3]],
  ])('go on after %s by a person, in their order', async (way, then) => {
    const answer = await api.post(`/outbox/${way}`, { ...act(), ids: [1, 3] });

    expect([answer.statusCode, answer.json()]).toEqual([200, { done: ['1'], left: ['3'] }]);
    expect(await sendable()).toEqual(then);
    expect((await outbox()).blocked).toEqual([]);
  });

  it('are mended once by one act, by those who may, and who did it is kept', async () => {
    const first = await api.post('/outbox/discards', { ...act('same'), ids: [1] });
    const again = await api.post('/outbox/discards', { ...act('same'), ids: [1] });
    const stranger = await api.post('/outbox/retries', { ...act(), ...by('team'), ids: [1] });

    expect(again.json()).toEqual(first.json());
    expect(stranger.statusCode).toBe(403);
    const { rows } = await api.pool.query(
      `select kind from mending join mending_object using (command_id) where object = 'outbox/1'
       and command_id = 'same'`,
    );
    expect(rows).toEqual([{ kind: 'outboxDiscarded' }]);
  });

  it('are listed and mended from the command line', async () => {
    const kaigong = (args: string) => runKaigong(args, { apiAddress });

    const list = await kaigong('outbox');
    const retried = await kaigong('outbox retry 1 --reason raised');

    expect(list.out).toMatch(
      /3 to be sent.*1 that Kafka refuses[\s\S]*project\.events +a .*2000 +1/,
    );
    expect(retried.out).toContain('1 tried again');
    expect((await kaigong('outbox list')).out).toContain('0 that Kafka refuses');
  });
});
