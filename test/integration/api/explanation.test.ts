import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApprovalItemAnswer } from '../../../api/approval-responses.ts';
import type { ExplanationAnswer } from '../../../api/responses.ts';
import { messageText } from '../../../domain/alert/message-text.ts';
import { core } from '../../../domain/core.ts';
import { explain } from '../../../domain/explain.ts';
import type { Fact } from '../../../domain/fact.ts';
import { dayOf } from '../../../domain/time.ts';
import { storeEvents } from '../../../readmodel/events.ts';
import type { Queryable } from '../../../readmodel/pool.ts';
import { projectSubject } from '../../../readmodel/subject-id.ts';
import { assessAt, type ViewDeps } from '../../../settlement/assess-at.ts';
import { groundNotices } from '../../../settlement/ground-notices.ts';
import { groundedSignals } from '../../../settlement/grounded.ts';
import { aNotice, inChinese } from '../../support/a-notice.ts';
import { aFact, plan, reported } from '../../support/a-project.ts';
import { commandBody, createTestApi, type TestApi } from '../../support/api.ts';
import { runKaigong } from '../../support/cli.ts';

const signed = plan('signed', '2025-12-01', { actual: '2025-12-01' });

let api: TestApi;
beforeAll(async () => {
  api = await createTestApi();
  // Production of X-2 waits for that of X-1, which is forecast late.
  await api.register({ code: 'X-1', milestones: [signed, plan('production', '2026-03-01')] });
  await api.register({
    code: 'X-2',
    milestones: [signed, plan('groundbreaking', '2026-01-20'), plan('production', '2026-03-10')],
    dependencies: [
      { on: 'X-1', milestone: 'production', gates: 'production', type: 'blocks', lagDays: 5 },
    ],
  });
});
afterAll(() => api.close());

const say = async (code: string, type: string, data: object) => {
  const id = `${code} ${type} ${JSON.stringify(data)}`;
  const answer = await api.post(`/projects/${code}/commands`, commandBody(id, type, data));
  if (answer.statusCode !== 200) throw new Error(answer.body);
};

/** A raw event as it lay in Kafka. */
async function hear(code: string, fact: Fact, offset: number): Promise<void> {
  const client = await api.pool.connect();
  const { source, id: eventId, type, occurredAt } = fact;
  const row = { source, eventId, type, occurredAt, projectCode: code, payloadHash: eventId };
  const place = { topic: 'site.events', partition: 3, offset };
  await storeEvents(client, [{ ...row, ...place, raw: {}, fact }]);
  client.release();
  await api.deps.settler.settle(projectSubject(code));
}

async function groundsOf(code: string, signal: string) {
  const answer = (await api.get(`/projects/${code}/explanation`)).json<ExplanationAnswer>();
  const [zh, en] = [answer.zh, answer.en].map((one) =>
    one?.signals.find(({ id }) => id === signal),
  );
  if (!zh || !en) throw new Error(`${signal} is none of ${JSON.stringify(answer)}`);
  expect(zh.grounds).toEqual(en.grounds);
  return zh.grounds;
}

