import { describe, expect, it } from '@jest/globals';
import ExcelJS from 'exceljs';
import { guessColumns, milestoneNames } from '../../../schemas/workbook/guess-columns.ts';
import { findHeadings } from '../../../schemas/workbook/find-headings.ts';
import { createWorkbookReader } from '../../../workers/workbook-reader.ts';
import { catalogue } from '../../support/a-project.ts';
import { dirtyList, xlsxOf } from '../../support/sheets.ts';
import { zipBomb } from '../../support/zip-bomb.ts';

const read = createWorkbookReader();
const known = { milestones: milestoneNames(catalogue.lifecycles.values()), year: 2026 };

describe('an uploaded workbook', () => {
  it('gives its cells, merged ones everywhere, and marks the results of formulas', async () => {
    const answer = await read(await dirtyList());

    const { sheet } = 'workbook' in answer ? answer.workbook : { sheet: { rows: [] } };
    expect(sheet.rows[0]?.[9]).toEqual({ kind: 'text', text: '2026年重点项目推进清单' });
    expect(sheet.rows[6]?.[2]).toEqual({ kind: 'text', text: '云帆激光' });
    expect(sheet.rows[6]?.[3]).toEqual({ kind: 'number', value: 3, formula: true });
    const headings = findHeadings({ name: '', rows: sheet.rows }, known);
    expect(headings).toMatchObject({ firstRow: 2, dataRow: 4, title: '2026年重点项目推进清单' });
    expect(guessColumns(headings?.names ?? [], known)).toEqual([
      null,
      'name',
      'investor',
      'totalInvestment',
      'siteArea',
      'planned:groundbreaking',
      'actual:groundbreaking',
      'planned:production',
      'forecast:production',
      'manager',
    ]);
  });

  it('is read by the name of a sheet, and says which there are', async () => {
    expect(await read(await dirtyList(), '清单')).toHaveProperty('workbook');
    expect(await read(await dirtyList(), '其他')).toEqual({
      refused: 'it has no sheet 其他, but 清单',
    });
  });

  it('is refused when it is no workbook, has too many rows, or takes too long', async () => {
    const text = new TextEncoder().encode('项目名称,投资主体');
    expect(await read(text)).toEqual({ refused: 'it is no .xlsx file inside: save it as one' });
    const long = await xlsxOf(Array.from({ length: 5001 }, (_none, at) => [at]));
    expect(await read(long)).toEqual({ refused: 'it has more than 5000 rows' });
    const hasty = createWorkbookReader({ timeLimitMs: 1 });
    expect(await hasty(await dirtyList())).toEqual({
      refused: 'reading it took longer than 0.001 s',
    });
  });

  it('says of each cell that can not be read what stands there, and runs no formula', async () => {
    const answer = await read(
      await xlsxOf([
        [
          { formula: '1+2' },
          { error: '#REF!' },
          new Date('1900-01-05'),
          { formula: 'NOW()', result: new Date('2026-10-30') },
        ],
      ]),
    );

    const { sheet } = 'workbook' in answer ? answer.workbook : { sheet: { rows: [] } };
    expect(sheet.rows[0]).toEqual([
      {
        kind: 'unreadable',
        why: 'holds a formula without a stored result: open and save the file in Excel',
        formula: true,
      },
      { kind: 'unreadable', why: 'holds the error #REF!' },
      { kind: 'unreadable', why: 'is formatted as a date but is none since 1992' },
      { kind: 'moment', moment: '2026-10-30', formula: true },
    ]);
  });

  it('may have 200 columns and no more', async () => {
    const ofWidth = (length: number) => xlsxOf([Array.from({ length }, String)]);

    expect(await read(await ofWidth(200))).toHaveProperty('workbook');
    expect(await read(await ofWidth(201))).toEqual({ refused: 'it has more than 200 columns' });
  });

  it('is refused when it counts days from 1904', async () => {
    const book = new ExcelJS.Workbook();
    book.properties.date1904 = true;
    book.addWorksheet('清单').addRow(['项目名称']);

    expect(await read(new Uint8Array(await book.xlsx.writeBuffer()))).toEqual({
      refused: 'it counts days from 1904: switch that off',
    });
  });

  it('is refused when it unpacks to more than it may', async () => {
    expect(await read(zipBomb(101))).toEqual({ refused: 'it unpacks to more than 100 MB' });
  });
});
