import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { domainNow } from '../../readmodel/clock.ts';
import { LEDGER_ANSWERS, listQuestions } from '../../readmodel/ledger-questions.ts';
import { beginImport, listLedgers } from '../../readmodel/ledgers.ts';
import { inTransaction } from '../../readmodel/pool.ts';
import { RequiredAttributes } from '../../schemas/cloud-event.ts';
import { text } from '../../schemas/event-data.ts';
import { fieldName } from '../../schemas/fault-words.ts';
import { LedgerRow } from '../../schemas/ledger-statement.ts';
import { answerLedgerQuestion } from '../../settlement/ledger-answer.ts';
import { finishRows, takeRows, type ImportGone } from '../../settlement/ledger-import.ts';
import type { ApiDeps } from '../deps.ts';
import { ApiError } from '../errors.ts';
import { parseInput } from '../input.ts';
import type { Page } from '../responses.ts';
import { limitParam, numberCursor, pageOf } from '../paging.ts';
import { sightOf } from '../sight.ts';
import { questionFor } from '../withheld-intake.ts';
import type {
  Ledger,
  LedgerAnswerGiven,
  LedgerImportBegun,
  LedgerImportFinished,
  LedgerQuestionItem,
  LedgerRowsTaken,
} from '../intake-responses.ts';

// Rows of one call; each may hold texts of some 4,000 characters.
const MAX_ROWS = 500;
const BODY_LIMIT_BYTES = 4 * 1024 * 1024;
const MOST_IDS = 15;

const BeginBody = z.strictObject({
  source: RequiredAttributes.shape.source,
  ledger: text(40),
  file: text(200),
  actor: text(100),
  trial: z.boolean().default(false),
  backfill: z.boolean().default(false),
});

const RowsBody = z.strictObject({
  rows: z
    .array(LedgerRow)
    .max(MAX_ROWS)
    .refine((rows) => isUnique(rows.map(({ key }) => key)), 'expected each key once')
    .refine((rows) => rows.every(hasUniqueSlots), 'expected each slot once in a row'),
});

const FinishBody = z.strictObject({ whole: z.boolean() });

const AnswerBody = z.strictObject({
  answer: z.enum(LEDGER_ANSWERS),
  actor: text(100),
  reason: text(2000),
});

const PageQuery = z.strictObject({ after: numberCursor.optional(), limit: limitParam });

type WithId = { Params: { id: string } };

/** Takes exported tables in parts, and lists what vanished from them until a person has answered. */
export function ledgerRoutes(app: FastifyInstance, deps: ApiDeps): void {
  const { pool, clockOffsetMs } = deps;

  app.get(
    '/ledgers',
    { config: { right: 'seeIntake', answer: '{ items: Ledger[] }' } },
    async (request): Promise<{ items: Ledger[] }> => ({
      items: await listLedgers(pool, await sightOf(deps, request.identity)),
    }),
  );

  app.post(
    '/ledgers/imports',
    {
      config: {
        right: 'importTables',
        actor: 'id',
        body: BeginBody,
        answer: 'LedgerImportBegun',
        status: 201,
      },
    },
    async (request, reply): Promise<LedgerImportBegun> => {
      const body = parseInput(BeginBody, request.body);
      const at = await domainNow(pool, clockOffsetMs);
      const id = await inTransaction(pool, (client) => beginImport(client, { ...body, at }));
      void reply.code(201);
      return { id: String(id), maxRows: MAX_ROWS };
    },
  );

  app.post<WithId>(
    '/ledgers/imports/:id/rows',
    {
      bodyLimit: BODY_LIMIT_BYTES,
      config: { right: 'importTables', body: RowsBody, answer: 'LedgerRowsTaken' },
    },
    async (request): Promise<LedgerRowsTaken> => {
      const { rows } = parseInput(RowsBody, request.body);
      return going(await takeRows(deps, numberOf(request.params.id), rows), request.params.id);
    },
  );

  app.post<WithId>(
    '/ledgers/imports/:id/finish',
    { config: { right: 'importTables', body: FinishBody, answer: 'LedgerImportFinished' } },
    async (request): Promise<LedgerImportFinished> => {
      const body = parseInput(FinishBody, request.body);
      return going(await finishRows(deps, numberOf(request.params.id), body), request.params.id);
    },
  );

  questionRoutes(app, deps);
}

function questionRoutes(app: FastifyInstance, deps: ApiDeps): void {
  const { pool } = deps;
  app.get(
    '/ledgers/questions',
    { config: { right: 'seeIntake', query: PageQuery, answer: 'Page<LedgerQuestionItem>' } },
    async (request): Promise<Page<LedgerQuestionItem>> => {
      const { after, limit } = parseInput(PageQuery, request.query);
      const seen = await sightOf(deps, request.identity);
      const rows = await listQuestions(pool, { after, limit: limit + 1, seen });
      const item = ({ id, ...rest }: (typeof rows)[number]): LedgerQuestionItem => ({
        id: String(id),
        ...questionFor(seen, rest),
        ...(rest.field !== null && { fieldName: fieldName(rest.field) }),
      });
      return pageOf(rows, limit, { item, cursor: ({ id }) => String(id) });
    },
  );

  app.post<WithId>(
    '/ledgers/questions/:id/answer',
    {
      config: { right: 'importTables', actor: 'id', body: AnswerBody, answer: 'LedgerAnswerGiven' },
    },
    async (request): Promise<LedgerAnswerGiven> => {
      const { id } = request.params;
      const body = parseInput(AnswerBody, request.body);
      const seen = await sightOf(deps, request.identity);
      const outcome = await answerLedgerQuestion({ ...deps, seen }, numberOf(id), body);
      if (outcome === 'unknown')
        throw new ApiError(NO_QUESTION, `There is no ledger question ${id}`);
      if (outcome === 'answered') throw new ApiError(ANSWERED, `Question ${id} has been answered`);
      return outcome;
    },
  );
}

const NO_IMPORT = { code: 'LEDGER_IMPORT_NOT_FOUND', status: 404, title: 'No such import' };
const IMPORT_OVER = { code: 'LEDGER_IMPORT_OVER', status: 409, title: 'This import has ended' };
const NO_QUESTION = { code: 'LEDGER_QUESTION_NOT_FOUND', status: 404, title: 'No such question' };
const ANSWERED = { code: 'LEDGER_QUESTION_ANSWERED', status: 409, title: 'It is answered' };

function going<T extends object>(outcome: T | ImportGone, id: string): T {
  if (outcome === 'unknown') throw new ApiError(NO_IMPORT, `There is no import ${id}`);
  if (outcome !== 'over') return outcome;
  throw new ApiError(
    IMPORT_OVER,
    `Import ${id} has ended, or a later one of its ledger has begun`,
    {
      help: 'Import the file again: what was taken is recognised',
    },
  );
}

// 0 is no id of a row.
const numberOf = (id: string): number =>
  id.length <= MOST_IDS && /^\d+$/.test(id) ? Number(id) : 0;

const isUnique = (texts: readonly string[]): boolean => new Set(texts).size === texts.length;

const hasUniqueSlots = ({ statements }: LedgerRow): boolean =>
  statements === 'unreadable' || isUnique(statements.map(({ slot }) => slot));
