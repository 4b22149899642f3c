import type { FastifyInstance } from 'fastify';
import { listParked, listParkedFacts } from '../../readmodel/parked.ts';
import type { ApiDeps } from '../deps.ts';
import type { ParkedFact, ParkedProject } from '../responses.ts';

const MAX_FACTS = 1_000;

/** Events of projects that nobody has registered. */
export function parkedRoutes(app: FastifyInstance, { pool }: ApiDeps): void {
  app.get('/parked', async (): Promise<{ items: ParkedProject[] }> => {
    const rows = await listParked(pool);
    const items = rows.map(({ projectCode, count, ...row }) => ({
      project: projectCode,
      facts: count,
      oldestArrivedAt: row.oldestArrivedAt,
      newestArrivedAt: row.newestArrivedAt,
      sources: row.sources,
    }));
    return { items };
  });

  app.get<{ Params: { code: string } }>('/parked/:code', async (request) => {
    const rows = await listParkedFacts(pool, request.params.code, MAX_FACTS);
    const items: ParkedFact[] = rows.map(({ source, id, type, occurredAt, arrivedAt }) => ({
      source,
      id,
      type,
      occurredAt,
      arrivedAt,
    }));
    return { items };
  });
}
