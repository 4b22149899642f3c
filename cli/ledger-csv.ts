import { parse } from 'csv-parse/sync';
import { LEDGER_LIMITS, type LedgerSheet } from './ledger-limits.ts';
import { textCell } from '../schemas/text-cell.ts';

const MAX_RECORD_BYTES = 1024 * 1024;

/** The cells of a CSV file in UTF-8 or GB 18030 (what Excel writes in China). Throws an Error that says what is wrong. */
export function readCsv(bytes: Buffer, delimiter: string): LedgerSheet {
  const rows = parse(decode(bytes), {
    bom: true,
    delimiter,
    relax_column_count: true,
    skip_empty_lines: false,
    max_record_size: MAX_RECORD_BYTES,
    to: LEDGER_LIMITS.rows + 1,
  });
  return { name: 'csv', rows: rows.map((row) => row.map(textCell)) };
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030', { fatal: true }).decode(bytes);
  }
}
