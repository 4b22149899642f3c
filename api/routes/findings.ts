import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Assessment } from '../../domain/assessment.ts';
import { explain } from '../../domain/explain.ts';
import { dayOf, type Day } from '../../domain/time.ts';
import { domainNow } from '../../readmodel/clock.ts';
import { isOfData, projectsWithFindings } from '../../readmodel/data-findings.ts';
import type { ApiDeps } from '../deps.ts';
import { parseInput } from '../input.ts';
import type { ProjectFindings } from '../intake-responses.ts';
import { limitParam, pageOf } from '../paging.ts';
import type { Page } from '../responses.ts';
import { sightOf } from '../sight.ts';
import { assessmentFor } from '../withheld.ts';

const FindingsQuery = z.strictObject({
  after: z.string().min(1).max(100).optional(),
  limit: limitParam,
});

/** What people have to settle in the data of projects: contradictions, gaps, and what waits to be confirmed. */
export function findingRoutes(app: FastifyInstance, deps: ApiDeps): void {
  const { pool, clockOffsetMs } = deps;
  app.get(
    '/findings',
    { config: { right: 'seeIntake', query: FindingsQuery, answer: 'Page<ProjectFindings>' } },
    async (request): Promise<Page<ProjectFindings>> => {
      const { after, limit } = parseInput(FindingsQuery, request.query);
      const sight = await sightOf(deps, request.identity);
      const today = dayOf(await domainNow(pool, clockOffsetMs));
      const rows = await projectsWithFindings(pool, sight, { after, limit: limit + 1 });
      return pageOf(rows, limit, {
        item: ({ code, name, assessment }) => ({
          ...{ project: code, name },
          findings: findingsOf(assessmentFor(sight, assessment), today),
        }),
        cursor: ({ code }) => code,
      });
    },
  );
}

function findingsOf(assessment: Assessment, today: Day): ProjectFindings['findings'] {
  const [zh, en] = [explain(assessment, today, 'zh'), explain(assessment, today, 'en')];
  return assessment.findings
    .map(({ code, id, facts }, nth) => ({
      ...{ id, code, facts },
      text: { zh: zh.findings[nth]?.text ?? id, en: en.findings[nth]?.text ?? id },
    }))
    .filter(isOfData);
}
