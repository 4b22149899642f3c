import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import {
  changedBy,
  failedBy,
  findRecheck,
  listRechecks,
  type Recheck,
} from '../../readmodel/rechecks.ts';
import { projectCodeOf } from '../../readmodel/subject-id.ts';
import { text } from '../../schemas/event-data.ts';
import { previewRecheck, type RecheckPreview } from '../../settlement/recheck-preview.ts';
import { startRecheck } from '../../settlement/recheck.ts';
import { viaOf } from '../audit-entry.ts';
import type { ApiDeps } from '../deps.ts';
import { ApiError } from '../errors.ts';
import { parseInput } from '../input.ts';
import { limitParam } from '../paging.ts';
import type {
  PreviewAnswer,
  RecheckDetail,
  RecheckStarted,
  RecheckSummary,
} from '../recheck-responses.ts';

const DEFAULT_RATE = 20;
const MAX_RATE = 200;

const PreviewQuery = z.strictObject({
  keepTemplates: z.stringbool().default(false),
});
const ListQuery = z.strictObject({ limit: limitParam });
const IdParam = z.strictObject({ id: z.coerce.number().int().positive() });
const StartBody = z.strictObject({
  actor: text(100),
  /** Open projects keep the version of their lifecycle template. */
  keepTemplates: z.boolean().default(false),
  ratePerSecond: z.int().min(1).max(MAX_RATE).default(DEFAULT_RATE),
});

/** Shows what newer rules would change, puts them in force, and says how far the projects have come. */
export function recheckRoutes(app: FastifyInstance, deps: ApiDeps): void {
  const { pool } = deps;

  app.get(
    '/recheck-preview',
    { config: { right: 'seeRules', query: PreviewQuery, answer: 'PreviewAnswer' } },
    async (request): Promise<PreviewAnswer> => {
      return previewOf(await previewRecheck(deps, parseInput(PreviewQuery, request.query)));
    },
  );

  app.get(
    '/rechecks',
    { config: { right: 'seeRules', query: ListQuery, answer: '{ items: RecheckSummary[] }' } },
    async (request): Promise<{ items: RecheckSummary[] }> => {
      const { limit } = parseInput(ListQuery, request.query);
      return { items: (await listRechecks(pool, limit)).map(summaryOf) };
    },
  );

  app.get(
    '/rechecks/:id',
    { config: { right: 'seeRules', params: IdParam, answer: 'RecheckDetail' } },
    async (request): Promise<RecheckDetail> => {
      const { id } = parseInput(IdParam, request.params);
      const recheck = await findRecheck(pool, id);
      if (!recheck) throw new ApiError(NOT_FOUND, `There is no recheck ${id}`);
      const [changed, failed] = [await changedBy(pool, id), await failedBy(pool, id)];
      return {
        ...summaryOf(recheck),
        changed: changed.map(({ subject, from, to }) => ({
          project: projectCodeOf(subject),
          from,
          to,
        })),
        failed: failed.map(({ subject, fault }) => ({ project: projectCodeOf(subject), fault })),
      };
    },
  );

  app.post(
    '/rechecks',
    {
      config: {
        right: 'changeRules',
        actor: 'id',
        body: StartBody,
        answer: 'RecheckStarted',
        status: [200, 202],
      },
    },
    async (request, reply): Promise<RecheckStarted> => {
      const { recheck, started } = await startRecheck(deps, {
        ...parseInput(StartBody, request.body),
        via: viaOf(request.identity),
      });
      void reply.code(started ? 202 : 200).header('location', `/rechecks/${recheck.id}`);
      return { ...summaryOf(recheck), started };
    },
  );
}

const NOT_FOUND = { code: 'RECHECK_NOT_FOUND', status: 404, title: 'No such recheck' };

// Named one by one: a column that is added to the query is not thereby public.
const summaryOf = (recheck: Recheck): RecheckSummary => ({
  id: recheck.id,
  state: recheck.state,
  definitions: [...recheck.definitions],
  coreVersion: recheck.coreVersion,
  keepTemplates: recheck.keepTemplates,
  ratePerSecond: recheck.ratePerSecond,
  actor: recheck.actor,
  startedAt: recheck.startedAt,
  finishedAt: recheck.finishedAt,
  total: recheck.total,
  done: recheck.done,
});

const previewOf = (preview: RecheckPreview): PreviewAnswer => ({
  coreVersion: preview.coreVersion,
  definitions: preview.changes,
  later: preview.later,
  open: preview.open,
  changed: preview.changed.map(({ code, name, from, to }) => ({ project: code, name, from, to })),
  failed: preview.failed.map(({ code, fault }) => ({ project: code, fault })),
});
