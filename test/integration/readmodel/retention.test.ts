import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { inTransaction } from '../../../readmodel/pool.ts';
import { storeEvents, type EventRow } from '../../../readmodel/events.ts';
import { issueToken, readToken } from '../../../readmodel/message-tokens.ts';
import { deleteOutdated, OUTDATED, type Keep } from '../../../readmodel/retention.ts';
import { addRecheck, findRecheck, finishRecheck } from '../../../readmodel/rechecks.ts';
import { findSnapshot } from '../../../readmodel/snapshots.ts';
import {
  addWorkbookImport,
  changeWorkbookImport,
  saveWorkbookRows,
} from '../../../readmodel/workbook-imports.ts';
import { rebuildReadModel } from '../../../settlement/rebuild.ts';
import { explaining } from '../../support/explaining.ts';
import { createFakeCore } from '../../support/fake-core.ts';
import { note } from '../../support/said.ts';
import { createSettleBench, type SettleBench } from '../../support/settle-bench.ts';

const KEEP: Keep = { eventDays: 400, outboxDays: 30, timelineDays: 1000, messageDays: 400 };

let bench: SettleBench;
beforeAll(async () => {
  bench = await createSettleBench();
});
afterAll(() => bench.close());

const remove = (what: (typeof OUTDATED)[number], keep: Partial<Keep> = {}) =>
  deleteOutdated(bench.pool, what, { keep: { ...KEEP, ...keep }, clockOffsetMs: 0, limit: 100 });

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();

function anArrival(code: string, id: string, days: number): EventRow {
  const fact = { ...note(id), id, source: '/site', arrivedAt: daysAgo(days) };
  return {
    source: '/site',
    eventId: id,
    payloadHash: id,
    type: fact.type,
    projectCode: code,
    occurredAt: '2026-01-01',
    raw: { text: id },
    fact,
  };
}
const store = (...rows: EventRow[]) =>
  inTransaction(bench.pool, (client) => storeEvents(client, rows));

async function textsOf(code: string): Promise<Record<string, unknown>> {
  const { rows } = await bench.pool.query<{ event_id: string; raw: unknown }>(
    'select event_id, raw from event where project_code = $1 order by event_id',
    [code],
  );
  return Object.fromEntries(rows.map(({ event_id: id, raw }) => [id, raw]));
}

/** An open, a replayed and a discarded dead letter of one day, and a replayed one of another. */
const addLetters = (old: string, young: string) =>
  bench.pool.query(
    `insert into dead_letter (reason, detail, topic, partition, kafka_offset, at, fate) values
      ('not-json', 'x', $3, 0, 1, $1, 'open'), ('not-json', 'x', $3, 0, 2, $1, 'replayed'),
      ('not-json', 'x', $3, 0, 3, $1, 'discarded'), ('not-json', 'x', $3, 0, 4, $2, 'replayed')`,
    [old, young, old],
  );

/** A link of a message whose last hour was so many days ago. */
const addToken = (stepId: string, daysOver: number): Promise<string> =>
  issueToken(bench.pool, { person: 'li', alertId: 'alert/X/y/due', stepId }, -daysOver * 24);

/** A notice about an alert, sent with a message and one try unless it waits; gives the message. */
async function addTold(step: string, days: number, alertId: string | null = null) {
  const { rows } = await bench.pool.query<{ id: number }>(
    `with made as (
       insert into message (addressee, kind, slot_at, content, language, made_at, state)
       values ('li', 'alerts', $2, '{}', 'zh', $2, 'sent') returning id),
     carried as (
       insert into notice (person, kind, alert_id, step_id, how, due_at, added_at, message_id)
       select 'li', 'notify', $3, $1, 'push', $2, $2, id from made)
     select id from made`,
    [step, daysAgo(days), alertId],
  );
  const id = rows[0]?.id;
  await bench.pool.query(
    `insert into delivery (message_id, try, channel, state, began_at) values ($1, 1, 'email', 'sent', $2)`,
    [id, daysAgo(days)],
  );
  return id;
}

