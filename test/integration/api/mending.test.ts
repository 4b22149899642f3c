import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type {
  DeadLetterDetail,
  DeadLetterSummary,
  LettersMended,
  Page,
  ProjectDetail,
} from '../../../api/responses.ts';
import type { Identity } from '../../../api/identity.ts';
import type { Role } from '../../../domain/fact.ts';
import { takeIn } from '../../../gateway/inbox.ts';
import { sortMessage } from '../../../gateway/sort-message.ts';
import { domainNow } from '../../../readmodel/clock.ts';
import { addWorkbookImport } from '../../../readmodel/workbook-imports.ts';
import { by, createTestApi, PLAN, type TestApi } from '../../support/api.ts';
import { plan } from '../../support/a-project.ts';
import { permitGranted } from '../../support/an-event.ts';
import { runKaigong } from '../../support/cli.ts';
import { callsBy } from '../../support/calls-by.ts';

let api: TestApi;
let apiAddress: string;
/** Nobody signs in unless a test says who calls. */
let caller: Identity | null = null;
let commands = 0;
let offset = 0n;
beforeAll(async () => {
  api = await createTestApi();
  callsBy(api.app, () => caller);
  apiAddress = await api.app.listen({ host: '127.0.0.1', port: 0 });
  await api.register({
    code: 'M-1',
    milestones: [...PLAN, plan('constructionPermit', '2026-01-20')],
  });
});
afterAll(() => api.close());

const act = (commandId = `mend-${(commands += 1)}`) => ({
  commandId,
  ...by('permitLiaison', 'liu'),
});

/** Takes a message in as the consumer does. */
async function arrive(value: string, headers: Record<string, string> = {}): Promise<void> {
  offset += 1n;
  const message = {
    topic: 'permit.events',
    partition: 0,
    offset,
    key: Buffer.from('M-1'),
    value: Buffer.from(value),
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, text]) => [name, Buffer.from(text)]),
    ),
  };
  const now = await domainNow(api.pool, api.deps.clockOffsetMs);
  await takeIn(api.pool, [sortMessage(message, now)]);
}

async function newest(): Promise<DeadLetterSummary> {
  const { items } = (await api.get('/dead-letters?fate=any&limit=1')).json<
    Page<DeadLetterSummary>
  >();
  const [letter] = items;
  if (!letter) throw new Error('there is no dead letter');
  return letter;
}

const detailOf = async (id: string) =>
  (await api.get(`/dead-letters/${id}`)).json<DeadLetterDetail>();

async function outgoing(topic: string) {
  const { rows } = await api.pool.query<{ headers: Record<string, string>; value: Buffer }>(
    `select headers, value from outbox where topic = $1 and source = '/kaigong/replay' order by id`,
    [topic],
  );
  return rows.map(({ headers, value }) => ({ headers, value: value.toString() }));
}

