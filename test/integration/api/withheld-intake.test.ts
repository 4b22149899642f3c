import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Identity } from '../../../api/identity.ts';
import type { LedgerQuestionItem } from '../../../api/intake-responses.ts';
import type { DeadLetterDetail, DeadLetterSummary, Page } from '../../../api/responses.ts';
import type { WorkbookImportDetail } from '../../../api/workbook-responses.ts';
import type { Role } from '../../../domain/fact.ts';
import { takeIn } from '../../../gateway/inbox.ts';
import { sortMessage } from '../../../gateway/sort-message.ts';
import { domainNow } from '../../../readmodel/clock.ts';
import { anEvent } from '../../support/an-event.ts';
import { createTestApi, type TestApi } from '../../support/api.ts';
import { dirtyList } from '../../support/sheets.ts';
import { callsBy } from '../../support/calls-by.ts';

const CODE = 'ZZY-012';
const SUM = '18600';

const who = (role: Role): Identity => ({
  ...{ person: `${role}-01`, name: role, roles: [role], departments: [], projects: [] },
  ...{ via: 'session', mayActFor: false, language: 'zh' },
});
// Both see every project and the intake; of the two only the auditor sees money.
const [administrator, auditor, team] = [who('administrator'), who('auditor'), who('team')];

let api: TestApi;
let caller: Identity | null = null;
let offset = 0n;
beforeAll(async () => {
  api = await createTestApi();
  callsBy(api.app, () => caller);
  await api.register({
    ...{ code: CODE, name: '云帆激光装备', investor: '云帆激光' },
    investment: { total: 17_654 },
  });
});
afterAll(() => api.close());

async function as<T>(identity: Identity, url: string): Promise<T> {
  caller = identity;
  const answer = await api.get(url);
  caller = null;
  return answer.json<T>();
}

/** Takes a message in that cannot be taken, and gives its letter's address. */
async function letterOf(value: string, headers: Record<string, string> = {}): Promise<string> {
  offset += 1n;
  const bytes = Object.entries(headers).map(([name, text]) => [name, Buffer.from(text)]);
  const message = {
    ...{ topic: 'site.events', partition: 0, offset, key: Buffer.from(CODE) },
    ...{ value: Buffer.from(value), headers: Object.fromEntries(bytes) as Record<string, Buffer> },
  };
  const now = await domainNow(api.pool, api.deps.clockOffsetMs);
  await takeIn(api.pool, [sortMessage(message, now)]);
  const [letter] = (await as<Page<DeadLetterSummary>>(auditor, '/dead-letters?limit=1')).items;
  return `/dead-letters/${letter?.id ?? ''}`;
}

describe('sums of money in a dead letter', () => {
  const data = { projectCode: CODE, month: '一月', investedToDate: Number(SUM), text: '主体封顶' };
  const raw = { ...anEvent('site.progress.reported.v1'), data };

  it('are left out for whoever may not see them, with the rest of the message as it came', async () => {
    const url = await letterOf(JSON.stringify(raw));
    const [whole, part] = [
      await as<DeadLetterDetail>(auditor, url),
      await as<DeadLetterDetail>(administrator, url),
    ];

    expect(whole).toMatchObject({ raw: JSON.stringify(raw), withheld: [] });
    expect(part.withheld).toEqual(['data.investedToDate']);
    expect(JSON.stringify(part)).not.toContain(SUM);
    expect(JSON.parse(part.raw ?? '')).toMatchObject({ data: { month: '一月', text: '主体封顶' } });
    expect(part.faults.map(({ text }) => text.zh)).toEqual(['月份：应为月份，如 2026-01']);
    expect(part.detail).toBe(whole.detail);
  });

  it('are left out whatever the field or the text is called in which they stand', async () => {
    const event = {
      ...{ ...raw, type: 'cn.zhizaoyuan.site.investment.v9' },
      data: { projectCode: CODE, items: [{ 投资额: SUM }], text: `完成投资${SUM}万元` },
      totalInvestment: SUM,
    };
    const url = await letterOf(JSON.stringify(event));
    const part = await as<DeadLetterDetail>(administrator, url);

    expect(part.withheld).toEqual(['data.items[0].投资额', 'data.text', 'totalInvestment']);
    expect(JSON.stringify(part)).not.toContain(SUM);
    expect(part.type).toBe('cn.zhizaoyuan.site.investment.v9');
    expect(part.raw).toContain('site.investment.v9');
  });

  it('are withheld with all of a message that cannot be read, and with what quotes it', async () => {
    const url = await letterOf(`{"investedToDate": ${SUM} 万元}`, { ce_investment: SUM });
    const [whole, part] = [
      await as<DeadLetterDetail>(auditor, url),
      await as<DeadLetterDetail>(administrator, url),
    ];

    expect(whole.raw).toContain(SUM);
    expect(part).toMatchObject({ raw: null, detail: null });
    expect(part.withheld).toEqual(['', 'headers.ce_investment']);
    expect(part.faults.map(({ text }) => text.zh)).toEqual(['内容不是 UTF-8 编码的 JSON']);
    caller = administrator;
    expect((await api.get('/dead-letters')).body).not.toContain(SUM);
    caller = null;
  });
});

