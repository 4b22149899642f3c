import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { explain } from '../../domain/explain.ts';
import { withGrounds } from '../../domain/grounded-signal.ts';
import { LANGUAGES } from '../../domain/texts.ts';
import { dayOf } from '../../domain/time.ts';
import { MomentText } from '../../schemas/moment.ts';
import { UnknownDefinitionError } from '../../schemas/definitions.ts';
import { assessAt, type AssessedView } from '../../settlement/assess-at.ts';
import { groundedSignals } from '../../settlement/grounded.ts';
import type { ApiDeps } from '../deps.ts';
import { ApiError, projectNotFound } from '../errors.ts';
import { parseInput } from '../input.ts';
import { sightOf, sightOfProject } from '../sight.ts';
import { assessmentFor, groundsFor } from '../withheld.ts';
import type { AssessmentAnswer, ExplanationAnswer } from '../responses.ts';

const View = z.strictObject({
  /** What was true then, as known now. */
  asOf: MomentText.optional(),
  /** What was known then. */
  knownAt: MomentText.optional(),
});
const AssessmentQuery = View.extend({ policy: z.string().min(1).optional() });
const ExplanationQuery = View.extend({ lang: z.enum(LANGUAGES).optional() });

/** Views of a project that are computed from its facts: past days, past knowledge, another policy; and the sentences. */
export function assessmentRoutes(app: FastifyInstance, deps: ApiDeps): void {
  app.get<{ Params: { code: string } }>(
    '/projects/:code/assessment',
    { config: { right: 'seeProjects', query: AssessmentQuery, answer: 'AssessmentAnswer' } },
    async (request): Promise<AssessmentAnswer> => {
      const { code } = request.params;
      const { asOf, knownAt, policy } = parseInput(AssessmentQuery, request.query);
      const sight = await sightOfProject(deps, request.identity, code);
      if (!sight) throw projectNotFound(code);
      const found = await assessed(deps, code, { asOf, knownAt, policy });
      const assessment = assessmentFor(sight, found.assessment);
      return { code, asOf: asOf ?? null, knownAt: knownAt ?? null, assessment };
    },
  );

  app.get<{ Params: { code: string } }>(
    '/projects/:code/explanation',
    { config: { right: 'seeProjects', query: ExplanationQuery, answer: 'ExplanationAnswer' } },
    async (request): Promise<ExplanationAnswer> => {
      const { code } = request.params;
      const { asOf, knownAt, lang } = parseInput(ExplanationQuery, request.query);
      const view = { asOf, knownAt };
      const sight = await sightOfProject(deps, request.identity, code);
      if (!sight) throw projectNotFound(code);
      const known = await assessed(deps, code, view);
      const assessment = assessmentFor(sight, known.assessment);
      const { at } = known;
      const { signals } = assessment;
      const all = await sightOf(deps, request.identity);
      const grounds = await groundedSignals(deps, code, { view, found: known, signals });
      const languages = lang === undefined ? LANGUAGES : [lang];
      const told = languages.map((language) => {
        const explained = explain(assessment, dayOf(at), language);
        const grounded = explained.signals.map((signal) => {
          const told = withGrounds(signal, grounds);
          return { ...told, grounds: groundsFor(all, told.grounds) };
        });
        return [language, { ...explained, signals: grounded }];
      });
      return { code, asOf: asOf ?? null, knownAt: knownAt ?? null, ...Object.fromEntries(told) };
    },
  );
}

async function assessed(
  deps: ApiDeps,
  code: string,
  view: { asOf: string | undefined; knownAt: string | undefined; policy?: string | undefined },
): Promise<AssessedView> {
  try {
    const found = await assessAt(deps, code, view);
    if (found) return found;
  } catch (error) {
    if (!(error instanceof UnknownDefinitionError)) throw error;
    throw new ApiError(error.code, error.message);
  }
  throw view.knownAt === undefined ? projectNotFound(code) : notKnownThen(code, view.knownAt);
}

const notKnownThen = (code: string, knownAt: string): ApiError =>
  new ApiError('PROJECT_NOT_FOUND', `At ${knownAt} nobody knew of a project ${code}`);