describe('the grounds of a signal', () => {
  it('are its inequality with numbers, who set its plan, and what would turn it as data', async () => {
    const due = await groundsOf('X-2', 'groundbreaking/due');

    expect(due.reason).toEqual({
      code: 'dueSoon',
      numbers: { daysLeft: 5, daysLate: -5, blueWithin: 14, redFrom: 15 },
      days: { due: '2026-01-20' },
    });
    expect(due.flips).toContainEqual({
      by: 'reach',
      milestone: 'groundbreaking',
      colour: 'green',
    });
    expect(due.facts).toMatchObject([
      { type: 'command.register.v1', actor: { id: 'administrator' }, place: null },
    ]);
  });

  it('follow a date of another project to the forecast and plan of that one', async () => {
    await say('X-1', 'forecast', { milestone: 'production', date: '2026-03-20' });
    await api.deps.settler.settle(projectSubject('X-2'));

    const { facts } = await groundsOf('X-2', 'production/blocked/X-1/production');

    expect(facts[0]).toMatchObject({
      type: 'upstream.date.v1',
      upstream: { project: 'X-1', milestone: 'production' },
      rests: [{ type: 'command.register.v1' }, { type: 'command.forecast.v1' }],
    });
    expect(facts[1]).toMatchObject({ type: 'command.register.v1' });
  });

  it('end at topic, partition and offset of the raw event', async () => {
    await hear('X-2', reported('groundbreaking', '2026-01-14'), 41);

    const { facts } = await groundsOf('X-2', 'groundbreaking/due');

    expect(facts[0]).toMatchObject({
      type: 'site.milestone.reported.v1',
      occurredAt: '2026-01-14',
      place: { topic: 'site.events', partition: 3, offset: 41 },
    });
  });

  it('say of an approval item the same, with its stops and who has the next move', async () => {
    const at = '2025-12-02';
    const suspended = { itemCode: 'G07', suspensionId: 'S-1', reasonCode: 'PUBLIC_NOTICE' };
    await hear('X-1', aFact('permit.application.accepted.v1', at, { itemCode: 'G07' }), 50);
    await hear('X-1', aFact('permit.clock.suspended.v1', '2025-12-03', suspended), 51);
    const over = { itemCode: 'G07', suspensionId: 'S-1' };
    await hear('X-1', aFact('permit.clock.resumed.v1', '2025-12-05', over), 52);
    await api.deps.settler.settle('approval/X-1');

    const item = (await api.get('/projects/X-1/approvals/1/items/G07')).json<ApprovalItemAnswer>();

    expect(item.signals.length).toBeGreaterThan(0);
    const [explained] = item.explained.en;
    expect(explained?.grounds).toMatchObject({
      holder: 'authority',
      suspensions: [{ from: '2025-12-03', to: '2025-12-05', reason: 'PUBLIC_NOTICE' }],
    });
    expect(explained?.grounds.facts.map(({ place }) => place?.offset)).toContain(50);
  });
});

describe('the grounds of many signals', () => {
  it('are looked up in one question a project, however many signals there are', async () => {
    const found = await assessAt(api.deps, 'X-2');
    if (!found) throw new Error('No X-2');
    const asked: unknown[] = [];
    const query = (text: string, values?: unknown[]) => {
      asked.push(text);
      return api.pool.query(text, values);
    };
    // `as`: of all overloads, text and values are the ones that the read model uses.
    const deps = { ...api.deps, pool: { query } as unknown as Queryable };

    const grounds = await groundedSignals(deps, 'X-2', { view: {}, found });

    expect(Object.keys(grounds).length).toBeGreaterThan(2);
    // Of X-2, and of X-1 for which it waits.
    expect(asked.filter((text) => String(text).includes('with ordinality as given'))).toHaveLength(
      2,
    );
  });

  it('stand in a message too, and are left out where a project cannot be told', async () => {
    const found = await assessAt(api.deps, 'X-2');
    const explained = found && explain(found.assessment, dayOf(found.at), 'zh').signals;
    const signal = explained?.find(({ id }) => id === 'groundbreaking/due');
    const notice = aNotice({ project: { code: 'X-2', name: '' }, ...(signal && { signal }) });
    const told = async (deps: ViewDeps) => {
      const notices = await groundNotices(deps, [notice]);
      return messageText(notices, inChinese).sections[0];
    };

    expect((await told(api.deps))?.grounds?.full).toMatch(/site\.events\/3\/41/);

    const fold = () => {
      throw new Error('This core cannot tell it');
    };
    const faulted = await told({ ...api.deps, core: { ...core, fold } });
    expect(faulted?.grounds).toBeUndefined();
    expect(faulted?.lines.length).toBeGreaterThan(2);
  });
});

describe('kaigong project explain', () => {
  it('prints under each colour the facts and where they came in', async () => {
    const apiAddress = await api.app.listen({ host: '127.0.0.1', port: 0 });

    const { out } = await runKaigong('project explain X-2 --lang en', { apiAddress });

    expect(out).toMatch(/← site\.milestone\.reported\.v1 · 2026-01-14 · .*site\.events\/3\/41/);
    expect(out).toContain('  ← command.forecast.v1');
  });
});
