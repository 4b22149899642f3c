import type { FastifyInstance } from 'fastify';
import { listParked, listParkedFacts } from '../../readmodel/parked.ts';
import { DiscardParkedBody, MatchParkedBody } from '../../schemas/mending.ts';
import { discardParked, matchParked } from '../../settlement/mend-parked.ts';
import { by } from '../audit-entry.ts';
import type { ApiDeps } from '../deps.ts';
import { parseInput } from '../input.ts';
import type { ParkedFact, ParkedMended, ParkedProject } from '../responses.ts';

const MAX_FACTS = 1_000;

/** Events of projects that nobody has registered, and the ways back. */
export function parkedRoutes(app: FastifyInstance, deps: ApiDeps): void {
  const { pool } = deps;
  app.get(
    '/parked',
    { config: { right: 'seeIntake', answer: '{ items: ParkedProject[] }' } },
    async (): Promise<{ items: ParkedProject[] }> => {
      const rows = await listParked(pool);
      const items = rows.map(({ projectCode, count, ...row }) => ({
        project: projectCode,
        facts: count,
        oldestArrivedAt: row.oldestArrivedAt,
        newestArrivedAt: row.newestArrivedAt,
        sources: row.sources,
      }));
      return { items };
    },
  );

  app.get<{ Params: { code: string } }>(
    '/parked/:code',
    { config: { right: 'seeIntake', answer: '{ items: ParkedFact[] }' } },
    async (request) => {
      const rows = await listParkedFacts(pool, request.params.code, MAX_FACTS);
      const items: ParkedFact[] = rows.map(({ source, id, type, occurredAt, arrivedAt }) => ({
        source,
        id,
        type,
        occurredAt,
        arrivedAt,
      }));
      return { items };
    },
  );

  mendRoutes(app, deps);
}

function mendRoutes(app: FastifyInstance, deps: ApiDeps): void {
  app.post<{ Params: { code: string } }>(
    '/parked/:code/matches',
    {
      config: {
        right: 'mendIntake',
        actor: 'command',
        body: MatchParkedBody,
        answer: 'ParkedMended',
      },
    },
    (request): Promise<ParkedMended> =>
      matchParked(
        by(deps, request),
        request.params.code,
        parseInput(MatchParkedBody, request.body),
      ),
  );

  app.post<{ Params: { code: string } }>(
    '/parked/:code/discards',
    {
      config: {
        right: 'mendIntake',
        actor: 'command',
        body: DiscardParkedBody,
        answer: 'ParkedMended',
      },
    },
    (request): Promise<ParkedMended> =>
      discardParked(
        by(deps, request),
        request.params.code,
        parseInput(DiscardParkedBody, request.body),
      ),
  );
}
