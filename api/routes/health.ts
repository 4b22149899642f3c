import type { FastifyInstance } from 'fastify';
import { assertSchema } from '../../readmodel/migrate.ts';
import type { ApiDeps } from '../deps.ts';
import type { Readiness } from '../responses.ts';

/** `/healthz`: the process lives. `/readyz`: it can answer, 503 if not. */
export function healthRoutes(app: FastifyInstance, deps: ApiDeps): void {
  app.get('/healthz', { config: { right: 'open', answer: '{ status: string }' } }, () => ({
    status: 'ok',
  }));
  app.get(
    '/readyz',
    { config: { right: 'open', answer: 'Readiness', status: [200, 503] } },
    async (_request, reply) => {
      const readiness = await readinessOf(deps);
      return reply.code(readiness.ready ? 200 : 503).send(readiness);
    },
  );
}

async function readinessOf({ pool, askTemporal }: ApiDeps): Promise<Readiness> {
  const [postgres, temporal] = await Promise.all([
    failureOf(() => pool.query('select 1')),
    failureOf(askTemporal),
  ]);
  const schema =
    postgres === undefined
      ? await failureOf(() => assertSchema(pool))
      : 'not known: PostgreSQL is away';
  return {
    ready: postgres === undefined && schema === undefined,
    postgres: { answers: postgres === undefined, ...detailOf(postgres) },
    schema: { fits: schema === undefined, ...detailOf(schema) },
    temporal: { answers: temporal === undefined, ...detailOf(temporal) },
  };
}

const detailOf = (detail: string | undefined) => (detail === undefined ? {} : { detail });

async function failureOf(attempt: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await attempt();
    return undefined;
  } catch (error) {
    // An AggregateError of several refused addresses has no message of its own.
    return error instanceof Error && error.message !== '' ? error.message : 'does not answer';
  }
}
