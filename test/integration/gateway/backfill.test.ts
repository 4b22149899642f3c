import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readBacklog } from '../../../readmodel/dispatch.ts';
import { findSnapshot } from '../../../readmodel/snapshots.ts';
import { anEvent } from '../../support/an-event.ts';
import { createGatewayBench, type GatewayBench } from '../../support/gateway.ts';
import { sharedStack } from '../../support/stack.ts';
import { until } from '../../support/temporal-until.ts';

const EVENTS = 20_000;
const PART = 1_000;

let bench: GatewayBench;
beforeAll(async () => {
  bench = await createGatewayBench(sharedStack());
});
afterAll(() => bench.close());

describe('a backfill', () => {
  it(`of ${EVENTS} events of one project passes, and another project does not wait for it`, async () => {
    await bench.register('long');
    await bench.register('short');

    for (let sent = 0; sent < EVENTS; sent += PART) {
      await bench.topics.send(
        Array.from({ length: PART }, (_, index) => noted('long', sent + index)),
      );
    }
    await bench.topics.send([noted('short', 1)]);

    await until(async () => (await appliedOf('short')) === 2);
    const whenShortWasDone = await appliedOf('long');
    await until(async () => (await appliedOf('long')) === EVENTS + 1);
    expect(whenShortWasDone).toBeLessThan(EVENTS + 1);
    expect(await readBacklog(bench.database.pool, 0)).toMatchObject({
      waitingFacts: 0,
      faultySubjects: 0,
    });
    const snapshot = await findSnapshot(bench.database.pool, 'project/long');
    expect(snapshot?.assessment.lastUpdate?.text).toBe(`update ${EVENTS - 1}`);
  });
});

const noted = (projectCode: string, number: number) =>
  anEvent('site.update.noted.v1', {
    time: new Date(Date.UTC(2025, 0, 1) + number * 60_000).toISOString(),
    backfill: true,
    data: { projectCode, text: `update ${number}` },
  });

async function appliedOf(code: string): Promise<number> {
  const { rows } = await bench.database.pool.query<{ count: number }>(
    `select count(*) as count from fact
     where subject = $1 and applied_at is not null and source !~ '^/approval/'`,
    [`project/${code}`],
  );
  return rows[0]?.count ?? 0;
}
