import type { FastifyInstance } from 'fastify';
import { findStuck } from '../../readmodel/stuck.ts';
import type { ApiDeps } from '../deps.ts';
import type { StuckItem } from '../responses.ts';
import { sees, sightOf } from '../sight.ts';

/** What does not go on by itself, the worst first; of projects that the caller sees, and of what belongs to none. */
export function stuckRoutes(app: FastifyInstance, deps: ApiDeps): void {
  app.get(
    '/stuck',
    { config: { right: 'seeIntake', answer: '{ items: StuckItem[] }' } },
    async (request): Promise<{ items: StuckItem[] }> => {
      const stuck = await findStuck(deps.pool, deps.clockOffsetMs);
      const sight = await sightOf(deps, request.identity);
      const seen = stuck.filter(
        ({ projectCode }) => projectCode === null || sees(sight, projectCode),
      );
      const items = seen.map(({ subject, projectCode, reason, since, message }) => ({
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