describe('sums of money in a question of a ledger', () => {
  it('are left out of what the row said for whoever may not see them', async () => {
    const said = { month: '2026-01', investedToDate: Number(SUM) };
    await api.pool.query(
      `with ledger as (insert into ledger (source, name) values ('/site/test', '台账') returning id),
         begun as (insert into ledger_import (ledger_id, file, actor, trial, backfill, began_at)
           select id, '台账.xlsx', 'x', false, false, now() from ledger returning id, ledger_id),
         said as (insert into ledger_statement
           select ledger_id, 'k', 's', '${CODE}', 'site.progress.reported.v1', 1, 'e', $1, 'asked', 1, id
           from begun returning ledger_id, row_key, slot, subject, event_id)
       insert into ledger_question
         (ledger_id, row_key, slot, subject, event_id, import_id, asked_at, field)
       select said.*, begun.id, now(), 'investedToDate' from said, begun`,
      [JSON.stringify(said)],
    );
    const questionFor = async (identity: Identity) =>
      (await as<Page<LedgerQuestionItem>>(identity, '/ledgers/questions')).items[0];

    expect(await questionFor(auditor)).toMatchObject({ said, withheld: [] });
    const part = await questionFor(administrator);
    expect(part?.said).toEqual({ month: '2026-01' });
    expect(part?.withheld).toEqual(['investedToDate']);
    expect(part?.fieldName?.zh).toBe('累计完成投资（万元）');
  });
});

describe('sums of money in a list of projects', () => {
  async function upload(identity: Identity): Promise<WorkbookImportDetail> {
    const form = new FormData();
    form.append('actor', identity.person);
    form.append('file', new Blob([new Uint8Array(await dirtyList())]), '清单.xlsx');
    const request = new Request('http://localhost/', { method: 'POST', body: form });
    caller = identity;
    const answer = await api.app.inject({
      ...{ method: 'POST', url: '/imports' },
      headers: { 'content-type': request.headers.get('content-type') ?? '' },
      payload: Buffer.from(await request.arrayBuffer()),
    });
    caller = null;
    return answer.json();
  }
  const differing = ({ items }: WorkbookImportDetail) =>
    items.find(({ project }) => project === CODE)?.notes.find(({ code }) => code === 'differs');

  it('say what is registered only to whoever may see it', async () => {
    expect(differing(await upload(team))).toMatchObject({ known: '17654', said: '18000' });
    const own = await upload(administrator);

    expect(differing(own)).toMatchObject({ said: '18000', isWithheld: true });
    expect(JSON.stringify(own)).not.toContain('17654');
    expect(JSON.stringify(own.items[1]?.cells)).toContain('18000万元');
  });

  it("are left out of somebody else's list for whoever may not see them", async () => {
    const { id } = await upload(team);
    const [whole, part] = [
      await as<WorkbookImportDetail>(team, `/imports/${id}`),
      await as<WorkbookImportDetail>(administrator, `/imports/${id}`),
    ];

    expect(JSON.stringify(whole)).toContain('18000万元');
    expect(part.items.map(({ isWithheld }) => isWithheld)).toEqual([true, true, true]);
    for (const sum of ['18000', '17654', '32.5', '325000']) {
      expect(JSON.stringify(part)).not.toContain(sum);
    }
    expect(part.items.map(({ name }) => name)).toEqual(whole.items.map(({ name }) => name));
  });
});
