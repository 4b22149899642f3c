import type { FastifyInstance } from 'fastify';
import { listSources } from '../../readmodel/sources.ts';
import type { ApiDeps } from '../deps.ts';
import type { Source } from '../responses.ts';

/** The systems that send events, each with its last one. */
export function sourceRoutes(app: FastifyInstance, { pool }: ApiDeps): void {
  app.get('/sources', async (): Promise<{ items: Source[] }> => {
    const rows = await listSources(pool);
    const items = rows.map((row) => ({
      source: row.source,
      events: row.count,
      lastArrivedAt: row.lastArrivedAt,
      lastOccurredAt: row.lastOccurredAt,
      lastType: row.lastType,
      lastEventId: row.lastEventId,
      lastProject: row.lastProjectCode,
    }));
    return { items };
  });
}
