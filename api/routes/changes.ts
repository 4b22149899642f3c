import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Pool } from 'pg';
import { z } from 'zod';
import { changesAfter, lastChange } from '../../readmodel/timeline.ts';
import type { ApiDeps } from '../deps.ts';
import { parseInput } from '../input.ts';
import { limitParam, numberCursor } from '../paging.ts';
import type { ChangesAnswer } from '../responses.ts';
import { sightOf } from '../sight.ts';
import { timelineItem } from '../timeline-item.ts';
import { timelineRowFor } from '../withheld.ts';

const MAX_WAIT_SECONDS = 30;
const POLL_MS = 250;

const ChangesQuery = z.strictObject({
  /** Where to go on; from the first change if absent, `latest` for none of the past. */
  after: z.union([z.literal('latest'), numberCursor]).default(0),
  limit: limitParam,
  /** How long to wait for the first change if there is none yet. */
  waitSeconds: z.coerce.number('expected seconds').int().min(0).max(MAX_WAIT_SECONDS).default(0),
});

/** Changes of all projects in an order that never skips a late commit; waits for the next if asked to. */
export function changeRoutes(app: FastifyInstance, deps: ApiDeps): void {
  const { pool } = deps;
  const closing = new AbortController();
  app.addHook('preClose', (done) => {
    closing.abort();
    done();
  });

  app.get(
    '/changes',
    { config: { right: 'seeProjects', query: ChangesQuery, answer: 'ChangesAnswer' } },
    async (request, reply): Promise<ChangesAnswer> => {
      const { after, limit, waitSeconds } = parseInput(ChangesQuery, request.query);
      const from = after === 'latest' ? await lastChange(pool) : after;
      const end = AbortSignal.any([
        closing.signal,
        goneSignal(reply),
        AbortSignal.timeout(waitSeconds * 1_000),
      ]);
      const rows = await firstChanges(pool, { from, limit, end });
      const sight = await sightOf(deps, request.identity);
      const seen = rows.flatMap((row) => timelineRowFor(sight, row) ?? []);
      return { items: seen.map(timelineItem), next: String(rows.at(-1)?.id ?? from) };
    },
  );
}

async function firstChanges(
  pool: Pool,
  { from, limit, end }: { from: number; limit: number; end: AbortSignal },
) {
  for (;;) {
    const rows = await changesAfter(pool, from, limit);
    if (rows.length > 0 || end.aborted) return rows;
    await sleep(POLL_MS, undefined, { signal: end }).catch(() => undefined);
  }
}

// Of the response, not the socket: a connection that is kept alive serves many requests.
function goneSignal({ raw }: FastifyReply): AbortSignal {
  const gone = new AbortController();
  raw.once('close', () => {
    gone.abort();
  });
  return gone.signal;
}
