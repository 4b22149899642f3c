import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';

/** Measures every request by route and status, and answers /metrics; a registry of its own each app. */
export function measureRequests(app: FastifyInstance): void {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const seconds = new Histogram({
    name: 'kaigong_api_request_seconds',
    help: 'Time to answer a request, by method, route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 30],
    registers: [registry],
  });
  app.addHook('onResponse', (request, reply, done) => {
    // By route, not by address: addresses have no end.
    const route = request.routeOptions.url ?? 'none';
    seconds
      .labels(request.method, route, String(reply.statusCode))
      .observe(reply.elapsedTime / 1000);
    done();
  });
  // After those who only look at routes have come.
  app.after(() => {
    app.get(
      '/metrics',
      { config: { right: 'open', answer: 'text/plain' } },
      async (_request, reply) => {
        void reply.type(registry.contentType);
        return registry.metrics();
      },
    );
  });
}