/** An upload of one row, of so many days ago. */
async function addUpload(file: string, days: number, { confirmed }: { confirmed: boolean }) {
  const at = daysAgo(days);
  const id = await addWorkbookImport(bench.pool, {
    ...{ file, fileHash: file, sheet: '1', sheets: [], title: null, headings: [], fields: [] },
    ...{ mapName: null, year: 2026, actor: 'li', at },
  });
  await saveWorkbookRows(bench.pool, id, [
    {
      number: 1,
      cells: [],
      answers: {},
      state: 'ready',
      projectCode: null,
      name: null,
      found: {},
      outcome: null,
    },
  ]);
  if (confirmed) await changeWorkbookImport(bench.pool, id, { confirmedAt: at });
}

const addAlert = (alertId: string, state: string) =>
  bench.pool.query(
    `insert into alert (alert_id, project_code, severity, state, opened_at, revision)
     values ($1, 'told', 'red', $2, now(), 1)`,
    [alertId, state],
  );

const messageIds = async () =>
  (await bench.pool.query<{ id: number }>('select id from message order by id')).rows.map(
    ({ id }) => id,
  );

async function addEndedRecheck(days: number): Promise<number> {
  const order = { generation: 1, definitions: [], coreVersion: 1, keepTemplates: false };
  const by = { ratePerSecond: 20, actor: 'office', startedAt: daysAgo(days) };
  const id = await addRecheck(bench.pool, { ...order, ...by }, ['project/a', 'project/b']);
  await finishRecheck(bench.pool, id, daysAgo(days));
  return id;
}

