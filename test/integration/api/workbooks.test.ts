import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { read, utils } from '@e965/xlsx';
import ExcelJS from 'exceljs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzip } from '../../../infra/unzip.ts';
import type {
  WorkbookImportConfirmed,
  WorkbookImportDetail,
} from '../../../api/workbook-responses.ts';
import { savePeople } from '../../../readmodel/people.ts';
import { ROWS_AT_ONCE } from '../../../settlement/workbook/confirm-import.ts';
import { aPerson } from '../../support/a-person.ts';
import { by, commandBody, createTestApi, PLAN, type TestApi } from '../../support/api.ts';
import { runKaigong } from '../../support/cli.ts';
import { dirtyList, xlsxOf } from '../../support/sheets.ts';
import { uploadList } from '../../support/upload-list.ts';

let api: TestApi;

beforeAll(async () => {
  api = await createTestApi();
  await api.register({
    code: 'ZZY-012',
    name: '云帆激光装备产业园',
    investor: '云帆激光',
    milestones: PLAN,
  });
});

afterAll(() => api.close());

const upload = (bytes: Uint8Array, fields?: Record<string, string>) =>
  uploadList(api, bytes, fields);

const confirm = async (id: string, over: object = {}): Promise<WorkbookImportConfirmed> =>
  (await api.post(`/imports/${id}/confirm`, { ...by('administrator'), ...over })).json();

const DUE = /^\d{4}-\d\d-\d\d \S/;
const COLOUR = expect.stringMatching(/^[●◆▲■] [绿蓝黄红]$/u);

// What Word would show: the texts of the document inside.
async function textOf(bytes: Buffer): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'docx-'));
  await writeFile(join(directory, 'a.docx'), bytes);
  await unzip(join(directory, 'a.docx'), directory);
  const xml = await readFile(join(directory, 'word', 'document.xml'), 'utf8');
  return xml.replaceAll(/<[^>]+>/gu, '');
}

describe("a park's own list", () => {
  it('is staged with the faults and guesses of each row, and confirmed once they are answered', async () => {
    const answer = await upload(await dirtyList());

    expect(answer.statusCode).toBe(201);
    const staged = answer.json<WorkbookImportDetail>();
    expect(staged.rows).toMatchObject({ ready: 0, guess: 2, error: 1 });
    const [river, laser, centre] = staged.items;
    expect(river).toMatchObject({ row: 5, state: 'guess', isNew: true, name: '星河智能家电一期' });
    expect(river?.guesses.map(({ field, value, because }) => [field, value, because])).toEqual([
      ['code', 'ZZY-017', 'newCode'],
      ['planned:production', '2026-10-31', 'endOfMonth'],
      ['template', 'greenfield', 'noTemplate'],
    ]);
    expect(laser?.guesses[0]).toMatchObject({
      field: 'code',
      value: 'ZZY-012',
      because: 'similarName',
    });
    expect(laser?.acts).toMatchObject([
      { type: 'requestPlanChange', milestone: 'groundbreaking', to: '2025-10-30' },
      { type: 'requestPlanChange', milestone: 'production', to: '2026-03-31' },
      { type: 'reportField', field: 'siteAreaSquareMetres', value: '60000' },
    ]);
    expect(centre).toMatchObject({ state: 'error', faults: [{ code: 'notADay', found: '待定' }] });
    expect(centre?.notes).toMatchObject([{ code: 'formula', column: '总投资(亿元)' }]);

    await api.post(`/imports/${staged.id}/rows/7`, {
      actor: 'admin-1',
      answers: { 'planned:groundbreaking': '2026-05-01' },
    });
    await api.post(`/imports/${staged.id}/rows/6`, {
      actor: 'admin-1',
      answers: { code: 'ZZY-012' },
    });
    const confirmed = await confirm(staged.id, { acceptGuesses: true });

    expect(confirmed).toMatchObject({ registered: 2, changed: 1, refused: 0, rows: { done: 3 } });
    const river12 = (await api.get('/projects/ZZY-017')).json<{ assessment: object }>();
    expect(river12.assessment).toMatchObject({
      investor: '星河电器',
      people: { manager: '张工' },
    });
    const facts = await api.pool.query('select type, body from fact order by seq');
    expect(await confirm(staged.id)).toEqual(confirmed);
    expect(await api.pool.query('select type, body from fact order by seq')).toMatchObject({
      rows: facts.rows,
    });
  });

  it('changes nothing when it comes again, and says so', async () => {
    const before = (await api.get('/changes?after=0&wait=0')).body;
    const again = (await upload(await dirtyList())).json<WorkbookImportDetail>();
    await api.post(`/imports/${again.id}/rows/7`, {
      actor: 'admin-1',
      answers: { 'planned:groundbreaking': '2026-05-01' },
    });
    await api.post(`/imports/${again.id}/rows/6`, {
      actor: 'admin-1',
      answers: { code: 'ZZY-012' },
    });

    const confirmed = await confirm(again.id, { acceptGuesses: true });

    expect(confirmed).toMatchObject({ registered: 0, changed: 0, refused: 0 });
    expect(confirmed.rows).toMatchObject({ unchanged: 3 });
    expect((await api.get('/changes?after=0&wait=0')).body).toBe(before);
  });

  it('is read by a saved map, and refused where it can not be read', async () => {
    const { id } = (await upload(await dirtyList())).json<WorkbookImportDetail>();
    const columns = { 项目名称: 'name', 开工计划: 'planned:groundbreaking', 责任人: null };
    const body = { actor: 'admin-1', columns, year: 2027, saveAs: '周清单' };
    expect((await api.post(`/imports/${id}/columns`, body)).json()).toMatchObject({
      ...{ map: '周清单', year: 2027 },
    });
    const mapped = (
      await upload(await dirtyList(), { map: '周清单' })
    ).json<WorkbookImportDetail>();
    const fieldOf = (name: string) => mapped.columns.find(({ heading }) => heading === name)?.field;
    expect([fieldOf('项目名称'), fieldOf('开工计划')]).toEqual(['name', 'planned:groundbreaking']);
    // What the map left out is not guessed again.
    expect([fieldOf('责任人'), fieldOf('投资主体')]).toEqual([null, null]);

    const text = await upload(new TextEncoder().encode('项目名称'));
    expect(text.json()).toMatchObject({ status: 422, code: 'WORKBOOK_UNREADABLE' });
    const large = await upload(new Uint8Array(10 * 1024 * 1024 + 1));
    expect(large.json()).toMatchObject({ status: 413, code: 'BODY_TOO_LARGE' });
    expect((await upload(await dirtyList(), { map: '没有' })).statusCode).toBe(422);
  });
});

