import { fastify, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { SinkFault, type Fault, type Faults } from './faults.ts';
import { messagePage } from './message-page.ts';
import { jsonOf, type SinkRequest, type SinkRoute } from './platform.ts';
import type { MessageBox } from './received.ts';

/** What the receiver works with. */
export interface ReceiverDeps {
  routes: SinkRoute[];
  box: MessageBox;
  faults: Faults;
}

/** The platforms' addresses, `GET /` and `/messages` to read what came, and `POST /faults`. */
export function createReceiver({ routes, box, faults }: ReceiverDeps): FastifyInstance {
  const app = fastify({ forceCloseConnections: true });
  app.removeAllContentTypeParsers();
  // Signatures are over the bytes, so no body is parsed before them.
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => {
    done(null, body);
  });
  for (const route of routes) addRoute(app, route, faults);

  app.get('/', async (_request, reply) => {
    reply.type('text/html; charset=utf-8');
    // A message is somebody else's text: no script of it runs, nothing is fetched for it.
    reply.header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'");
    return reply.send(messagePage(box.shown()));
  });
  app.get('/messages', () => ({ items: box.shown(), dropped: box.dropped() }));
  app.post('/faults', async (request, reply) => {
    const told = SinkFault.safeParse(jsonOf(asked(request)));
    if (!told.success) return reply.code(422).send({ error: told.error.message });
    faults.tell(told.data);
    return reply.code(204).send();
  });
  return app;
}

function addRoute(app: FastifyInstance, route: SinkRoute, faults: Faults): void {
  app.route({
    method: route.method,
    url: route.path,
    async handler(request, reply) {
      const fault = route.channel === undefined ? undefined : faults.next(route.channel);
      if (fault) return fail(reply, fault, () => route.answer(asked(request)));
      const { status = 200, body } = route.answer(asked(request));
      return reply.code(status).send(body);
    },
  });
}

function fail(reply: FastifyReply, fault: Fault, take: () => unknown): FastifyReply {
  if (fault.kind === 'status') {
    const { status, retryAfterSeconds } = fault;
    if (retryAfterSeconds !== undefined) reply.header('retry-after', retryAfterSeconds);
    return reply.code(status).send('told to refuse');
  }
  if (fault.kind !== 'hang') take();
  reply.hijack();
  if (fault.kind === 'takeAndBreak') reply.raw.destroy();
  return reply;
}

function asked(request: FastifyRequest): SinkRequest {
  const { searchParams } = new URL(request.url, 'http://sink');
  // `as`: the only parameter of any path here.
  const { token } = request.params as { token?: string };
  return {
    query: Object.fromEntries(searchParams),
    headers: Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, value?.toString()]),
    ),
    ...(token !== undefined && { token }),
    body: bodyOf(request),
  };
}

function bodyOf({ body }: FastifyRequest): string {
  return typeof body === 'string' ? body : '';
}
