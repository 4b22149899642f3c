import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PushKeyMade } from '../../api/intake-responses.ts';
import type { ProjectDetail } from '../../api/responses.ts';
import type { RunningGateway } from '../../workers/gateway.ts';
import { utilityConnected } from '../support/an-event.ts';
import { gatewayEnvironment, startGateway } from '../support/gateway.ts';
import { createLedgerBench, issued, type LedgerBench } from '../support/ledger-bench.ts';
import { signedPush } from '../support/signed-push.ts';
import { sharedStack } from '../support/stack.ts';
import { until } from '../support/temporal-until.ts';

const CODE = 'L-9';

let bench: LedgerBench;
let gateway: RunningGateway;
beforeAll(async () => {
  bench = await createLedgerBench();
  const { temporal, kafka } = sharedStack();
  const settings = gatewayEnvironment({
    ...{ temporal, kafka, database: bench.api.databaseUrl },
    groupId: randomUUID(),
  });
  gateway = await startGateway({
    ...settings,
    KAIGONG_CLOCK_OFFSET_MS: String(bench.api.deps.clockOffsetMs),
  });
  await bench.api.register({ code: CODE });
});
afterAll(async () => {
  await gateway.stop();
  await bench.close();
});

async function permit() {
  const { assessment } = (await bench.api.get(`/projects/${CODE}`)).json<ProjectDetail>();
  return assessment.milestones.find(({ code }) => code === 'constructionPermit');
}

const eventsTaken = async () =>
  (await bench.api.pool.query('select from event where project_code = $1', [CODE])).rowCount;

const row = issued({ 项目代码: CODE });

describe('a ledger through Kafka', () => {
  it('moves a milestone, and moves it again when a cell is corrected', async () => {
    await bench.importRows([row]);
    await until(async () => (await permit())?.actual === '2025-12-05');

    await bench.importRows([{ ...row, 发证日期: '2025.12.09' }]);
    await until(async () => (await permit())?.actual === '2025-12-09');

    expect(await eventsTaken()).toBe(3);
  });

  it('takes nothing back by a row that vanishes, until a person says that it was wrong', async () => {
    await bench.importRows([]);
    const asked = await bench.questions();
    expect(asked).toHaveLength(2);
    expect(await permit()).toMatchObject({ state: 'reached', actual: '2025-12-09' });

    for (const { id } of asked) await bench.answer(id, 'wrong');

    await until(async () => (await permit())?.state === 'withdrawn');
    expect(await eventsTaken()).toBe(5);
  });
});

describe('a signed push', () => {
  it('arrives through Kafka as it was pushed', async () => {
    const source = '/utility/power';
    const { out } = await bench.kaigong(`--json source key make --source ${source}`);
    const data = { projectCode: CODE, occurredAt: '2026-01-14' };
    const event = utilityConnected({ source, data });

    // `as`: what the command line prints of this route's answer.
    const request = signedPush(JSON.stringify(event), JSON.parse(out) as PushKeyMade);
    expect((await bench.api.app.inject(request)).statusCode).toBe(202);

    await until(async () => (await eventsTaken()) === 6);
    const { rows } = await bench.api.pool.query<{ raw: unknown }>(
      'select raw from event where source = $1',
      [source],
    );
    expect(rows).toEqual([{ raw: event }]);
  });
});