describe('replaying dead letters', () => {
  it('sends the message again as it came, counts it, and keeps who did it and why', async () => {
    const value = JSON.stringify({ ...permitGranted({ id: 'r-1' }), type: 'cn.zhizaoyuan.new.v1' });
    await arrive(value, { 'content-type': 'application/cloudevents+json' });
    const { id } = await newest();

    const answer = await api.post('/dead-letters/replays', { ...act(), ids: [Number(id)] });

    expect(answer.json()).toEqual({ done: [id], left: [] });
    expect(await outgoing('permit.events')).toEqual([
      {
        value,
        headers: {
          'content-type': 'application/cloudevents+json',
          'x-replay-count': '1',
          'x-dead-letter': id,
        },
      },
    ]);
    expect(await detailOf(id)).toMatchObject({
      fate: 'replayed',
      acts: [{ kind: 'deadLettersReplayed', actor: { id: 'liu' }, reason: '按需' }],
    });
  });

  it('sends it once, however often the act is repeated', async () => {
    await arrive('{"broken');
    const { id } = await newest();
    const body = { ...act(), ids: [Number(id)] };
    const before = (await outgoing('permit.events')).length;

    const answers = [
      await api.post('/dead-letters/replays', body),
      await api.post('/dead-letters/replays', body),
    ];

    expect(answers.map((answer) => answer.json<LettersMended>())).toEqual([
      { done: [id], left: [] },
      { done: [id], left: [] },
    ]);
    expect((await outgoing('permit.events')).length - before).toBe(1);
  });

  it('refuses the id of an act for another act', async () => {
    const { commandId } = act();
    const body = { ...act(commandId), allOf: 'not-json' };
    await api.post('/dead-letters/replays', body);

    const answer = await api.post('/dead-letters/discards', body);

    expect(answer.statusCode).toBe(409);
    expect(answer.json()).toMatchObject({ code: 'COMMAND_CONFLICT' });
  });

  it('gives a message up that failed three times again', async () => {
    await arrive('{"broken', { 'x-replay-count': '3' });
    const { id, replays } = await newest();

    const answer = await api.post('/dead-letters/replays', { ...act(), ids: [Number(id)] });

    expect(replays).toBe(3);
    expect(answer.json()).toMatchObject({ done: [], left: [{ id, code: 'REPLAYED_TOO_OFTEN' }] });
  });

  it('leaves what can never be taken: another payload under a known id', async () => {
    const event = permitGranted({ id: 'conflict', data: { projectCode: 'M-2' } });
    await arrive(JSON.stringify(event));
    await arrive(JSON.stringify({ ...event, subject: 'another' }));
    const { id, reason } = await newest();

    const answer = await api.post('/dead-letters/replays', { ...act(), ids: [Number(id)] });

    expect(reason).toBe('payload-conflict');
    expect(answer.json()).toMatchObject({ left: [{ code: 'PAYLOAD_CONFLICT' }] });
  });

  it('leaves in quarantine what is still in the future', async () => {
    await arrive(JSON.stringify(permitGranted({ id: 'f-1', data: { occurredAt: '2031-01-01' } })));
    const { id } = await newest();

    const answer = await api.post('/dead-letters/replays', { ...act(), allOf: 'future-dated' });

    expect(answer.json()).toMatchObject({ done: [], left: [{ id, code: 'STILL_IN_FUTURE' }] });
    const { out } = await runKaigong('quarantine list', { apiAddress });
    expect(out).toContain('future-dated');
  });

  it('does nothing in a dry run but to say what it would do', async () => {
    await arrive('{"broken');
    const { id } = await newest();

    const answer = await api.post('/dead-letters/replays', {
      ...act(),
      ids: [Number(id), 999_999],
      dryRun: true,
    });

    expect(answer.json()).toMatchObject({
      done: [id],
      left: [{ id: '999999', code: 'NOT_FOUND' }],
    });
    expect(await detailOf(id)).toMatchObject({ fate: 'open', acts: [] });
  });

  it.each([
    { over: { ...by('projectManager'), ids: [1] }, status: 403, code: 'ROLE_TOO_LOW' },
    { over: {}, status: 400, code: 'INVALID_INPUT' },
    { over: { ids: [1], allOf: 'not-json' }, status: 400, code: 'INVALID_INPUT' },
  ])('is refused with $code for $over', async ({ over, status, code }) => {
    const answer = await api.post('/dead-letters/replays', { ...act(), ...over });

    expect(answer.statusCode).toBe(status);
    expect(answer.json()).toMatchObject({ code });
  });
});

describe('discarding dead letters', () => {
  it('takes them off the list and out of the count, and keeps them readable', async () => {
    await arrive('{"broken');
    const { id } = await newest();

    const run = await runKaigong(`deadletter discard ${id} --reason test`, { apiAddress });

    expect(run).toMatchObject({ code: 0, out: '1 discarded, 0 left as they are' });
    const open = (await api.get('/dead-letters')).json<Page<DeadLetterSummary>>();
    expect(open.items.map((letter) => letter.id)).not.toContain(id);
    const again = await api.post('/dead-letters/replays', { ...act(), ids: [Number(id)] });
    expect(again.json()).toMatchObject({ left: [{ code: 'ALREADY_MENDED' }] });
    const { out } = await runKaigong(`deadletter show ${id}`, { apiAddress });
    expect(out).toMatch(/discarded by tester \(administrator\): test/);
    expect(out).toContain('> {"broken');
  });
});

describe('mending what is parked', () => {
  const granted = (id: string, projectCode: string) =>
    JSON.stringify(permitGranted({ id, source: '/permit/mend', data: { projectCode } }));
  const parked = async (code: string) =>
    (await api.get(`/parked/${code}`))
      .json<{ items: { id: string }[] }>()
      .items.map(({ id }) => id);

  it('gives what waits under a mistyped code to the project that it is about, where it counts', async () => {
    await arrive(granted('p-1', 'M-l'));

    const run = await runKaigong('parked match M-l M-1 --reason mistyped', { apiAddress });
    await api.deps.settler.settle('project/M-1');

    expect(run).toMatchObject({ code: 0, out: '1 events given to M-1' });
    expect(await parked('M-l')).toEqual([]);
    const project = (await api.get('/projects/M-1')).json<ProjectDetail>();
    const reached = project.assessment.milestones.filter(({ state }) => state === 'reached');
    expect(reached.map(({ code }) => code)).toContain('constructionPermit');
  });

  it('takes away what nobody will wait for, all or some', async () => {
    for (const id of ['p-2', 'p-3', 'p-4']) await arrive(granted(id, 'gone'));

    await runKaigong('parked discard gone --source /permit/mend --event p-3 --reason wrong', {
      apiAddress,
    });
    expect(await parked('gone')).toEqual(['p-2', 'p-4']);
    await runKaigong('parked discard gone --reason wrong', { apiAddress });

    expect(await parked('gone')).toEqual([]);
    const { rows } = await api.pool.query<{ content: { id: string } }>(
      `select content from mending_object where object like 'parked/gone/%' order by object`,
    );
    expect(rows.map(({ content }) => content.id)).toEqual(['p-2', 'p-3', 'p-4']);
  });

  it.each([
    { url: '/parked/nobody/discards', body: {}, status: 404, code: 'NOTHING_PARKED' },
    {
      url: '/parked/nobody/matches',
      body: { project: 'none' },
      status: 422,
      code: 'NOT_REGISTERED',
    },
  ])('answers $code at $url', async ({ url, body, status, code }) => {
    const answer = await api.post(url, { ...act(), ...body });

    expect(answer.statusCode).toBe(status);
    expect(answer.json()).toMatchObject({ code });
  });
});

