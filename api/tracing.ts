import { context, propagation, SpanKind, trace, type Span } from '@opentelemetry/api';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { tracer } from '../schemas/trace-context.ts';

/** Runs each request within a span, which goes on with the trace of its caller (`traceparent`). */
export function traceRequests(app: FastifyInstance): void {
  const spans = new WeakMap<FastifyRequest, Span>();
  // Before the handler and not earlier: a body that is read would lose the context.
  app.addHook('preHandler', (request, _reply, done) => {
    const { method, routeOptions, headers } = request;
    const caller = propagation.extract(context.active(), headers);
    const attributes = { 'http.request.method': method, 'http.route': routeOptions.url ?? 'none' };
    const name = `${method} ${routeOptions.url ?? 'none'}`;
    const span = tracer().startSpan(name, { kind: SpanKind.SERVER, attributes }, caller);
    spans.set(request, span);
    context.with(trace.setSpan(caller, span), done);
  });
  app.addHook('onResponse', (request, reply, done) => {
    spans.get(request)?.setAttribute('http.response.status_code', reply.statusCode).end();
    done();
  });
}
