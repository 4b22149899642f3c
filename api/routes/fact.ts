import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { approvalRounds } from '../../readmodel/approvals.ts';
import { knownFacts } from '../../readmodel/known-facts.ts';
import { rawFact } from '../../readmodel/raw-facts.ts';
import { approvalSubject, projectSubject } from '../../readmodel/subject-id.ts';
import type { ApiDeps } from '../deps.ts';
import { ApiError, projectNotFound } from '../errors.ts';
import { parseInput } from '../input.ts';
import type { FactAnswer } from '../page-responses.ts';
import { PARTS, seesPart, sightOfProject, type Part, type Sight } from '../sight.ts';

const text = z.string().min(1).max(1_000);
const FactQuery = z.strictObject({ source: text, id: text });

/** One fact of a project as it came in: where evidence ends. */
export function factRoutes(app: FastifyInstance, deps: ApiDeps): void {
  const { pool } = deps;
  app.get<{ Params: { code: string } }>(
    '/projects/:code/fact',
    { config: { right: 'seeProjects', query: FactQuery, answer: 'FactAnswer' } },
    async (request): Promise<FactAnswer> => {
      const { code } = request.params;
      const ref = parseInput(FactQuery, request.query);
      const sight = await sightOfProject(deps, request.identity, code);
      if (!sight) throw projectNotFound(code);
      const rounds = await approvalRounds(pool, code);
      const approvals = rounds.map(({ round }) => approvalSubject(code, round));
      const subjects = [projectSubject(code), ...approvals];
      const raw = await rawFact(pool, ref, subjects);
      const [known] = await knownFacts(pool, [ref], subjects);
      if (raw === undefined || !known) {
        throw new ApiError(NO_FACT, `${code} has no fact ${ref.id} of ${ref.source}`);
      }
      return seesAll(sight, code)
        ? { ...known, raw, isHidden: false }
        : { ...known, raw: null, isHidden: true };
    },
  );
}

const NO_FACT = { code: 'FACT_NOT_FOUND', status: 404, title: 'No such fact' };

// What came in may hold any of the parts.
const seesAll = (sight: Sight, code: string): boolean =>
  // `as`: the keys of a constant table.
  (Object.keys(PARTS) as Part[]).every((part) => seesPart(sight, part, code));
