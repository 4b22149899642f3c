import ExcelJS from 'exceljs';
import type { SheetCell } from '../../schemas/workbook/sheet.ts';

/** Cells of a sheet as they are read: texts, numbers, and `null` for empty ones. */
export const cells = (...values: (string | number | SheetCell | null)[]): (SheetCell | null)[] =>
  values.map((value) => {
    if (typeof value === 'string') return { kind: 'text', text: value };
    return typeof value === 'number' ? { kind: 'number', value } : value;
  });

/** The bytes of a workbook with one sheet; `merges` such as `A1:F1`. */
export async function xlsxOf(
  rows: readonly (readonly ExcelJS.CellValue[])[],
  { merges = [], name = '清单' }: { merges?: readonly string[]; name?: string } = {},
): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet(name);
  for (const row of rows) sheet.addRow([...row]);
  for (const merge of merges) sheet.mergeCells(merge);
  return new Uint8Array(await book.xlsx.writeBuffer());
}

/** A park's list as such bureaus keep it: a title, headings in two rows, merged cells, dates as people write them. */
export const dirtyList = (): Promise<Uint8Array> =>
  xlsxOf(
    [
      ['2026年重点项目推进清单'],
      ['序号', '项目名称', '投资主体', '总投资（亿元）', '占地', '开工', '', '投产', '', '责任人'],
      ['', '', '', '', '', '计划', '实际', '计划', '预计', ''],
      ['一、在建项目'],
      [
        1,
        '星河智能家电一期',
        '星河电器',
        32.5,
        '320亩',
        '2025.10.30',
        '2025.10.28',
        '10月底',
        '',
        '张工',
      ],
      [2, '云帆激光装备', '云帆激光', '18000万元', '6万方', 45960, '', '一季度末', '', ''],
      [
        3,
        '云帆检测中心',
        '',
        { formula: '1+2', result: 3 },
        '',
        '待定',
        '',
        '2026年上半年',
        '',
        '李工',
      ],
      ['合计', '', '', 35.5],
    ],
    {
      merges: [
        ...['A1:J1', 'F2:G2', 'H2:I2', 'A4:J4', 'C6:C7'],
        ...['A2:A3', 'B2:B3', 'C2:C3', 'D2:D3', 'E2:E3', 'J2:J3'],
      ],
    },
  );
