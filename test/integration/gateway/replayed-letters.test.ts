import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { listDeadLetters, type Fate } from '../../../readmodel/dead-letters.ts';
import { MendLettersBody } from '../../../schemas/mending.ts';
import { replayLetters } from '../../../settlement/mend-letters.ts';
import { permitGranted } from '../../support/an-event.ts';
import { by } from '../../support/api.ts';
import { createGatewayBench, type GatewayBench } from '../../support/gateway.ts';
import { sharedStack } from '../../support/stack.ts';
import { until } from '../../support/temporal-until.ts';

let bench: GatewayBench;
beforeAll(async () => {
  bench = await createGatewayBench(sharedStack());
  await bench.register('R-1');
});
afterAll(() => bench.close());

const letters = (fate?: Fate) => listDeadLetters(bench.database.pool, { fate, limit: 100 });
const replay = (commandId: string, ids: number[], clockOffsetMs = 0) =>
  replayLetters(
    { pool: bench.database.pool, clockOffsetMs },
    MendLettersBody.parse({ commandId, ...by('administrator'), ids }),
  );

async function newestOpen() {
  const [letter] = await letters('open');
  if (!letter) throw new Error('there is no open dead letter');
  return letter;
}

describe('a dead letter that is sent again', () => {
  it('comes back through Kafka with its count where it fails again, and no more after the third time', async () => {
    const event = { ...permitGranted({ id: 'again' }), type: 'cn.zhizaoyuan.permit.unheard.v1' };
    await bench.topics.send([event]);
    await until(async () => (await letters('open')).length === 1);
    const counts: number[] = [];

    for (const time of [1, 2, 3]) {
      const { id, replayCount } = await newestOpen();
      counts.push(replayCount);
      expect(await replay(`again-${time}`, [id])).toEqual({ done: [id], left: [] });
      await until(async () => (await letters('open')).length === 1);
    }

    const { id, replayCount, eventId } = await newestOpen();
    expect([...counts, replayCount]).toEqual([0, 1, 2, 3]);
    expect(eventId).toBe('again');
    expect(await replay('again-4', [id])).toMatchObject({
      left: [{ code: 'REPLAYED_TOO_OFTEN' }],
    });
    expect((await letters('replayed')).map((letter) => letter.eventId)).toEqual(
      Array.from({ length: 3 }, () => 'again'),
    );
  });
});
