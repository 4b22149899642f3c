import type { FastifyInstance } from 'fastify';
import { listParked, listParkedFacts } from '../../readmodel/parked.ts';
import { DiscardParkedBody, MatchParkedBody } from '../../schemas/mending.ts';
import { discardParked, matchParked } from '../../settlement/mend-parked.ts';
import type { ApiDeps } from '../deps.ts';
import { mendRoute } from '../mend-route.ts';
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

  mendRoute(app, deps, '/parked/:code/matches', {
    ...{ body: MatchParkedBody, answer: 'ParkedMended' },
    mend: (mender, body, code): Promise<ParkedMended> => matchParked(mender, code, body),
  });
  mendRoute(app, deps, '/parked/:code/discards', {
    ...{ body: DiscardParkedBody, answer: 'ParkedMended' },
    mend: (mender, body, code): Promise<ParkedMended> => discardParked(mender, code, body),
  });
}
