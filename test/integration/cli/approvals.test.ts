import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { read, utils, write } from '@e965/xlsx';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { accepted, permit, submitted } from '../../support/an-approval.ts';
import { createTestApi, type TestApi } from '../../support/api.ts';
import { runKaigong } from '../../support/cli.ts';

let api: TestApi;
let apiAddress: string;
let folder: string;
beforeAll(async () => {
  api = await createTestApi();
  apiAddress = await api.app.listen({ port: 0, host: '127.0.0.1' });
  folder = await mkdtemp(join(tmpdir(), 'kaigong-approvals-'));
  for (const code of ['A-1', 'B-2']) {
    await api.register({ code });
    await api.hear(code, submitted('2026-01-08'), accepted('2026-01-09'));
  }
});
afterAll(async () => {
  await api.close();
  await rm(folder, { recursive: true });
});

const kaigong = (args: string) => runKaigong(args, { apiAddress });
const WHO = '--actor 报建专员-01 --role permitLiaison --reason 按批复';

/** Writes results into the rows of a table of work items, as a person does in Excel. */
async function fill(
  file: string,
  answers: { project: string; item: string; todo: string; cells: Record<string, string> }[],
): Promise<void> {
  const book = read(await readFile(file));
  const sheet = book.Sheets['待办'] ?? {};
  const rows = utils.sheet_to_json<Record<string, string>>(sheet, { defval: '' });
  for (const { project, item, todo, cells } of answers) {
    const row = rows.find(
      (one) => [one['项目'], one['事项'], one['待办']].join() === [project, item, todo].join(),
    );
    if (!row) throw new Error(`no ${todo} of ${item} in ${project}`);
    Object.assign(row, cells);
  }
  book.Sheets['待办'] = utils.json_to_sheet(rows);
  await writeFile(file, write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer);
}

describe('kaigong approval show and why', () => {
  it('print the graph by stage with states, days, holders and what items wait for', async () => {
    const { code, out } = await kaigong('approval show A-1');

    expect(code).toBe(0);
    expect(out).toContain('critical path');
    expect(out).toMatch(/G19.*inReview|G19.*accepted/);
    expect(out).toMatch(/gate to/);
    expect(out).toMatch(/groundbreaking\s+closed/);
  });

  it('tell of an item every step, with when it was recorded and by whom', async () => {
    const { out } = await kaigong('approval why A-1 G19');

    expect(out).toMatch(/SP1\s+submitted\s+2026-01-08/);
    expect(out).toMatch(/SP1\s+accepted\s+2026-01-09/);
    expect(out).toContain('/permit/wuhan-gaoxin');
    expect((await kaigong('approval why A-1 G99')).err).toContain('G19');
  });

  it('list approvals, work and days', async () => {
    expect((await kaigong('approval list --project A-1')).out).toContain('G19');
    expect((await kaigong('approval work --project A-1')).out).toContain('decide');
    expect((await kaigong('approval days --project A-1')).out).toMatch(/sum/);
  });
});

describe('kaigong approval work --xlsx and answer', () => {
  it('take back each filled row as a command, and never twice', async () => {
    const file = join(folder, 'work.xlsx');
    expect((await kaigong(`approval work --project A-1 --xlsx ${file}`)).code).toBe(0);
    const cells = { 结果: '批准', 发生日期: '2026-01-14', 文号: '武新建〔2026〕1号', 证号: 'K-7' };
    await fill(file, [{ project: 'A-1', item: 'G19', todo: '办结', cells }]);

    const first = await kaigong(`approval answer ${file} ${WHO}`);
    const again = await kaigong(`approval answer ${file} ${WHO}`);

    expect(first.out).toContain('taken');
    expect(again.out).toContain('closed');
    const { out } = await kaigong('approval why A-1 G19');
    expect(out.match(/decided\s+2026-01-14/g)).toHaveLength(1);
    expect(out).toContain('报建专员-01 (permitLiaison)');
    expect(out).toContain('K-7');
  });

  it('leave alone what a source has certified meanwhile', async () => {
    const file = join(folder, 'late.xlsx');
    await kaigong(`approval work --project B-2 --xlsx ${file}`);
    const cells = { 结果: '不予批准', 说明: '缺件' };
    await fill(file, [{ project: 'B-2', item: 'G19', todo: '办结', cells }]);
    await api.hear(
      'B-2',
      permit('permit.decision.made.v1', '2026-01-14', { decision: 'approved' }),
    );

    expect((await kaigong(`approval answer ${file} ${WHO}`)).out).toContain('closed');
    expect((await kaigong('approval why B-2 G19')).out).toContain('approved on 2026-01-14');
  });

  it('name the rows that could not be taken', async () => {
    const file = join(folder, 'wrong.xlsx');
    await kaigong(`approval work --project B-2 --xlsx ${file}`);
    const { out: before } = await kaigong('--json approval work --project B-2');
    const items = JSON.parse(before) as { item: string; kind: string }[];
    const item = items.find(({ kind }) => kind === 'apply');
    await fill(file, [
      { project: 'B-2', item: item?.item ?? '', todo: '申报', cells: { 结果: '同意' } },
    ]);

    const { code, out, err } = await kaigong(`approval answer ${file} ${WHO}`);

    expect(code).toBe(1);
    expect(out).toMatch(/refused\s+结果: expected 已申报, not 同意/);
    expect(err).toContain('1 of 1 rows were refused');
  });
});

describe('kaigong approval act', () => {
  it('records what happened under who did it, and says why it is refused', async () => {
    const done = await kaigong(`approval act submit A-1 G01 ${WHO}`);
    const refused = await kaigong(`approval act decide A-1 G01 --decision approved ${WHO}`);

    expect([done.code, done.err]).toEqual([0, '']);
    expect(done.out).toContain('submit accepted');
    expect(refused.code).toBe(1);
    expect(refused.err).toContain('WRONG_STATE');
  });
});
