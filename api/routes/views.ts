import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { deleteView, saveView, viewsOf } from '../../readmodel/saved-views.ts';
import { text } from '../../schemas/event-data.ts';
import type { ApiDeps } from '../deps.ts';
import { ApiError, invalidInput } from '../errors.ts';
import { readerOf } from '../eyes.ts';
import { parseInput } from '../input.ts';
import type { SavedView } from '../page-responses.ts';

const person = text(100).optional();
const page = z.string().regex(/^[a-z-]{1,40}$/, 'expected the name of a page');

const ViewsQuery = z.strictObject({ person, page: page.optional() });
const SaveBody = z.strictObject({ person, page, name: text(60), query: z.string().max(2_000) });
const ViewParams = z.strictObject({
  id: z.string().regex(/^\d{1,15}$/, 'expected the id of a view'),
});
const DeleteQuery = z.strictObject({ person });

// Of one person; more is a list that nobody reads.
const MOST_VIEWS = 100;

/** Filters that people keep under a name, each person's own. */
export function viewRoutes(app: FastifyInstance, { pool }: ApiDeps): void {
  app.get(
    '/views',
    { config: { right: 'keepViews', query: ViewsQuery, answer: '{ items: SavedView[] }' } },
    async (request): Promise<{ items: SavedView[] }> => {
      const asked = parseInput(ViewsQuery, request.query);
      return { items: await viewsOf(pool, ownerOf(request, asked.person), asked.page) };
    },
  );

  app.post(
    '/views',
    { config: { right: 'keepViews', body: SaveBody, answer: 'SavedView', status: 201 } },
    async (request, reply): Promise<SavedView> => {
      const { person: named, ...view } = parseInput(SaveBody, request.body);
      const owner = ownerOf(request, named);
      const saved = await saveView(pool, { person: owner, ...view }, MOST_VIEWS);
      if (!saved) throw new ApiError(TOO_MANY, `${owner} keeps ${MOST_VIEWS} views already`);
      void reply.code(201);
      return saved;
    },
  );

  app.delete(
    '/views/:id',
    {
      config: {
        right: 'keepViews',
        params: ViewParams,
        query: DeleteQuery,
        answer: 'nothing',
        status: 204,
      },
    },
    async (request, reply) => {
      const { id } = parseInput(ViewParams, request.params);
      const owner = ownerOf(request, parseInput(DeleteQuery, request.query).person);
      if (!(await deleteView(pool, { person: owner, id }))) {
        throw new ApiError(NO_VIEW, `${owner} has no view ${id}`);
      }
      return reply.code(204).send();
    },
  );
}

function ownerOf(request: FastifyRequest, named: string | undefined): string {
  const owner = readerOf(request, named);
  if (owner !== undefined) return owner;
  throw invalidInput([{ path: 'person', message: 'expected the id of a person' }]);
}

const TOO_MANY = { code: 'TOO_MANY_VIEWS', status: 422, title: 'Too many saved views' };
const NO_VIEW = { code: 'VIEW_NOT_FOUND', status: 404, title: 'No such saved view' };
