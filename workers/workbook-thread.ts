import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { unpackedBytes } from '../infra/unzip.ts';
import { readWorkbook } from '../schemas/workbook/read-workbook.ts';
import { WORKBOOK_LIMITS, type ReadWorkbook } from '../schemas/workbook/sheet.ts';
import type { WorkbookToRead, WorkbookWasRead } from './workbook-reader.ts';

const ZIP = 'PK\u0003\u0004';

async function read({ bytes, sheet }: WorkbookToRead): Promise<ReadWorkbook> {
  if (Buffer.from(bytes.subarray(0, ZIP.length)).toString('latin1') !== ZIP) {
    throw new Error('it is no .xlsx file inside: save it as one');
  }
  await refuseBomb(bytes);
  return readWorkbook(bytes, sheet);
}

async function refuseBomb(bytes: Uint8Array): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'kaigong-workbook-'));
  try {
    const path = join(directory, 'upload.xlsx');
    await writeFile(path, bytes);
    const { unpackedBytes: limit } = WORKBOOK_LIMITS;
    if ((await unpackedBytes(path, limit)) > limit) {
      throw new Error(`it unpacks to more than ${limit / 1024 / 1024} MB`);
    }
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function main(): Promise<void> {
  // `as`: only workbook-reader.ts starts this thread.
  const answer: WorkbookWasRead = await read(workerData as WorkbookToRead).then(
    (workbook) => ({ workbook }),
    (error: unknown) => ({ refused: error instanceof Error ? error.message : String(error) }),
  );
  parentPort?.postMessage(answer);
}

await main();
