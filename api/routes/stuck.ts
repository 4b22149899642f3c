import type { FastifyInstance } from 'fastify';
import { findStuck } from '../../readmodel/stuck.ts';
import type { ApiDeps } from '../deps.ts';
import type { StuckItem } from '../responses.ts';

/** What does not go on by itself, the worst first. */
export function stuckRoutes(app: FastifyInstance, { pool, clockOffsetMs }: ApiDeps): void {
  app.get(
    '/stuck',
    { config: { right: 'seeIntake' } },
    async (): Promise<{ items: StuckItem[] }> => {
      const stuck = await findStuck(pool, clockOffsetMs);
      const items = stuck.map(({ subject, projectCode, reason, since, message }) => ({
        subject,
        project: projectCode,
        reason,
        since,
        message,
      }));
      return { items };
    },
  );
}
