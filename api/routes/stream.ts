import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { createChangeHub } from '../change-hub.ts';
import { createChangeFilter } from '../change-filter.ts';
import type { ApiDeps } from '../deps.ts';
import { ApiError } from '../errors.ts';
import { openEventStream } from '../event-stream.ts';
import { parseInput } from '../input.ts';
import { numberCursor } from '../paging.ts';
import { systemRoutes } from './system.ts';

const StreamQuery = z.strictObject({
  /** Where to go on, as `GET /changes` and event ids name it; from now on, without it. `Last-Event-ID` comes first. */
  after: numberCursor.optional(),
});

// Each is a connection that stays open.
const MOST_LISTENERS = 1_000;

/**
 * Tells pages what changes, as it does: each event `change` is a line of a timeline, `touched` names projects of
 * which something is new that may be no line, `reset` asks to read all anew. Only a `change` can be resumed from.
 */
export function streamRoutes(app: FastifyInstance, deps: ApiDeps): void {
  const hub = createChangeHub(deps);
  const open = new Set<() => void>();
  app.addHook('preClose', (done) => {
    hub.close();
    for (const end of open) end();
    done();
  });

  systemRoutes(app, deps, hub);

  app.get(
    '/stream',
    { config: { right: 'signedIn', query: StreamQuery, answer: 'StreamChange', stream: true } },
    async (request, reply) => {
      const { after } = parseInput(StreamQuery, request.query);
      const { 'last-event-id': lastId } = request.headers;
      const resumed = lastId === undefined ? after : parseInput(numberCursor, lastId);
      if (hub.listeners() >= MOST_LISTENERS) throw tooMany();
      const filter = await createChangeFilter(deps, request.identity);
      const stream = openEventStream(reply);
      const leave = hub.follow(
        {
          take(rows) {
            for (const row of rows) {
              const item = filter.shown(row);
              if (item) stream.send({ event: 'change', id: item.id, data: item });
            }
          },
          touch(projects) {
            const seen = projects.filter(filter.sees);
            if (seen.length > 0) stream.send({ event: 'touched', data: { projects: seen } });
          },
          reset() {
            stream.send({ event: 'reset', data: {} });
          },
        },
        resumed,
      );
      open.add(stream.end);
      stream.onEnd(() => {
        leave();
        filter.stop();
        open.delete(stream.end);
      });
    },
  );
}

const tooMany = (): ApiError =>
  new ApiError(
    { code: 'TOO_MANY_LISTENERS', status: 503, title: 'Too many listen already' },
    `${MOST_LISTENERS} pages follow this process; ask /changes instead`,
  );