describe('an exported list', () => {
  it('has frozen headings, a merged title, colours as ink and word, and texts that are no formulas', async () => {
    await api.register({ code: 'ZZY-013', name: '=HYPERLINK("http://x","点")', investor: '@企业' });
    const { rawPayload, headers } = await api.get('/exports/projects.xlsx');

    const book = new ExcelJS.Workbook();
    await book.xlsx.load(new Uint8Array(rawPayload).buffer);
    const sheet = book.worksheets[0];
    expect(headers['content-disposition']).toContain("filename*=UTF-8''");
    expect(sheet?.views[0]).toMatchObject({ state: 'frozen', xSplit: 3, ySplit: 3 });
    expect(sheet?.pageSetup).toMatchObject({
      paperSize: 8,
      orientation: 'landscape',
      fitToWidth: 3,
    });
    // Rows of a fixed height would hide all but the first line of a text.
    expect(sheet?.properties).not.toHaveProperty('customHeight');
    expect(sheet?.getCell('C1').isMerged).toBe(true);
    expect(sheet?.getCell('A1').font.name).toBe('仿宋');
    const cells = Object.values(read(rawPayload, { type: 'buffer' }).Sheets['项目清单'] ?? {});
    expect(cells.filter((cell: { f?: string }) => cell.f !== undefined)).toEqual([]);
    expect(JSON.stringify(cells)).toContain('=HYPERLINK');
    const colours = sheet?.getColumn(16).values.slice(4).map(String) ?? [];
    expect(colours.join()).toMatch(/[●◆▲■] [绿蓝黄红]/u);
    expect(sheet?.getCell('P4').fill).toMatchObject({ pattern: 'solid' });
  });

  it('imported again changes nothing', async () => {
    const { rawPayload } = await api.get('/exports/projects.xlsx');

    const staged = (await upload(rawPayload)).json<WorkbookImportDetail>();

    expect(staged.columns.filter(({ field }) => field !== null).length).toBeGreaterThan(40);
    expect(
      staged.items
        .filter(({ state }) => state !== 'unchanged')
        .map(({ name, faults }) => [name, faults[0]?.code]),
    ).toEqual([
      // Its name looks like a formula.
      [null, 'unreadable'],
    ]);
    expect(
      staged.items.flatMap(({ notes }) => notes.filter(({ code }) => code === 'differs')),
    ).toEqual([]);
  });

  it('as weekly and monthly report has the fixed columns', async () => {
    for (const [file, title] of [
      ['weekly', '重点项目推进周报（2026-01-12 至 2026-01-18）'],
      ['monthly', '重点项目推进月报（2026-01-01 至 2026-01-31）'],
    ] as const) {
      const { rawPayload } = await api.get(`/exports/${file}.xlsx?day=2026-01-15`);
      const { Sheets } = read(rawPayload, { type: 'buffer' });
      const [sheet] = Object.values(Sheets);
      const rows = sheet ? utils.sheet_to_json<string[]>(sheet, { header: 1 }) : [];
      expect(rows[0]?.[0]).toBe(title);
      expect(rows[2]).toEqual([
        ...[
          '序号',
          '项目名称',
          '投资主体',
          '总投资（亿元）',
          '年度计划投资（亿元）',
          '累计完成（亿元）',
        ],
        ...[
          '建设内容',
          '形象进度',
          '存在问题',
          '需协调事项',
          '责任单位',
          '责任人',
          '完成时限',
          '预警颜色',
        ],
      ]);
      const row = rows.find(([, name]) => name === '星河智能家电一期') ?? [];
      expect(row.slice(2, 4)).toEqual(['星河电器', 32.5]);
      expect(row.slice(11)).toEqual(['张工', expect.stringMatching(DUE), COLOUR]);
    }
  });
});

