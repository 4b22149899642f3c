import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import {
  findDeadLetter,
  listDeadLetters,
  type DeadLetterRow,
} from '../../readmodel/dead-letters.ts';
import { DEAD_LETTER_REASONS } from '../../schemas/dead-letter.ts';
import type { ApiDeps } from '../deps.ts';
import { ApiError } from '../errors.ts';
import { parseInput } from '../input.ts';
import { limitParam, numberCursor, pageOf } from '../paging.ts';
import type { DeadLetterDetail, DeadLetterSummary } from '../responses.ts';

const ListQuery = z.strictObject({
  reason: z.enum(DEAD_LETTER_REASONS).optional(),
  after: numberCursor.optional(),
  limit: limitParam,
});

/** Messages that could not be taken in, latest first, and one of them as it came. */
export function deadLetterRoutes(app: FastifyInstance, { pool }: ApiDeps): void {
  app.get('/dead-letters', async (request) => {
    const { reason, after, limit } = parseInput(ListQuery, request.query);
    const rows = await listDeadLetters(pool, { reason, before: after, limit: limit + 1 });
    return pageOf(rows, limit, { item: summaryOf, cursor: ({ id }) => String(id) });
  });

  app.get<{ Params: { id: string } }>('/dead-letters/:id', async (request) => {
    const { id } = request.params;
    const number = numberCursor.safeParse(id);
    const letter = number.success ? await findDeadLetter(pool, number.data) : undefined;
    if (!letter) throw new ApiError('DEAD_LETTER_NOT_FOUND', `There is no dead letter ${id}`);
    const { key, headers, raw } = letter;
    const detail: DeadLetterDetail = { ...summaryOf(letter), key, headers, raw };
    return detail;
  });
}

const summaryOf = (row: DeadLetterRow): DeadLetterSummary => ({
  id: String(row.id),
  reason: row.reason,
  path: row.path,
  detail: row.detail,
  source: row.source,
  eventId: row.eventId,
  type: row.type,
  project: row.projectCode,
  topic: row.topic,
  partition: row.partition,
  offset: row.offset,
  at: row.at,
});
