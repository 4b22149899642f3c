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
// It reads every assessment.
const DEFINITIONS_KEPT_MS = 60_000;

/** How the engine itself does: its parts, how fast events come to the screen, and by which rules it goes. */
export function systemRoutes(app: FastifyInstance, deps: ApiDeps, hub: ChangeHub): void {
  const { pool, clockOffsetMs } = deps;
  const definitionsNow = kept(() => definitionsInUse(pool), DEFINITIONS_KEPT_MS);
  app.get(
    '/system',
    { config: { right: 'seeRules', answer: 'SystemAnswer' } },
    async (): Promise<SystemAnswer> => {
      const [now, parts, lag, counts, definitions, schema] = await Promise.all([
        domainNow(pool, clockOffsetMs),
        partsOf(deps),
        settleLag(pool, { minutes: LAG_MINUTES, clockOffsetMs }),
        parkCounts(pool),
        definitionsNow(),
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

/** What was read within that time, else read anew; a failure is not kept. */
function kept<T>(read: () => Promise<T>, forMs: number): () => Promise<T> {
  let last: { at: number; value: T } | undefined;
  return async () => {
    if (last && performance.now() - last.at < forMs) return last.value;
    const value = await read();
    last = { at: performance.now(), value };
    return value;
  };
}