describe('what is outdated', () => {
  it('is the text of an event that counts, never its fact, and a repeat is still known as one', async () => {
    await bench.open('texts');
    const [old, young, unread] = [
      anArrival('texts', 'old', 401),
      anArrival('texts', 'young', 399),
      anArrival('stranger', 'unread', 401),
    ];
    await store(old, young, unread);
    await bench.settle('texts');

    expect(await remove('eventTexts')).toBe(1);

    expect(await textsOf('texts')).toEqual({ old: null, young: { text: 'young' } });
    expect(await textsOf('stranger')).toEqual({ unread: { text: 'unread' } });
    expect(await bench.facts('texts')).toHaveLength(3);
    expect(await store(old, { ...old, payloadHash: 'other' })).toEqual(['duplicate', 'conflict']);
    expect(await remove('eventTexts')).toBe(0);
  });

  it('are messages that have left or were discarded, never one that waits', async () => {
    await bench.pool.query(
      `insert into outbox (topic, source, event_id, type, at, created_at, sent_at, discarded_at) values
        ('t', 's', 'sent', 't', $1, $1, $1, null), ('t', 's', 'discarded', 't', $1, $1, null, $1),
        ('t', 's', 'fresh', 't', $1, $1, $2, null), ('t', 's', 'waits', 't', $1, $1, null, null)`,
      [daysAgo(31), daysAgo(29)],
    );

    expect(await remove('outboxRows')).toBe(2);

    const { rows } = await bench.pool.query(
      `select event_id as id from outbox where topic = 't' order by id`,
    );
    expect(rows).toEqual([{ id: 'fresh' }, { id: 'waits' }]);
  });

  it('are found without reading the messages that are kept', async () => {
    await bench.pool.query(
      `insert into outbox (topic, source, event_id, type, at, sent_at)
       select 't', '/many', n, 't', now(), now() from generate_series(1, 4000) n`,
    );
    await bench.pool.query('vacuum analyze outbox');

    const { client, blocks } = explaining(bench.pool);
    const rule = { keep: KEEP, clockOffsetMs: 0, limit: 100 };
    await deleteOutdated(client, 'outboxRows', rule);

    expect(blocks()).toBeLessThan(20);
  });

  it('are old lines of closed projects; a rebuild tells them again and gives the same snapshot', async () => {
    for (const code of ['closed', 'open']) await bench.open(code);
    await bench.hear('open', note('word'));
    await bench.hear('closed', note('word'));
    await bench.hear('closed', note('close'));
    await bench.pool.query("update timeline set at = $1 where project_code in ('closed', 'open')", [
      daysAgo(1_001),
    ]);
    const story = (await bench.story('closed')).length;
    const before = await findSnapshot(bench.pool, 'project/closed');

    expect(await remove('timelineLines')).toBe(story);

    expect(await bench.story('closed')).toEqual([]);
    expect(await bench.story('open')).toHaveLength(2);
    const log = { error: () => undefined };
    const core = createFakeCore();
    await rebuildReadModel({ pool: bench.pool, rules: bench.rules, clockOffsetMs: 0, core, log });
    const after = await findSnapshot(bench.pool, 'project/closed');
    expect(after?.assessment).toEqual(before?.assessment);
    expect(await bench.story('closed')).toHaveLength(story);
  });

  it('are settled dead letters, never an open one', async () => {
    await addLetters(daysAgo(401), daysAgo(399));

    expect(await remove('deadLetters')).toBe(2);

    const { rows } = await bench.pool.query('select fate from dead_letter order by kafka_offset');
    expect(rows).toEqual([{ fate: 'open' }, { fate: 'replayed' }]);
  });

  it('are the items of a recheck that ended, not of the newest, and it keeps its numbers', async () => {
    const [old, newest] = [await addEndedRecheck(401), await addEndedRecheck(401)];

    expect(await remove('recheckItems')).toBe(2);

    expect(await findRecheck(bench.pool, old)).toMatchObject({ total: 2, done: 2 });
    const { rows } = await bench.pool.query('select distinct recheck_id as id from recheck_item');
    expect(rows).toEqual([{ id: newest }]);
  });

  it('are links long after their last hour, so that one pressed late still says why it fails', async () => {
    const [old, recent] = [await addToken('old', 31), await addToken('recent', 29)];

    expect(await remove('linkTokens')).toBe(1);

    expect(await readToken(bench.pool, old)).toBeUndefined();
    expect(await readToken(bench.pool, recent)).toMatchObject({ state: 'expired' });
  });

  it('are what people were told, unless it waits, with its message, or its alert is open', async () => {
    await addAlert('alert/told/open', 'open');
    await addAlert('alert/told/closed', 'closed');
    await addTold('old', 401, 'alert/told/closed');
    const young = await addTold('young', 399);
    const open = await addTold('open', 401, 'alert/told/open');
    await bench.pool.query(
      `insert into notice (person, kind, step_id, how, due_at, added_at)
       values ('li', 'note', 'waits', 'push', $1, $1)`,
      [daysAgo(401)],
    );

    expect(await remove('notices')).toBe(1);
    expect(await remove('messages')).toBe(1);

    expect(await messageIds()).toEqual([young, open]);
    const { rows } = await bench.pool.query(
      `select step_id as step from notice where person = 'li' order by id`,
    );
    expect(rows).toEqual([{ step: 'young' }, { step: 'open' }, { step: 'waits' }]);
    const tries = await bench.pool.query('select from delivery');
    expect(tries.rowCount).toBe(2);
  });

  it('is a workbook with its rows, soon after it was confirmed or long after nobody did', async () => {
    await addUpload('confirmed, old', 31, { confirmed: true });
    await addUpload('confirmed, young', 29, { confirmed: true });
    await addUpload('staged, old', 401, { confirmed: false });
    await addUpload('staged, young', 31, { confirmed: false });

    expect(await remove('confirmedWorkbooks')).toBe(1);
    expect(await remove('stagedWorkbooks')).toBe(1);

    const left = await bench.pool.query<{ file: string; rows: number }>(
      `select file, count(number) as rows from workbook_import
       left join workbook_row on import_id = id group by file order by file`,
    );
    expect(left.rows).toEqual([
      { file: 'confirmed, young', rows: 1 },
      { file: 'staged, young', rows: 1 },
    ]);
    const { rows } = await bench.pool.query('select from workbook_row');
    expect(rows).toHaveLength(2);
  });

  it.each(OUTDATED)('%s are kept for good by 0', async (what) => {
    await bench.open(`kept-${what}`);
    await addLetters(daysAgo(9_999), daysAgo(9_999));
    for (let nth = 0; nth < 2; nth += 1) await addEndedRecheck(9_999);
    await store(anArrival(`kept-${what}`, what, 9_999));
    await addToken('outdated', 9_999);
    await addUpload(what, 9_999, { confirmed: what === 'confirmedWorkbooks' });
    await addTold(`kept-${what}`, 9_999);
    if (what === 'messages') await bench.pool.query('delete from notice');
    await bench.hear(`kept-${what}`, note('close'));
    await bench.pool.query('update timeline set at = $1', [daysAgo(9_999)]);
    await bench.pool.query('update outbox set sent_at = $1 where event_id = $2', [
      daysAgo(9_999),
      'fresh',
    ]);

    const forGood = { eventDays: 0, outboxDays: 0, timelineDays: 0, messageDays: 0 };
    expect(await remove(what, forGood)).toBe(0);
    expect(await remove(what)).toBeGreaterThan(0);
  });
});
