import type { FastifyInstance } from 'fastify';
import { CORE_VERSION } from '../../domain/assessment.ts';
import { domainNow } from '../../readmodel/clock.ts';
import {
  definitionsInUse,
  parkCounts,
  schemaVersion,
  settleLag,
} from '../../readmodel/park-figures.ts';
import { STREAM_POLL_MS, type ChangeHub } from '../change-hub.ts';
import type { ApiDeps } from '../deps.ts';
import type { SystemAnswer } from '../page-responses.ts';
import { partsOf } from '../part-health.ts';

const LAG_MINUTES = 10;

/** How the engine itself does: its parts, how fast events come to the screen, and by which rules it goes. */
export function systemRoutes(app: FastifyInstance, deps: ApiDeps, hub: ChangeHub): void {
  const { pool, clockOffsetMs } = deps;
  app.get(
    '/system',
    { config: { right: 'seeRules', answer: 'SystemAnswer' } },
    async (): Promise<SystemAnswer> => {
      const [now, parts, lag, counts, definitions, schema] = await Promise.all([
        domainNow(pool, clockOffsetMs),
        partsOf(deps),
        settleLag(pool, { minutes: LAG_MINUTES, clockOffsetMs }),
        parkCounts(pool),
        definitionsInUse(pool),
        schemaVersion(pool),
      ]);
      const settling = parts.find(({ part }) => part === 'settling');
      return {
        ...{ now, parts, counts, definitions },
        lag: {
          ...lag,
          oldestWaitingSeconds: settling?.seconds ?? 0,
          streamPollMs: STREAM_POLL_MS,
        },
        stream: { listeners: hub.listeners() },
        coreVersion: CORE_VERSION,
        schemaVersion: schema,
      };
    },
  );
}
