import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { dayOf } from '../../domain/time.ts';
import { domainNow } from '../../readmodel/clock.ts';
import { listNeeds, NEED_KINDS, placeOfNeed } from '../../readmodel/needs.ts';
import { together } from '../../readmodel/pool.ts';
import type { ApiDeps } from '../deps.ts';
import { invalidInput } from '../errors.ts';
import { eyesOf, readerOf } from '../eyes.ts';
import { parseInput } from '../input.ts';
import { needItem } from '../need-item.ts';
import type { NeedList } from '../page-responses.ts';
import { limitParam, pageOf } from '../paging.ts';
import { several } from '../project-query.ts';
import { sightOf } from '../sight.ts';

const place = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2} .{1,600}$/, 'expected the `next` of an earlier answer')
  .transform((cursor) => ({ due: cursor.slice(0, 10), id: cursor.slice(11) }));

const NeedsQuery = z.strictObject({
  /** Whose; whoever has signed in, without it. */
  person: z.string().min(1).max(100).optional(),
  kind: several(z.enum(NEED_KINDS)),
  after: place.optional(),
  limit: limitParam,
});

/** What waits for one person, of all kinds. */
export function needRoutes(app: FastifyInstance, deps: ApiDeps): void {
  const { pool, rules, clockOffsetMs } = deps;
  app.get(
    '/needs',
    { config: { right: 'signedIn', query: NeedsQuery, answer: 'NeedList' } },
    async (request): Promise<NeedList> => {
      const { person: named, kind: kinds, after, limit } = parseInput(NeedsQuery, request.query);
      const person = readerOf(request, named);
      if (person === undefined) {
        throw invalidInput([{ path: 'person', message: 'expected the id of a person' }]);
      }
      const now = await domainNow(pool, clockOffsetMs);
      const sight = await sightOf(deps, request.identity);
      const eyes = await eyesOf(pool, person, { now, sight });
      const [{ rows, total }, catalogue] = await together([
        listNeeds(pool, eyes, { kinds, after, limit: limit + 1 }),
        rules.now(pool),
      ]);
      const item = (row: (typeof rows)[number]) =>
        needItem(row, catalogue, { persons: eyes.persons, today: dayOf(now) });
      return { ...pageOf(rows, limit, { item, cursor: cursorOf }), total };
    },
  );
}

function cursorOf(row: Parameters<typeof placeOfNeed>[0]): string {
  const { due, id } = placeOfNeed(row);
  return `${due} ${id}`;
}
