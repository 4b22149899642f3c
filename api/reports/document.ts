import {
  AlignmentType,
  Document,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';

/** A part of a draft: a line, a heading, or a table whose first row is its head. */
export type DraftPart =
  | { kind: 'heading'; text: string }
  | { kind: 'line'; text: string }
  | { kind: 'table'; rows: readonly (readonly string[])[]; widths: readonly number[] };

/** A paper for a person to edit and to issue. */
export interface Draft {
  title: string;
  /** Below the title, such as a number that is still to be written. */
  subtitle?: string;
  parts: readonly DraftPart[];
  /** At the end: where it comes from. */
  footer: string;
}

// Official papers are set so (GB/T 9704): 仿宋 3号, headings 黑体, the title 小标宋.
const BODY = '仿宋';
const HEADING = '黑体';
const TITLE = '方正小标宋简体';
const HALF_POINTS = { title: 44, heading: 32, body: 32, cell: 24, footer: 20 } as const;

// Between the margins of A4, in twentieths of a point.
const TEXT_TWIPS = 9026;

/** The bytes of an editable .docx file. */
export async function writeDocument({ title, subtitle, parts, footer }: Draft): Promise<Buffer> {
  const document = new Document({
    title,
    creator: 'Kaigong',
    styles: { default: { document: { run: runOf(BODY, HALF_POINTS.body) } } },
    sections: [
      {
        children: [
          centred(title, TITLE, HALF_POINTS.title),
          ...(subtitle === undefined ? [] : [centred(subtitle, BODY, HALF_POINTS.body)]),
          ...parts.map(partOf),
          line(footer, BODY, HALF_POINTS.footer),
        ],
      },
    ],
  });
  return Packer.toBuffer(document);
}

function partOf(part: DraftPart): Paragraph | Table {
  if (part.kind === 'heading') return line(part.text, HEADING, HALF_POINTS.heading);
  if (part.kind === 'line') return line(part.text, BODY, HALF_POINTS.body);
  const { rows, widths } = part;
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    // LibreOffice goes by these, Word by the widths of the cells.
    columnWidths: widths.map((share) => Math.round((share * TEXT_TWIPS) / 100)),
    rows: rows.map((cells, at) => {
      const children = cells.map((text, column) => cellOf(text, at === 0, widths[column]));
      return new TableRow({ children, tableHeader: at === 0, cantSplit: true });
    }),
  });
}

function cellOf(text: string, isHead: boolean, width: number | undefined): TableCell {
  return new TableCell({
    ...(width !== undefined && { width: { size: width, type: WidthType.PERCENTAGE } }),
    children: text.split('\n').map((one) => line(one, isHead ? HEADING : BODY, HALF_POINTS.cell)),
  });
}

const line = (text: string, font: string, size: number): Paragraph =>
  new Paragraph({ children: [new TextRun({ text: printable(text), ...runOf(font, size) })] });

const centred = (text: string, font: string, size: number): Paragraph =>
  new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { after: 240 },
    children: [new TextRun({ text: printable(text), ...runOf(font, size) })],
  });

const runOf = (font: string, size: number) => ({
  font: { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: font },
  size,
});

// XML has no place for them.
const printable = (text: string): string =>
  text.replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/gu, '');
