import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import {
  FATES,
  findDeadLetter,
  isEventKnown,
  listDeadLetters,
  type DeadLetterRow,
} from '../../readmodel/dead-letters.ts';
import { mendingsOf } from '../../readmodel/mendings.ts';
import { DEAD_LETTER_REASONS } from '../../schemas/dead-letter.ts';
import { faultText } from '../../schemas/fault-words.ts';
import { MendLettersBody } from '../../schemas/mending.ts';
import {
  discardLetters,
  letterObject,
  replayLetters,
  type LettersOutcome,
} from '../../settlement/mend-letters.ts';
import type { ApiDeps } from '../deps.ts';
import { ApiError } from '../errors.ts';
import { parseInput } from '../input.ts';
import { mendRoute } from '../mend-route.ts';
import { limitParam, numberCursor, pageOf } from '../paging.ts';
import type { DeadLetterDetail, DeadLetterSummary, LettersMended } from '../responses.ts';
import { sightOf, type Sight } from '../sight.ts';
import { detailFor, messageFor } from '../withheld-intake.ts';

const ListQuery = z.strictObject({
  reason: z.enum(DEAD_LETTER_REASONS).optional(),
  fate: z.enum([...FATES, 'any']).default('open'),
  after: numberCursor.optional(),
  limit: limitParam,
});

/** Messages that could not be taken in, latest first, one of them as it came, and the ways back. */
export function deadLetterRoutes(app: FastifyInstance, deps: ApiDeps): void {
  const { pool } = deps;
  app.get(
    '/dead-letters',
    { config: { right: 'seeIntake', query: ListQuery, answer: 'Page<DeadLetterSummary>' } },
    async (request) => {
      const { reason, fate, after, limit } = parseInput(ListQuery, request.query);
      const sight = await sightOf(deps, request.identity);
      const rows = await listDeadLetters(pool, {
        reason,
        fate: fate === 'any' ? undefined : fate,
        before: after,
        limit: limit + 1,
        seen: sight,
      });
      return pageOf(rows, limit, {
        item: (row) => summaryFor(sight, row),
        cursor: ({ id }) => String(id),
      });
    },
  );

  app.get<{ Params: { id: string } }>(
    '/dead-letters/:id',
    { config: { right: 'seeIntake', answer: 'DeadLetterDetail' } },
    async (request) => {
      const { id } = request.params;
      const number = numberCursor.safeParse(id);
      const seen = await sightOf(deps, request.identity);
      const letter = number.success ? await findDeadLetter(pool, number.data, seen) : undefined;
      if (!letter) throw new ApiError('DEAD_LETTER_NOT_FOUND', `There is no dead letter ${id}`);
      const detail: DeadLetterDetail = {
        ...summaryFor(seen, letter),
        ...{ key: letter.key, ...messageFor(seen, letter) },
        eventTaken: await isEventKnown(pool, letter),
        acts: await mendingsOf(pool, letterObject(letter.id)),
      };
      return detail;
    },
  );

  mendRoutes(app, deps);
}

function mendRoutes(app: FastifyInstance, deps: ApiDeps): void {
  const ways = { '/dead-letters/replays': replayLetters, '/dead-letters/discards': discardLetters };
  for (const [url, carryOut] of Object.entries(ways)) {
    mendRoute(app, deps, url, {
      ...{ body: MendLettersBody, answer: 'LettersMended' },
      mend: async (mender, body) => mendedOf(await carryOut(mender, body)),
    });
  }
}

const mendedOf = ({ done, left }: LettersOutcome): LettersMended => ({
  done: done.map(String),
  left: left.map((one) => ({ ...one, id: String(one.id) })),
});

const summaryFor = (sight: Sight, row: DeadLetterRow): DeadLetterSummary => ({
  id: String(row.id),
  reason: row.reason,
  path: row.path,
  faults: (row.faults ?? []).map((fault) => ({ path: fault.path, text: faultText(fault) })),
  detail: detailFor(sight, row),
  source: row.source,
  eventId: row.eventId,
  type: row.type,
  project: row.projectCode,
  occurredAt: row.occurredAt,
  fate: row.fate,
  replays: row.replayCount,
  topic: row.topic,
  partition: row.partition,
  offset: row.offset,
  at: row.at,
});
