import type { FastifyInstance } from 'fastify';
import { listBlocked, readOutboxBacklog, type BlockedRow } from '../../readmodel/outbox.ts';
import { MendOutboxBody } from '../../schemas/mending.ts';
import { discardOutbox, retryOutbox, type OutboxOutcome } from '../../settlement/mend-outbox.ts';
import { by } from '../audit-entry.ts';
import type { ApiDeps } from '../deps.ts';
import { parseInput } from '../input.ts';
import type { BlockedMessage, OutboxAnswer, OutboxMended } from '../responses.ts';

const MAX_BLOCKED = 1_000;

/** What has yet to leave for Kafka, and the ways back for what can't be sent as it is. */
export function outboxRoutes(app: FastifyInstance, deps: ApiDeps): void {
  const { pool } = deps;
  app.get(
    '/outbox',
    { config: { right: 'seeIntake', answer: 'OutboxAnswer' } },
    async (): Promise<OutboxAnswer> => {
      const { unsent, oldestUnsentSeconds } = await readOutboxBacklog(pool);
      const rows = await listBlocked(pool, { limit: MAX_BLOCKED });
      return { unsent, oldestUnsentSeconds, blocked: rows.map(messageOf) };
    },
  );

  app.post(
    '/outbox/retries',
    {
      config: {
        right: 'mendIntake',
        actor: 'command',
        body: MendOutboxBody,
        answer: 'OutboxMended',
      },
    },
    async (request) =>
      mendedOf(await retryOutbox(by(deps, request), parseInput(MendOutboxBody, request.body))),
  );

  app.post(
    '/outbox/discards',
    {
      config: {
        right: 'mendIntake',
        actor: 'command',
        body: MendOutboxBody,
        answer: 'OutboxMended',
      },
    },
    async (request) =>
      mendedOf(await discardOutbox(by(deps, request), parseInput(MendOutboxBody, request.body))),
  );
}

const messageOf = ({ id, ...row }: BlockedRow): BlockedMessage => ({ id: String(id), ...row });

const mendedOf = ({ done, left }: OutboxOutcome): OutboxMended => ({
  done: done.map(String),
  left: left.map(String),
});