describe('tables of the park', () => {
  const who = (role: Role): Identity => ({
    ...{ person: `${role}-01`, name: role, roles: [role], departments: [], projects: [] },
    ...{ via: 'session', mayActFor: false, language: 'zh' },
  });
  // Asked in no project, so that none is seen.
  const liaison = who('permitLiaison');

  async function as(identity: Identity, url: string, body?: object) {
    caller = identity;
    const answer = await (body ? api.post(url, body) : api.get(url));
    caller = null;
    return answer;
  }

  /** As if a ledger had lost a line about each of these. */
  const askAbout = (subjects: readonly string[]) =>
    api.pool.query(
      `with ledger as (insert into ledger (source, name) values ('/permit/test', '台账') returning id),
         begun as (insert into ledger_import (ledger_id, file, actor, trial, backfill, began_at)
           select id, '台账.xlsx', 'x', false, false, now() from ledger returning id, ledger_id),
         said as (insert into ledger_statement
           select ledger_id, subject, 's', subject, 't', 1, subject, '{}', 'asked', 1, id
           from begun, unnest($1::text[]) as subject
           returning ledger_id, row_key, slot, subject, event_id)
       insert into ledger_question (ledger_id, row_key, slot, subject, event_id, import_id, asked_at)
       select said.*, begun.id, now() from said, begun`,
      [subjects],
    );

  it('ask a liaison about no project that they do not see, and take no answer about it', async () => {
    await askAbout(['M-1/A-1', 'NOBODY/A-2']);
    const asked = async (identity: Identity) =>
      (await as(identity, '/ledgers/questions')).json<{
        items: { id: string; subject: string }[];
      }>().items;
    const counted = async (identity: Identity) =>
      (await as(identity, '/ledgers')).json<{ items: object[] }>().items;

    const [hidden, ...rest] = await asked(who('auditor'));

    expect(hidden?.subject).toBe('M-1/A-1');
    expect(rest.map(({ subject }) => subject)).toEqual(['NOBODY/A-2']);
    expect(await asked(liaison)).toEqual(rest);
    expect(await counted(who('auditor'))).toMatchObject([{ statements: 2, openQuestions: 2 }]);
    expect(await counted(liaison)).toMatchObject([{ statements: 1, openQuestions: 1 }]);
    const answer = await as(liaison, `/ledgers/questions/${hidden?.id ?? ''}/answer`, {
      ...{ answer: 'kept', reason: 'x' },
    });
    expect(answer.json()).toMatchObject({ status: 404, code: 'LEDGER_QUESTION_NOT_FOUND' });
  });

  it('show a liaison no list of projects that somebody else has uploaded', async () => {
    const upload = (actor: string) =>
      addWorkbookImport(api.pool, {
        ...{ file: '清单.xlsx', fileHash: '0', sheet: '1', sheets: ['1'], title: null, year: 2026 },
        ...{ headings: [], fields: [], mapName: null, actor, at: '2026-01-15T01:00:00.000Z' },
      });
    const [theirs, own] = [String(await upload('team-01')), String(await upload(liaison.person))];
    const listed = async (identity: Identity) =>
      (await as(identity, '/imports'))
        .json<{ items: { id: string }[] }>()
        .items.map(({ id }) => id);

    expect(await listed(who('team'))).toEqual([own, theirs]);
    expect(await listed(liaison)).toEqual([own]);
    expect((await as(liaison, `/imports/${own}`)).statusCode).toBe(200);
    expect((await as(liaison, `/imports/${theirs}`)).statusCode).toBe(404);
    const confirmed = await as(liaison, `/imports/${theirs}/confirm`, {});
    expect(confirmed.json()).toMatchObject({ status: 404, code: 'IMPORT_NOT_FOUND' });
  });
});
