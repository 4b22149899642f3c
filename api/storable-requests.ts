import type { FastifyInstance } from 'fastify';
import { findUnstorable } from '../schemas/storable.ts';
import { invalidInput } from './errors.ts';

/** Refuses requests with text that PostgreSQL can't keep or compare, wherever it stands in them. */
export function refuseUnstorable(app: FastifyInstance): void {
  app.addHook('preHandler', (request, _reply, done) => {
    const { params, query, body } = request;
    // Of another kind than JSON: whoever takes it reads it.
    const isJson = request.headers['content-type']?.startsWith('application/json') === true;
    const parts = { params, query, ...(isJson && !Buffer.isBuffer(body) && { body }) };
    const fault = Object.values(parts).flatMap((part) => findUnstorable(part) ?? [])[0];
    done(fault && invalidInput([fault]));
  });
}
