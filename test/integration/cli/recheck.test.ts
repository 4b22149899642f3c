import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { RecheckDetail } from '../../../api/recheck-responses.ts';
import { loadDefinitions } from '../../../schemas/definitions.ts';
import { loadIntoDatabase } from '../../../settlement/catalogue-loading.ts';
import { createRecheckRunner } from '../../../settlement/recheck-runner.ts';
import type { Settler } from '../../../settlement/settle.ts';
import { loadWith } from '../../support/altered-definitions.ts';
import { plan } from '../../support/a-project.ts';
import { createTestApi, type TestApi } from '../../support/api.ts';
import { runKaigong } from '../../support/cli.ts';
import { redFrom } from '../../support/rules-bench.ts';

const SHIPPED = loadDefinitions().policies.get('default')?.version ?? '';

let api: TestApi;
let apiAddress: string;
beforeAll(async () => {
  api = await createTestApi();
  apiAddress = await api.app.listen({ host: '127.0.0.1', port: 0 });
  const signed = plan('signed', '2025-11-01', { actual: '2025-11-01' });
  await api.register({ code: 'late', milestones: [signed, plan('toppedOut', '2026-01-05')] });
  await api.register({ code: 'calm', milestones: [signed, plan('toppedOut', '2026-12-05')] });
  const { clockOffsetMs } = api.deps;
  await loadIntoDatabase(api.pool, loadWith(redFrom(7, '2030.1')), clockOffsetMs);
});
afterAll(() => api.close());

const kaigong = (args: string) => runKaigong(args, { apiAddress });

/** Does what the gateway does, until a command has ended. */
async function whileWorking<T>(command: Promise<T>, settler = api.deps.settler): Promise<T> {
  const options = { runner: 'test', lookEveryMs: 10, firstWaitMs: 1 };
  const work = createRecheckRunner({ ...api.deps, ...options, settler });
  const state = { ended: false };
  const working = (async () => {
    while (!state.ended) {
      const waitMs = await work();
      await new Promise((resolve) => setTimeout(resolve, Math.min(10, waitMs)));
    }
  })();
  try {
    return await command;
  } finally {
    state.ended = true;
    await working;
  }
}

describe('kaigong recheck', () => {
  it('lists with --preview what would change, and changes nothing', async () => {
    const { code, out } = await kaigong('recheck --preview');

    expect(code).toBe(0);
    expect(out.split('\n')).toEqual([
      `would come into force: policy default ${SHIPPED} → 2030.1`,
      'project  from    to',
      'late     yellow  red',
      '1 of 2 open projects would change their colour (yellow → red 1).',
    ]);
    expect((await kaigong('project list')).out).toContain('yellow');
  });

  it('puts newer rules in force, shows how far it is and what changed', async () => {
    const { code, out, err } = await whileWorking(kaigong('recheck --rate 100'));

    expect(code).toBe(0);
    expect(err).toContain('[2/2]');
    expect(out.split('\n')).toEqual([
      `in force: policy default ${SHIPPED} → 2030.1`,
      'project  from    to',
      'late     yellow  red',
      '1 of 2 open projects changed their colour (yellow → red 1).',
    ]);
    expect((await kaigong('project list')).out).not.toContain('yellow');
  });

  it('looks on when one runs already', async () => {
    const started = await api.post('/rechecks', { actor: 'office' });
    const again = await api.post('/rechecks', { actor: 'another' });
    const { out, err } = await whileWorking(kaigong('recheck'));

    expect([started.statusCode, again.statusCode]).toEqual([202, 200]);
    expect(err).toContain('runs already, begun by office.');
    expect(out).toContain('0 of 2 open projects changed their colour.');
    const { location } = started.headers;
    expect((await api.get(String(location))).json<RecheckDetail>()).toMatchObject({
      ...{ state: 'done', actor: 'office', ratePerSecond: 20, keepTemplates: false },
      ...{ definitions: [], total: 2, done: 2, changed: [], failed: [] },
    });
    const { items } = (await api.get('/rechecks')).json<{ items: unknown[] }>();
    expect(items).toHaveLength(2);
  });

  it('ends with what could not be settled, which is then shown as stuck', async () => {
    const { settler } = api.deps;
    const failing: Settler = {
      settle(subject, request) {
        if (subject === 'project/calm') throw new Error('too slow');
        return settler.settle(subject, request);
      },
    };

    const { code, out, err } = await whileWorking(kaigong('recheck --rate 100'), failing);

    expect(code).toBe(1);
    expect(out.split('\n')).toContain('calm: too slow');
    expect(err).toContain('1 of 2 projects keep what they had; the next recheck tries them again');
    const stuck = await kaigong('stuck');
    expect(stuck.out).toMatch(/^project\/calm +faulty +\S+ \S+ +too slow$/m);
    const { items } = (await api.get('/stuck')).json<{ items: unknown[] }>();
    const since = expect.stringMatching(/Z$/);
    const calm = { subject: 'project/calm', project: 'calm' };
    expect(items).toEqual([{ ...calm, reason: 'faulty', since, message: 'too slow' }]);
    await whileWorking(kaigong('recheck --rate 100'));
    expect((await kaigong('stuck')).out).toBe('Nothing is stuck.');
  });

  it('names what it is not asked in the right way', async () => {
    const tooFast = await api.post('/rechecks', { actor: 'office', ratePerSecond: 5_000 });

    expect(tooFast.statusCode).toBe(400);
    expect((await api.get('/rechecks/7777')).statusCode).toBe(404);
    expect((await kaigong('recheck --rate fast')).code).toBe(2);
  });
});
