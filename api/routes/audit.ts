import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Pool } from 'pg';
import { z } from 'zod';
import { appendAudit, type AuditRow } from '../../readmodel/audit.ts';
import { listAudit, verifyAudit, type AuditCheck } from '../../readmodel/audit-reading.ts';
import { inTransaction } from '../../readmodel/pool.ts';
import { text } from '../../schemas/event-data.ts';
import { auditBy } from '../audit-entry.ts';
import type { AuditItem } from '../audit-responses.ts';
import type { ApiDeps } from '../deps.ts';
import { invalidInput } from '../errors.ts';
import { parseInput } from '../input.ts';
import { limitParam, numberCursor, pageOf } from '../paging.ts';
import type { Page } from '../responses.ts';

// In one zone: PostgreSQL reads neither every offset nor every year.
const instant = z.iso
  .datetime({ offset: true })
  .transform((given) => new Date(given).toISOString())
  .refine((at) => /^(19[7-9]|[2-9]\d\d)\d-/.test(at), 'expected a time since 1970');
const filter = {
  person: text(100).optional(),
  act: text(100).optional(),
  object: text(400).optional(),
  project: text(200).optional(),
  from: instant.optional(),
  until: instant.optional(),
};
const AuditQuery = z.strictObject({ ...filter, after: numberCursor.optional(), limit: limitParam });
const ExportQuery = z.strictObject(filter);
const VerifyQuery = z.strictObject({
  /** An end that an earlier check has told, as `<seq>:<hash>`. */
  noted: z
    .string()
    .regex(/^\d{1,15}:[0-9a-f]{64}$/, 'expected <seq>:<hash>')
    .optional(),
});

const PART = 1_000;
const MOST_EXPORTED = 100_000;

/** Who did what and when: in pages, whole, and whether it is as it was written. */
export function auditRoutes(app: FastifyInstance, { pool }: ApiDeps): void {
  app.get(
    '/audit',
    { config: { right: 'seeAudit', query: AuditQuery, answer: 'Page<AuditItem>' } },
    async (request): Promise<Page<AuditItem>> => {
      const { after, limit, ...wanted } = parseInput(AuditQuery, request.query);
      const rows = await listAudit(pool, wanted, { before: after, limit: limit + 1 });
      return pageOf(rows, limit, { item: (row) => row, cursor: ({ seq }) => String(seq) });
    },
  );

  app.get(
    '/audit/check',
    { config: { right: 'seeAudit', query: VerifyQuery, answer: 'AuditCheck' } },
    async (request): Promise<AuditCheck> => {
      const { noted } = parseInput(VerifyQuery, request.query);
      const [seq, hash] = noted?.split(':') ?? [];
      return verifyAudit(pool, hash === undefined ? undefined : { seq: Number(seq), hash });
    },
  );

  exportRoutes(app, pool);
}

function exportRoutes(app: FastifyInstance, pool: Pool): void {
  const config = { right: 'seeAudit', query: ExportQuery } as const;
  app.get(
    '/audit/export',
    { config: { ...config, answer: 'text/csv' } },
    async (request, reply) => {
      const rows = await takenOut(pool, request);
      void reply.header('content-disposition', 'attachment; filename="audit.csv"');
      return reply.type('text/csv; charset=utf-8').send(csvOf(rows));
    },
  );

  app.get(
    '/audit/export.jsonl',
    { config: { ...config, answer: 'application/jsonl' } },
    async (request, reply) => {
      const rows = await takenOut(pool, request);
      const lines = rows.map((row: AuditItem) => `${JSON.stringify(row)}\n`);
      return reply.type('application/jsonl; charset=utf-8').send(lines.join(''));
    },
  );
}

/** The entries that are asked for; that somebody has taken them out is an entry of its own behind them. */
async function takenOut(pool: Pool, request: FastifyRequest): Promise<AuditRow[]> {
  const wanted = parseInput(ExportQuery, request.query);
  const rows = await allOf((before) => listAudit(pool, wanted, { before, limit: PART }));
  const person = request.identity?.person ?? null;
  await inTransaction(pool, (client) =>
    appendAudit(client, {
      ...auditBy(request, ''),
      ...{ person, act: 'audit.export', object: 'audit' },
      after: { ...wanted, entries: rows.length },
    }),
  );
  return rows;
}

async function allOf(
  partBefore: (before: number | undefined) => Promise<AuditRow[]>,
): Promise<AuditRow[]> {
  const rows: AuditRow[] = [];
  for (;;) {
    const part = await partBefore(rows.at(-1)?.seq);
    rows.push(...part);
    if (part.length < PART) return rows;
    if (rows.length >= MOST_EXPORTED) {
      const message = `covers more than ${MOST_EXPORTED} entries: narrow it, by from and until for one`;
      throw invalidInput([{ path: 'from', message }]);
    }
  }
}

const COLUMNS = [
  ...([
    'seq',
    'at',
    'person',
    'role',
    'onBehalfOf',
    'via',
    'act',
    'object',
    'projectCode',
  ] as const),
  ...(['source', 'before', 'after', 'prevHash', 'hash'] as const),
] as const;

// With a mark of its encoding, without which Excel takes Chinese for something else.
const csvOf = (rows: readonly AuditRow[]): string =>
  `\uFEFF${[COLUMNS, ...rows.map(cellsOf)].map((cells) => cells.map(cell).join(',')).join('\r\n')}\r\n`;

const cellsOf = (row: AuditRow): unknown[] => COLUMNS.map((column) => row[column]);

function cell(value: unknown): string {
  const told = typeof value === 'string' ? value : value === null ? '' : JSON.stringify(value);
  // What begins like a formula would be run by whoever opens the table.
  const safe = /^[=+\-@\t\r]/.test(told) ? `'${told}` : told;
  return `"${safe.replaceAll('"', '""')}"`;
}
