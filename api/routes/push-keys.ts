import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { appendAudit } from '../../readmodel/audit.ts';
import { inTransaction } from '../../readmodel/pool.ts';
import { addPushKey, listPushKeys, revokePushKey } from '../../readmodel/push-keys.ts';
import { RequiredAttributes } from '../../schemas/cloud-event.ts';
import { text } from '../../schemas/event-data.ts';
import { auditBy } from '../audit-entry.ts';
import type { ApiDeps } from '../deps.ts';
import { ApiError } from '../errors.ts';
import { parseInput } from '../input.ts';
import type { PushKey, PushKeyMade } from '../intake-responses.ts';

const ID_BYTES = 6;
const SECRET_BYTES = 32;

const MakeBody = z.strictObject({
  source: RequiredAttributes.shape.source,
  actor: text(100),
  note: text(200).exactOptional(),
});
const RevokeBody = z.strictObject({ actor: text(100) });

/** Keys with which sources may push events; a secret is shown once, when its key is made. */
export function pushKeyRoutes(app: FastifyInstance, { pool }: ApiDeps): void {
  app.get(
    '/push-keys',
    { config: { right: 'seeKeys', answer: '{ items: PushKey[] }' } },
    async (): Promise<{ items: PushKey[] }> => {
      return { items: await listPushKeys(pool) };
    },
  );

  app.post(
    '/push-keys',
    {
      config: {
        right: 'changeKeys',
        actor: 'id',
        body: MakeBody,
        answer: 'PushKeyMade',
        status: 201,
      },
    },
    async (request, reply): Promise<PushKeyMade> => {
      const { source, actor, note = null } = parseInput(MakeBody, request.body);
      const id = `key-${randomBytes(ID_BYTES).toString('hex')}`;
      const secret = randomBytes(SECRET_BYTES).toString('hex');
      const key = await inTransaction(pool, async (client) => {
        const made = await addPushKey(client, { id, source, secret, note, madeBy: actor });
        const entry = { act: 'pushKey.make', object: `pushKey/${id}`, after: { source, note } };
        await appendAudit(client, { ...auditBy(request, actor), ...entry });
        return made;
      });
      void reply.code(201);
      return { ...key, secret };
    },
  );

  app.post<{ Params: { id: string } }>(
    '/push-keys/:id/revoke',
    { config: { right: 'changeKeys', actor: 'id', body: RevokeBody, answer: 'PushKey' } },
    async (request) => {
      const { id } = request.params;
      const { actor } = parseInput(RevokeBody, request.body);
      const key = await inTransaction(pool, async (client): Promise<PushKey | undefined> => {
        const revoked = await revokePushKey(client, { id, by: actor });
        const entry = { act: 'pushKey.revoke', object: `pushKey/${id}` };
        if (revoked) await appendAudit(client, { ...auditBy(request, actor), ...entry });
        return revoked;
      });
      if (key) return key;
      throw new ApiError(NO_KEY, `There is no key ${id}`);
    },
  );
}

const NO_KEY = { code: 'PUSH_KEY_NOT_FOUND', status: 404, title: 'No such key' };
