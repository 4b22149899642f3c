import type { FastifyInstance } from 'fastify';
import type { Identity } from '../../api/identity.ts';

/** Has each request come from whoever it is then, in place of signing in; null: from nobody. */
export function callsBy(app: FastifyInstance, caller: () => Identity | null): void {
  app.addHook('onRequest', (request, _reply, done) => {
    request.identity = caller();
    done();
  });
}
