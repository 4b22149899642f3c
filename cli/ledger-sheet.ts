import { readFile, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { unpackedBytes } from '../infra/unzip.ts';
import type { LedgerMap } from '../schemas/ledger-map.ts';
import { CliFailure, EXIT } from './failure.ts';
import { readCsv } from './ledger-csv.ts';
import { LEDGER_LIMITS, type LedgerSheet } from './ledger-limits.ts';
import { readXlsx } from './ledger-xlsx.ts';

/** Reads the table of an .xlsx or .csv file; throws a CliFailure for any other and for one beyond the limits. */
export async function readLedgerSheet(
  path: string,
  map: Pick<LedgerMap, 'sheet' | 'delimiter'>,
): Promise<LedgerSheet> {
  const bytes = await readBytes(path);
  const sheet = await parse(path, bytes, map);
  const columns = sheet.rows.reduce((most, row) => Math.max(most, row.length), 0);
  if (sheet.rows.length > LEDGER_LIMITS.rows)
    refuse(path, `has more than ${LEDGER_LIMITS.rows} rows`);
  if (columns > LEDGER_LIMITS.columns)
    refuse(path, `has more than ${LEDGER_LIMITS.columns} columns`);
  return sheet;
}

async function readBytes(path: string): Promise<Buffer> {
  try {
    const { size } = await stat(path);
    if (size > LEDGER_LIMITS.fileBytes) refuse(path, 'is larger than 20 MB');
    return await readFile(path);
  } catch (cause) {
    if (cause instanceof CliFailure) throw cause;
    const help = cause instanceof Error ? cause.message : 'Check the path';
    throw new CliFailure(`Cannot read ${path}`, { exitCode: EXIT.usage, help, cause });
  }
}

async function parse(
  path: string,
  bytes: Buffer,
  { sheet, delimiter }: Pick<LedgerMap, 'sheet' | 'delimiter'>,
): Promise<LedgerSheet> {
  const extension = extname(path).toLowerCase();
  if (extension === '.csv') return attempt(path, () => readCsv(bytes, delimiter));
  if (extension !== '.xlsx') refuse(path, 'is neither .xlsx nor .csv: save it as one of them');
  if (!bytes.subarray(0, ZIP.length).equals(ZIP)) refuse(path, 'is no .xlsx file inside');
  const size = await unpackedBytes(path, LEDGER_LIMITS.unpackedBytes).catch((cause: unknown) =>
    broken(path, cause),
  );
  if (size > LEDGER_LIMITS.unpackedBytes) refuse(path, 'unpacks to more than 300 MB');
  return attempt(path, () => readXlsx(bytes, sheet));
}

const ZIP = Buffer.from('PK\u0003\u0004', 'latin1');

function attempt<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    return broken(path, cause);
  }
}

function broken(path: string, cause: unknown): never {
  const message = cause instanceof Error ? cause.message : String(cause);
  throw new CliFailure(`${path} can't be read as a table: ${message}`, { cause });
}

function refuse(path: string, why: string): never {
  throw new CliFailure(`${path} ${why}`);
}
