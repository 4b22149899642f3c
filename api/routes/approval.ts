import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { previewMove } from '../../domain/approval/move.ts';
import { dayOf } from '../../domain/time.ts';
import { approvalSubject } from '../../readmodel/subject-id.ts';
import { Version } from '../../schemas/definition-parts.ts';
import { UnknownDefinitionError } from '../../schemas/definitions.ts';
import { MomentText } from '../../schemas/moment.ts';
import { approvalAt, type ApprovalAt } from '../../settlement/approval-at.ts';
import { groundedInApproval } from '../../settlement/grounded.ts';
import { actionsOnApproval } from '../approval-acts.ts';
import { approvalItem } from '../approval-item.ts';
import { RoundParams, roundParams } from '../approval-params.ts';
import type {
  ApprovalAnswer,
  ApprovalItemAnswer,
  MovePreviewAnswer,
} from '../approval-responses.ts';
import type { ApiDeps } from '../deps.ts';
import { ApiError, approvalNotFound, projectNotFound } from '../errors.ts';
import { parseInput } from '../input.ts';
import { sightOfProject } from '../sight.ts';
import { approvalFor, approvalItemFor } from '../withheld-approval.ts';
import { actionsOnItem } from '../item-actions.ts';

const ViewQuery = z.strictObject({
  /** What was true then, as known now. */
  asOf: MomentText.optional(),
  /** What was known then. */
  knownAt: MomentText.optional(),
});
type ViewQuery = z.output<typeof ViewQuery>;
const ItemParams = RoundParams.extend({ item: z.string() });
const PreviewQuery = z.strictObject({ to: Version });

/** Shows an approval and each of its items, today or as of another day. */
export function approvalRoutes(app: FastifyInstance, deps: ApiDeps): void {
  app.get(
    '/projects/:code/approvals/:round',
    {
      config: {
        right: 'seeProjects',
        params: RoundParams,
        query: ViewQuery,
        answer: 'ApprovalAnswer',
      },
    },
    async (request): Promise<ApprovalAnswer> => {
      const { code, approval, viewed, sight } = await askedFor(deps, request);
      const { row, assessment, template } = approval;
      const acts = await actionsOnApproval(deps, request.identity, { code, approval });
      return {
        ...viewed,
        revision: row.revision,
        fault: row.faultMessage,
        assessment: approvalFor(sight, assessment),
        requires: Object.fromEntries(template.items.map(({ id, prereq }) => [id, prereq])),
        ...acts,
      };
    },
  );

  app.get<{ Params: { item: string } }>(
    '/projects/:code/approvals/:round/items/:item',
    {
      config: {
        right: 'seeProjects',
        params: ItemParams,
        query: ViewQuery,
        answer: 'ApprovalItemAnswer',
      },
    },
    async (request): Promise<ApprovalItemAnswer> => {
      const { code, approval, viewed, sight } = await askedFor(deps, request);
      const { assessment, at } = approval;
      const item = await approvalItem(approval, request.params.item, (signals) =>
        groundedInApproval(deps, code, { signals, assessment, today: dayOf(at) }),
      );
      const actions = await actionsOnItem(deps, request.identity, {
        ...{ code, item: item.item.id, approval },
      });
      return {
        ...viewed,
        ...approvalItemFor(sight, code, item),
        ...actions,
      };
    },
  );

  movePreviewRoute(app, deps);
}

function movePreviewRoute(app: FastifyInstance, deps: ApiDeps): void {
  app.get(
    '/projects/:code/approvals/:round/move-preview',
    {
      config: {
        right: 'seeProjects',
        params: RoundParams,
        query: PreviewQuery,
        answer: 'MovePreviewAnswer',
      },
    },
    async (request): Promise<MovePreviewAnswer> => {
      const place = roundParams(request.params);
      const { to: version } = parseInput(PreviewQuery, request.query);
      const { assessment: before } = await found(deps, place);
      const { assessment: after } = await found(deps, place, { version });
      return {
        ...{ project: place.code, round: place.round, from: before.template, to: after.template },
        changes: previewMove(before, after),
      };
    },
  );
}

interface Place {
  code: string;
  round: number;
}

/** The approval of an address, from where it is looked at, and what its reader sees of the project. */
async function askedFor(deps: ApiDeps, request: FastifyRequest) {
  const { code, round } = roundParams(request.params);
  const view = parseInput(ViewQuery, request.query);
  const approval = await found(deps, { code, round }, view);
  const sight = await sightOfProject(deps, request.identity, code);
  if (!sight) throw projectNotFound(code);
  const { asOf = null, knownAt = null } = view;
  return {
    code,
    approval,
    sight,
    viewed: { project: code, round, asOf, knownAt, at: approval.at },
  };
}

async function found(
  deps: ApiDeps,
  { code, round }: Place,
  view: ViewQuery & { version?: string } = {},
): Promise<ApprovalAt> {
  try {
    const approval = await approvalAt(deps, approvalSubject(code, round), view);
    if (approval) return approval;
  } catch (error) {
    if (!(error instanceof UnknownDefinitionError)) throw error;
    throw new ApiError(error.code, error.message);
  }
  if (view.asOf === undefined && view.knownAt === undefined) throw approvalNotFound(code, round);
  throw new ApiError(
    'APPROVAL_NOT_FOUND',
    `At ${view.knownAt ?? view.asOf ?? ''} project ${code} had no round ${round} of its approval`,
  );
}
