import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { ApprovalAssessment } from '../../domain/approval/assessment.ts';
import { explainNote, notesToSettle } from '../../domain/approval/note-texts.ts';
import type { Assessment } from '../../domain/assessment.ts';
import { explain } from '../../domain/explain.ts';
import { dayOf, type Day } from '../../domain/time.ts';
import { domainNow } from '../../readmodel/clock.ts';
import {
  approvalsWithFindings,
  isOfData,
  projectsWithFindings,
} from '../../readmodel/data-findings.ts';
import type { ApiDeps } from '../deps.ts';
import { parseInput } from '../input.ts';
import type { ApprovalFindings, ProjectFindings } from '../intake-responses.ts';
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
      const codes = rows.map(({ code }) => code);
      const approvals = await approvalsWithFindings(pool, codes);
      return pageOf(rows, limit, {
        item: ({ code, name, assessment }) => ({
          ...{ project: code, name },
          findings: assessment ? findingsOf(assessmentFor(sight, assessment), today) : [],
          approvals: approvals.filter(({ project }) => project === code).map(ofApproval),
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

function ofApproval(assessment: ApprovalAssessment): ApprovalFindings {
  const { items } = assessment;
  return {
    round: assessment.round,
    findings: notesToSettle(assessment).map((note) => {
      const [zh, en] = [explainNote(note, items, 'zh'), explainNote(note, items, 'en')];
      const { code, item, ref } = note;
      return {
        ...{ id: `${code}/${item}/${ref.source}/${ref.id}`, code, item, fact: ref },
        text: { zh: zh.text, en: en.text },
        todo: { zh: zh.todo, en: en.todo },
      };
    }),
  };
}
