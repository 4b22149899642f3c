import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { utils, write, type WorkSheet } from '@e965/xlsx';
import { readLedgerSheet } from '../../../cli/ledger-sheet.ts';
import { readTable } from '../../../cli/ledger-table.ts';
import { readRows } from '../../../cli/ledger-rows.ts';
import { csvOf, permitGrid, permitMap, shippedMap, xlsxOf } from '../../support/ledgers.ts';
import { zipBomb } from '../../support/zip-bomb.ts';

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'kaigong-ledger-'));
});
afterAll(() => {
  rmSync(directory, { recursive: true });
});

const map = permitMap();
const ROW = {
  项目代码: 'ZZY-1',
  项目名称: '示例项目',
  申请编号: 'SP-1',
  事项编码: 'G19',
  受理方式: '正常',
  受理日期: '2025.10.30',
};
const TITLE = ['办件台账（示例数据）'];

function file(name: string, content: string | Buffer): string {
  const path = join(directory, name);
  writeFileSync(path, content);
  return path;
}

async function rowsOf(path: string, of = map) {
  return readRows(readTable(await readLedgerSheet(path, of), of), of);
}

const xlsx = (grid: Parameters<typeof xlsxOf>[0], edit?: (sheet: WorkSheet) => void) =>
  file('ledger.xlsx', xlsxOf(grid, edit));

describe('a ledger file', () => {
  const [head = [], row = []] = permitGrid([ROW]);

  it.each([
    ['an .xlsx file', () => xlsx([head, row])],
    ['a .csv file in UTF-8', () => file('a.csv', csvOf([head, row]))],
    ['a .csv file with a byte order mark', () => file('b.csv', `\ufeff${csvOf([head, row])}`)],
    ['a .csv file in GB 18030', () => file('c.csv', gbk(csvOf([head, row])))],
  ])('says the same as %s', async (_what, path) => {
    const { rows, errors } = await rowsOf(path());

    expect(errors).toEqual([]);
    expect(rows).toMatchObject([
      {
        row: 2,
        key: 'SP-1',
        statements: [{ projectCode: 'ZZY-1', said: { projectName: '示例项目' } }],
      },
    ]);
  });

  it('finds its headings below titles, whatever line breaks and widths they have', async () => {
    const wrapped = head.map((name) => (name === '申请编号' ? '申请\n 编号' : name));

    const { rows } = await rowsOf(xlsx([TITLE, [], wrapped, row]));

    expect(rows).toMatchObject([{ row: 4, key: 'SP-1' }]);
  });

  it('takes the headings of the row that its map names', async () => {
    const { rows } = await rowsOf(xlsx([TITLE, head, row]), { ...map, headerRow: 2 });

    expect(rows).toHaveLength(1);
  });

  it('gives every cell of a merged range its value', async () => {
    const second =
      permitGrid([{ ...ROW, 项目代码: null, 项目名称: null, 申请编号: 'SP-2' }])[1] ?? [];
    const path = xlsx([TITLE, head, row, second], (sheet) => {
      sheet['!merges'] = [utils.decode_range('A1:M1'), utils.decode_range('B3:B4')];
    });

    const { rows, errors } = await rowsOf(path);

    expect(errors).toEqual([]);
    expect(rows).toMatchObject([
      { key: 'SP-1', statements: [{ projectCode: 'ZZY-1' }] },
      { key: 'SP-2', statements: [{ projectCode: 'ZZY-1' }] },
    ]);
  });

  it('passes over blank rows, strokes for nothing, and sums', async () => {
    const sum = ['合计', null, null, '1 件'];
    const empty = permitGrid([{ ...ROW, 申请编号: 'SP-2', 发证日期: '—', 办结日期: '/' }])[1] ?? [];

    const { rows, errors } = await rowsOf(xlsx([head, row, [], empty, sum]));

    expect(errors).toEqual([]);
    expect(rows.map(({ key, statements }) => [key, statements.length])).toEqual([
      ['SP-1', 1],
      ['SP-2', 1],
    ]);
  });

  it('reads dates by what they are, not by how they are shown', async () => {
    const path = xlsx([head, row], (sheet) => {
      sheet['H2'] = { t: 'n', v: 45_960.5, z: 'm"月"d"日"' };
    });

    const { rows } = await rowsOf(path);

    expect(rows).toMatchObject([{ statements: [{ said: { occurredAt: '2025-10-30 12:00:00' } }] }]);
  });

  it('takes the stored result of a formula, and refuses one without, or with an error', async () => {
    const path = xlsx([head, row, row, row], (sheet) => {
      sheet['D2'] = { t: 's', v: 'SP-7', f: 'VLOOKUP(A2,X:Y,2)' };
      sheet['D3'] = { t: 'e', v: 0x2a, f: 'VLOOKUP(A3,X:Y,2)' };
    });

    const { rows, errors } = await rowsOf(path);

    expect(rows.map(({ key }) => key)).toEqual(['SP-7', 'SP-1']);
    expect(errors).toMatchObject([{ cell: 'D3', message: 'holds the error #N/A' }]);
  });

  it('names the cell of what can not be taken, and says what was expected', async () => {
    const bad = permitGrid([{ ...ROW, 申请编号: 'SP-2', 受理日期: '10月底' }])[1] ?? [];

    const { rows, errors } = await rowsOf(xlsx([TITLE, head, row, bad]));

    expect(errors).toEqual([
      {
        cell: 'H4',
        column: '受理日期',
        found: '10月底',
        message: 'expected a day such as 2025-10-30, received 10月底',
      },
    ]);
    expect(rows).toMatchObject([{ key: 'SP-1' }, { key: 'SP-2', statements: 'unreadable' }]);
  });

  it('counts a key where it came first, and names the row', async () => {
    const { rows, errors, unknown } = await rowsOf(xlsx([head, row, row]));

    expect([rows.length, unknown]).toEqual([1, 1]);
    expect(errors).toMatchObject([{ cell: 'D3', message: expect.stringContaining('row 2') }]);
  });

  it('reads the sheet that its map names', async () => {
    const book = utils.book_new(utils.aoa_to_sheet([['说明']]), '封面');
    utils.book_append_sheet(book, utils.aoa_to_sheet([head, row]), '办件');
    // `as`: asked for as a buffer.
    const path = file('sheets.xlsx', write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer);

    expect((await rowsOf(path, { ...map, sheet: '办件' })).rows).toHaveLength(1);
    await expect(rowsOf(path, { ...map, sheet: '明细' })).rejects.toThrow(
      'it has no sheet 明细, but 封面, 办件',
    );
  });

  it('fits the shipped map of a power company', async () => {
    const columns = ['项目代码', '工单编号', '报装容量（kVA）', '电压等级（kV）', '受理时间'];
    const more = ['方案答复时间', '送电日期', '状态', '期别', '电表编号'];
    const cells = [
      'ZZY-1',
      'GD-1',
      '2,000',
      '10',
      '2025/12/1 9:30',
      '',
      '2026.1.10',
      '已送电',
      '',
      '',
    ];

    const { rows, errors } = await rowsOf(
      file('power.csv', csvOf([[...columns, ...more], cells])),
      shippedMap('power-supply'),
    );

    expect(errors).toEqual([]);
    expect(rows).toMatchObject([
      {
        key: 'ZZY-1 / GD-1',
        statements: [
          { said: { capacityKva: 2000, occurredAt: '2025-12-01 09:30:00' } },
          { type: 'utility.application.connected.v1', said: { occurredAt: '2026-01-10' } },
        ],
      },
    ]);
  });
});

