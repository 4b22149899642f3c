import type { FastifyInstance } from 'fastify';
import { listBlocked, readOutboxBacklog, type BlockedRow } from '../../readmodel/outbox.ts';
import { MendOutboxBody } from '../../schemas/mending.ts';
import { discardOutbox, retryOutbox, type OutboxOutcome } from '../../settlement/mend-outbox.ts';
import type { ApiDeps } from '../deps.ts';
import { mendRoute } from '../mend-route.ts';
import type { BlockedMessage, OutboxAnswer, OutboxMended } from '../responses.ts';
import { sightOf } from '../sight.ts';

const MAX_BLOCKED = 1_000;

/** What has yet to leave for Kafka, and the ways back for what can't be sent as it is. */
export function outboxRoutes(app: FastifyInstance, deps: ApiDeps): void {
  const { pool } = deps;
  app.get(
    '/outbox',
    { config: { right: 'seeIntake', answer: 'OutboxAnswer' } },
    async (request): Promise<OutboxAnswer> => {
      const { unsent, oldestUnsentSeconds } = await readOutboxBacklog(pool);
      const seen = await sightOf(deps, request.identity);
      const rows = await listBlocked(pool, { limit: MAX_BLOCKED, seen });
      return { unsent, oldestUnsentSeconds, blocked: rows.map(messageOf) };
    },
  );

  const ways = { '/outbox/retries': retryOutbox, '/outbox/discards': discardOutbox };
  for (const [url, carryOut] of Object.entries(ways)) {
    mendRoute(app, deps, url, {
      ...{ body: MendOutboxBody, answer: 'OutboxMended' },
      mend: async (mender, body) => mendedOf(await carryOut(mender, body)),
    });
  }
}

const messageOf = ({ id, ...row }: BlockedRow): BlockedMessage => ({ id: String(id), ...row });

const mendedOf = ({ done, left }: OutboxOutcome): OutboxMended => ({
  done: done.map(String),
  left: left.map(String),
});
