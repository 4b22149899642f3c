import { readFile } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';
import { OPENAPI } from '../openapi/openapi-file.ts';

/** The document of the API, for programs that read it. */
export function openApiRoutes(app: FastifyInstance): void {
  app.get('/openapi.json', { config: { right: 'open', answer: 'json' } }, async (_request, reply) =>
    reply.type('application/json').send(await readFile(OPENAPI)),
  );
}
