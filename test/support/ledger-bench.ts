import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LedgerQuestionItem } from '../../api/intake-responses.ts';
import { decode, type EncodedMessage } from '../../gateway/codec.ts';
import type { CloudEvent } from '../../schemas/cloud-event.ts';
import { createTestApi, type TestApi } from './api.ts';
import { runKaigong, type CliRun } from './cli.ts';
import { permitGrid, xlsxOf, type PermitRow } from './ledgers.ts';

/** The shipped map of an approval window's table. */
export const PERMIT_MAP = fileURLToPath(
  new URL('../../definitions/ledger-maps/permit-window.json', import.meta.url),
);

interface Imported {
  code: number;
  out: string;
  err: string;
  /** What is new in the outbox, in its order. */
  sent: CloudEvent[];
}

/** Imports tables of an approval window by command line into an API on a database of its own. */
export interface LedgerBench {
  api: TestApi;
  apiAddress: string;
  directory: string;
  /** Whose ledger it is: another after each `nextSource`, which knows no row yet. */
  source: () => string;
  nextSource: () => void;
  kaigong: (args: string) => Promise<CliRun>;
  /** Writes the rows below a title and the headings: the first stands in row 3. */
  ledgerFile: (rows: readonly PermitRow[]) => string;
  importRows: (rows: readonly PermitRow[], options?: string) => Promise<Imported>;
  questions: () => Promise<LedgerQuestionItem[]>;
  answer: (id: string | undefined, said: 'kept' | 'wrong') => Promise<CliRun>;
  /** Id of the last row of the outbox; 0 while it is empty. */
  lastId: () => Promise<number>;
  eventsAfter: (id: number) => Promise<CloudEvent[]>;
  close: () => Promise<void>;
}

export async function createLedgerBench(): Promise<LedgerBench> {
  const api = await createTestApi();
  const apiAddress = await api.app.listen({ host: '127.0.0.1', port: 0 });
  const directory = mkdtempSync(join(tmpdir(), 'kaigong-import-'));
  let sources = 0;
  const source = () => `/permit/window-${sources}`;
  const kaigong = (args: string) => runKaigong(args, { apiAddress });
  const lastId = () => lastOutboxId(api);
  const eventsAfter = (id: number) => outboxAfter(api, id);
  const ledgerFile = (rows: readonly PermitRow[]) => {
    const path = join(directory, 'ledger.xlsx');
    writeFileSync(path, xlsxOf([['办件台账'], ...permitGrid(rows)]));
    return path;
  };
  return {
    api,
    apiAddress,
    directory,
    source,
    nextSource: () => (sources += 1),
    kaigong,
    ledgerFile,
    lastId,
    eventsAfter,
    async importRows(rows, options = '') {
      const before = await lastId();
      const args = `event import ${ledgerFile(rows)} --source ${source()} --map ${PERMIT_MAP}`;
      const run = await kaigong(args + options);
      return { ...run, sent: await eventsAfter(before) };
    },
    async questions() {
      const { out } = await kaigong('--json ledger questions');
      const all = JSON.parse(out) as LedgerQuestionItem[];
      return all.filter((one) => one.source === source());
    },
    answer: (id, said) =>
      kaigong(`ledger answer ${id ?? ''} --answer ${said} --reason seen --actor 李`),
    async close() {
      await api.close();
      rmSync(directory, { recursive: true });
    },
  };
}

async function lastOutboxId({ pool }: TestApi): Promise<number> {
  const { rows } = await pool.query<{ id: number }>(
    'select coalesce(max(id), 0) as id from outbox',
  );
  return rows[0]?.id ?? 0;
}

async function outboxAfter({ pool }: TestApi, id: number): Promise<CloudEvent[]> {
  const { rows } = await pool.query<EncodedMessage>(
    `select key, value, headers from outbox
     where id > $1 and topic in ('permit.events', 'utility.events', 'site.events') order by id`,
    [id],
  );
  return rows.map((row) => {
    const decoded = decode(row);
    if (!decoded.ok) throw new Error(decoded.detail);
    return decoded.event;
  });
}

/** A row whose application has been accepted on 2025-12-01. */
export const accepted = (over: PermitRow = {}): PermitRow => ({
  项目代码: 'L-1',
  项目名称: '示例项目',
  申请编号: 'SP-1',
  事项编码: 'G19',
  受理方式: '正常',
  受理日期: '2025.12.01',
  ...over,
});

/** … and whose permit has been issued on 2025-12-05. */
export const issued = (over: PermitRow = {}): PermitRow =>
  accepted({
    发证日期: '2025年12月5日',
    证照名称: '建筑工程施工许可证',
    证照编号: 'SG-1',
    ...over,
  });

export const ACCEPTED = 'cn.zhizaoyuan.permit.application.accepted.v1';
export const ISSUED = 'cn.zhizaoyuan.permit.certificate.issued.v1';
export const CORRECTED = 'cn.zhizaoyuan.permit.corrected.v1';
export const VOIDED = 'cn.zhizaoyuan.permit.voided.v1';
