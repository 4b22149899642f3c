import type { FastifyInstance } from 'fastify';
import { domainNow } from '../../readmodel/clock.ts';
import type { ApiDeps } from '../deps.ts';
import type { ClockAnswer } from '../responses.ts';

/** The park's clock. */
export function clockRoutes(app: FastifyInstance, { pool, clockOffsetMs }: ApiDeps): void {
  app.get(
    '/clock',
    { config: { right: 'signedIn', answer: 'ClockAnswer' } },
    async (): Promise<ClockAnswer> => {
      const now = await domainNow(pool, clockOffsetMs);
      return { offsetMs: clockOffsetMs, now, demo: clockOffsetMs !== 0 };
    },
  );
}