describe('drafts', () => {
  it('are documents of one project, of a meeting and of a slip whose number a person records', async () => {
    await api.post(
      '/projects/ZZY-012/commands',
      commandBody('i-1', 'instruct', {
        instructionId: 'i-1',
        text: '一周内解决临时用电',
        owner: 'pm-1',
        due: '2026-01-22',
      }),
    );
    expect(await textOf((await api.get('/exports/projects/ZZY-012.docx')).rawPayload)).toContain(
      '云帆激光装备产业园',
    );
    const minutes = await textOf((await api.get('/exports/minutes.docx')).rawPayload);
    expect(minutes).toContain('一周内解决临时用电');

    const { items } = (await api.get('/alerts?limit=1')).json<{ items: { id: string }[] }>();
    const id = encodeURIComponent(items[0]?.id ?? '');
    const slip = await api.get(`/exports/supervision-slip/${id}.docx`);
    expect(await textOf(slip.rawPayload)).toContain('督 办 单');
    const body = { actor: 'office-1', number: '园督〔2026〕12号', issuedOn: '2026-01-16' };
    expect((await api.post(`/alerts/${id}/slips`, body)).statusCode).toBe(201);
    expect((await api.post(`/alerts/${id}/slips`, body)).json()).toMatchObject({
      code: 'SLIP_NUMBER_TAKEN',
    });
    const issued = await api.get(`/exports/supervision-slip/${id}.docx`);
    expect(await textOf(issued.rawPayload)).toContain('园督〔2026〕12号');

    const { rows } = await api.pool.query(
      "select act from audit where act in ('export', 'slip.record')",
    );
    expect(rows.length).toBeGreaterThan(5);
  });
});