describe('a file that is refused', () => {
  const [head = [], row = []] = permitGrid([ROW]);

  it.each([
    ['no table', () => file('a.pdf', '%PDF'), 'neither .xlsx nor .csv'],
    [
      'an old .xls by another name',
      () => file('old.xlsx', Buffer.from('d0cf11e0', 'hex')),
      'no .xlsx',
    ],
    ['a broken one', () => file('broken.xlsx', 'PK\u0003\u0004 and nothing'), "can't be read"],
    ['one of 1904', () => xlsxOf1904(), 'counts days from 1904'],
    [
      'one that is not text',
      () => file('bytes.csv', Buffer.from([0xff, 0xff, 0xff])),
      "can't be read",
    ],
    ['one that is not there', () => join(directory, 'none.csv'), 'Cannot read'],
    ['a zip bomb', () => file('bomb.xlsx', zipBomb(301)), 'unpacks to more than 300 MB'],
    [
      'too large a one',
      () => file('large.csv', Buffer.alloc(21 * 1024 * 1024)),
      'larger than 20 MB',
    ],
    ['too long a one', () => file('long.csv', 'a\n'.repeat(100_001)), 'more than 100000 rows'],
    ['too wide a one', () => file('wide.csv', ','.repeat(200)), 'more than 200 columns'],
  ])('is %s', async (_what, path, says) => {
    await expect(rowsOf(path())).rejects.toThrow(says);
  });

  it('lacks a column: the nearest row is named with what it lacks', async () => {
    const without = head.map((name) => (name === '证照编号' ? '证书号' : name));

    await expect(rowsOf(xlsx([TITLE, without, row]))).rejects.toMatchObject({
      help: 'Row 2 comes nearest; it lacks 证照编号',
    });
  });

  it('has two columns of one heading', async () => {
    await expect(rowsOf(xlsx([[...head, '申请编号'], row]))).rejects.toThrow(
      'two columns 申请编号',
    );
  });

  function xlsxOf1904(): string {
    const book = utils.book_new(utils.aoa_to_sheet([head, row]), '台账');
    book.Workbook = { WBProps: { date1904: true } };
    // `as`: asked for as a buffer.
    return file('1904.xlsx', write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer);
  }
});

// As Excel saves CSV in China.
function gbk(text: string): Buffer {
  const codes = gb18030Codes();
  return Buffer.concat(
    Array.from(text, (character) => codes.get(character) ?? Buffer.from(character)),
  );
}

// Node decodes GB 18030 but does not encode it: the two-byte plane, read backwards.
function gb18030Codes(): Map<string, Buffer> {
  const decoder = new TextDecoder('gb18030');
  const codes = new Map<string, Buffer>();
  for (let high = 0x81; high <= 0xfe; high += 1) {
    for (let low = 0x40; low <= 0xfe; low += 1) {
      const bytes = Buffer.from([high, low]);
      const text = decoder.decode(bytes);
      if (text.length === 1 && low !== 0x7f) codes.set(text, bytes);
    }
  }
  return codes;
}
