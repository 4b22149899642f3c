import type { FastifyInstance } from 'fastify';
import { findStuck } from '../../readmodel/stuck.ts';
import type { ApiDeps } from '../deps.ts';
import type { StuckProject } from '../responses.ts';

/** Projects that do not go on by themselves, the worst first. */
export function stuckRoutes(app: FastifyInstance, { pool, clockOffsetMs }: ApiDeps): void {
  app.get('/stuck', async (): Promise<{ items: StuckProject[] }> => {
    const stuck = await findStuck(pool, clockOffsetMs);
    const items = stuck.map(({ projectCode, reason, since, message }) => ({
      project: projectCode,
      reason,
      since,
      message,
    }));
    return { items };
  });
}