describe('the command line', () => {
  let folder: string;
  let apiAddress: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kaigong-workbooks-'));
    apiAddress = await api.app.listen({ host: '127.0.0.1', port: 0 });
  });
  afterAll(() => rm(folder, { recursive: true }));

  const kaigong = (args: string) => runKaigong(args, { apiAddress });

  async function listed(...rows: string[][]): Promise<string> {
    const file = join(folder, 'list.xlsx');
    const headings = ['编码', '项目名称', '投资主体', '建设性质', '签约', '投产计划', '项目经理'];
    await writeFile(file, await xlsxOf([headings, ...rows]));
    return file;
  }

  it('writes each list, report and draft as the file that it is', async () => {
    const [alert] = (await api.get('/alerts?limit=1')).json<{ items: { id: string }[] }>().items;
    for (const report of ['projects', 'weekly', 'monthly', 'project ZZY-012', 'minutes']) {
      const { code } = await kaigong(`report ${report} -o ${join(folder, 'x')}`);
      expect([report, code, (await readFile(join(folder, 'x'))).subarray(0, 2).toString()]).toEqual(
        [...[report, 0, 'PK']],
      );
    }
    await kaigong(`report slip ${alert?.id} -o ${join(folder, 'slip')}`);
    expect(await textOf(await readFile(join(folder, 'slip')))).toContain('督 办 单');
  });

  it.each([
    ['report project XX-9', 'PROJECT_NOT_FOUND'],
    ['report slip alert/XX-9', 'ALERT_NOT_FOUND'],
  ])('says what `%s` does not find', async (report, why) => {
    const { code, err } = await kaigong(`${report} -o ${join(folder, 'nothing')}`);

    expect([code, err.includes(why)]).toEqual([1, true]);
    await expect(readFile(join(folder, 'nothing'))).rejects.toThrow('ENOENT');
  });

  it('shows what a list would do, does it once, and says who does what it can not do', async () => {
    await savePeople(api.pool, [aPerson('pm-2', { name: '陈工' })]);
    const file = await listed(
      ['ZZY-101', '远山电机', '远山', 'greenfield', '2026-01-05', '2027-03-31', '陈工'],
      ['ZZY-012', '云帆激光装备产业园', '云帆集团', '', '', '', '陈工'],
      ['ZZY-013', '', '', '', '', '', '吴工'],
    );

    const trial = await kaigong(`project import ${file} --dry-run`);
    expect(trial).toMatchObject({ code: 0, out: '3 rows, nothing was changed' });
    expect(trial.err).toContain('row 2 ready  ZZY-101  远山电机');
    expect(trial.err).toContain('    does assign manager pm-2 2026-01-15');
    expect(trial.err).toContain(
      '    note investor: investor is registered as 云帆激光, the list says',
    );
    expect(trial.err).toContain('    note manager: the list of people has nobody, or several');
    expect((await api.get('/projects/ZZY-101')).statusCode).toBe(404);

    const first = await kaigong(`project import ${file}`);
    expect(first).toMatchObject({
      ...{ code: 0, out: '1 registered, 1 changed, 1 unchanged, 0 refused' },
    });
    expect((await api.get('/projects/ZZY-012')).json()).toMatchObject({
      assessment: { investor: '云帆激光', people: { manager: 'pm-2' } },
    });
    expect((await kaigong(`project import ${file}`)).out).toBe(
      '0 registered, 0 changed, 3 unchanged, 0 refused',
    );
  });

  it('says how far it is with a long list', async () => {
    const rows = Array.from({ length: ROWS_AT_ONCE + 1 }, (_, at) => [
      ...[`ZZY-${at + 200}`, `海潮${at}号`, '海潮', 'greenfield', '2026-01-05', '', ''],
    ]);

    const { code, out, err } = await kaigong(`project import ${await listed(...rows)}`);

    expect({ code, out }).toEqual({
      ...{ code: 0, out: `${rows.length} registered, 0 changed, 0 unchanged, 0 refused` },
    });
    expect(err).toContain(`${ROWS_AT_ONCE} of ${rows.length} rows written`);
  });

  it('names what is wrong in a row, does the others, and says the way out', async () => {
    const file = await listed(
      ['ZZY-102', '近水电机', '近水', 'greenfield', '待定', '2027-03-31', ''],
      ['ZZY-103', '近水泵业', '近水', '', '2026-01-05', '2027年10月底', ''],
    );

    const { code, out, err } = await kaigong(`project import ${file}`);
    expect({ code, out }).toEqual({
      ...{ code: 1, out: '0 registered, 0 changed, 0 unchanged, 0 refused' },
    });
    expect(err).toContain('    fault 签约: expected a day such as 2025-10-30, received 待定');
    expect(err).toContain('    guess planned:production: 2027年10月底 is 2027-10-31 (endOfMonth)');
    expect(err).toContain('    guess template: greenfield (noTemplate)');
    expect(err).toMatch(
      /error: 1 rows with faults, 1 with open guesses, 0 refused\n.*answer on the page$/,
    );

    const guessed = await kaigong(`project import ${file} --accept-guesses`);
    expect(guessed.out).toBe('1 registered, 0 changed, 0 unchanged, 0 refused');
  });

  it.each([
    ['no-such-file.xlsx', 2, /Cannot read no-such-file\.xlsx\n {2}\S/],
    ['LIST --map 没有', 1, /there is no saved map 没有 \(WORKBOOK_UNREADABLE\)/],
    ['LIST --sheet 没有', 1, /没有.*WORKBOOK_UNREADABLE/],
    ['TEXT', 1, /WORKBOOK_UNREADABLE/],
    ['LIST --go-live soon', 2, /expected a day like 2026-01-15/],
  ])('takes nothing from %s', async (args, exit, why) => {
    const file = await listed(['ZZY-104', '远山', '远山', '', '2026-01-05', '', '']);
    const text = join(folder, 'text.xlsx');
    await writeFile(text, '项目名称');

    const { code, out, err } = await kaigong(
      `project import ${args.replace('LIST', file).replace('TEXT', text)}`,
    );

    expect({ code, out }).toEqual({ code: exit, out: '' });
    expect(err).toMatch(why);
  });
});
