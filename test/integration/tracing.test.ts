import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { findSnapshot } from '../../readmodel/snapshots.ts';
import { startTracing, type StopTracing } from '../../workers/tracing.ts';
import { permitGranted } from '../support/an-event.ts';
import { createTestApi, registerBody } from '../support/api.ts';
import { createTestDatabase, prepareTestDatabase } from '../support/database.ts';
import { createGatewayBench, type GatewayBench } from '../support/gateway.ts';
import { startCollector, type Collector } from '../support/otlp-collector.ts';
import { sharedStack } from '../support/stack.ts';
import { until } from '../support/temporal-until.ts';
import { withoutApprovals } from '../support/without-approvals.ts';

let collector: Collector;
let bench: GatewayBench;
beforeAll(async () => {
  const database = await createTestDatabase({ migrated: false });
  await prepareTestDatabase(database.pool, withoutApprovals());
  collector = await startCollector();
  bench = await createGatewayBench({ ...sharedStack(), database });
});
afterAll(async () => {
  await bench.close();
  await collector.close();
});

const traceIdOf = (traceparent: string | null | undefined) => traceparent?.split('-')[1];

interface Kept {
  fact: string | undefined;
  snapshot: string | undefined;
  outgoing: (string | undefined)[];
}

/** The trace ids that are kept of a project's last event and what was made of it. */
async function kept(code: string): Promise<Kept> {
  const { pool } = bench.database;
  const subject = `project/${code}`;
  const facts = await pool.query<{ traceparent: string | null }>(
    `select traceparent from fact where subject = $1 and applied_at is not null
     order by seq desc limit 1`,
    [subject],
  );
  const snapshot = await findSnapshot(pool, subject);
  const messages = await pool.query<{ traceparent: string | null }>(
    `select headers ->> 'ce_traceparent' as traceparent from outbox
     where key = $1 and type like '%.milestone.reached.v1'
       and convert_from(value, 'UTF8')::jsonb ->> 'milestone' = 'constructionPermit'`,
    [code],
  );
  return {
    fact: traceIdOf(facts.rows[0]?.traceparent),
    snapshot: traceIdOf(snapshot?.traceparent),
    outgoing: messages.rows.map(({ traceparent }) => traceIdOf(traceparent)),
  };
}

/** Has a certificate issued and waits until it took effect. */
async function issue(code: string, traceparent?: string): Promise<Kept> {
  const { pool } = bench.database;
  await bench.register(code);
  const event = permitGranted({ data: { projectCode: code }, traceparent });
  await bench.topics.send([event], 'binary');
  await until(async () => {
    const { rowCount } = await pool.query(
      'select from fact where fact_id = $1 and applied_at is not null',
      [event['id']],
    );
    return rowCount === 1;
  });
  return kept(code);
}

const GIVEN = '4bf92f3577b34da6a3ce929d0e0e4736';
const TRACEPARENT = `00-${GIVEN}-00f067aa0ba902b7-01`;

describe('the trace of an event', () => {
  it('is kept where nobody traces, and none is begun', async () => {
    expect(await issue('untraced', TRACEPARENT)).toEqual({
      fact: GIVEN,
      snapshot: GIVEN,
      outgoing: [GIVEN],
    });
    expect(await issue('without')).toEqual({
      fact: undefined,
      snapshot: undefined,
      outgoing: [undefined],
    });
    expect(await issue('wrong', '00-zz-1-01')).toMatchObject({ fact: undefined });
  });

  describe('while a collector is named', () => {
    let stopTracing: StopTracing;
    beforeAll(() => {
      stopTracing = startTracing(collector.endpoint, 'test');
    });
    afterAll(() => stopTracing());

    it('goes on from its sender to what leaves, with a span at each step', async () => {
      const ids = await issue('traced', TRACEPARENT);

      expect(ids).toEqual({ fact: GIVEN, snapshot: GIVEN, outgoing: [GIVEN] });
      const spans = () => collector.spans().filter(({ traceId }) => traceId === GIVEN);
      await until(() => spans().some(({ name }) => name === 'publish'));
      const steps = ['take in', 'settle', 'publish'].map((step) =>
        spans().find(({ name }) => name === step),
      );
      expect(steps.map((span) => span?.parentSpanId)).toEqual([
        '00f067aa0ba902b7',
        steps[0]?.spanId,
        steps[1]?.spanId,
      ]);
    });

    it('is begun by the gateway for an event that brings none', async () => {
      const { fact, snapshot, outgoing } = await issue('begun');

      expect(fact).toMatch(/^[0-9a-f]{32}$/);
      expect([snapshot, ...outgoing]).toEqual([fact, fact]);
    });

    it('of a command goes on from the caller of the API', async () => {
      const api = await createTestApi();
      try {
        const payload = registerBody('commanded', {});
        const headers = { traceparent: TRACEPARENT };
        await api.app.inject({ method: 'POST', url: '/projects', payload, headers });

        const snapshot = await findSnapshot(api.pool, 'project/commanded');
        expect(traceIdOf(snapshot?.traceparent)).toBe(GIVEN);
        await until(() =>
          collector
            .spans()
            .some(({ name, traceId }) => name === 'POST /projects' && traceId === GIVEN),
        );
      } finally {
        await api.close();
      }
    });
  });
});
