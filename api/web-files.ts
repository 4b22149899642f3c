import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import type { ApiDeps } from './deps.ts';
import { ApiError } from './errors.ts';

const YEAR_MS = 365 * 86_400_000;

/**
 * Serves the dashboard under `/app/`: files with a hash in their name for good, and the page itself at
 * every other address there, since the page finds its way by the address.
 */
export function webFiles(app: FastifyInstance, { webDirectory }: ApiDeps): void {
  const config = { right: 'open' } as const;
  app.get('/', { config }, (_request, reply) => reply.redirect('/app/'));
  app.get('/app', { config }, (_request, reply) => reply.redirect('/app/'));
  if (webDirectory === undefined || !existsSync(join(webDirectory, 'index.html'))) {
    app.get('/app/*', { config }, () => {
      throw new ApiError('DASHBOARD_NOT_BUILT', 'The dashboard has not been built', {
        help: 'Run `npm run build`, or `npm start`, which builds it',
      });
    });
    return;
  }
  void app.register(fastifyStatic, { root: webDirectory, serve: false });
  app.get('/app/assets/:file', { config }, (request, reply) => {
    // `as`: the path has this one parameter.
    const { file } = request.params as { file: string };
    return reply.sendFile(join('assets', file), { maxAge: YEAR_MS, immutable: true });
  });
  app.get('/app/*', { config }, (request, reply) => {
    const isIcon = request.url === '/app/icon.svg';
    return reply.sendFile(isIcon ? 'icon.svg' : 'index.html', { cacheControl: false });
  });
}
