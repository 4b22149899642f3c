import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ApprovalCommandFact } from '../../domain/fact.ts';
import type { AuditVia } from '../../readmodel/audit.ts';
import { domainNow } from '../../readmodel/clock.ts';
import { approvalSubject } from '../../readmodel/subject-id.ts';
import { ApprovalCommandBody, toApprovalCommandFact } from '../../schemas/approval-command.ts';
import { RoundParams, roundParams } from '../approval-params.ts';
import type { ApprovalCommandAnswer } from '../approval-responses.ts';
import { by } from '../audit-entry.ts';
import type { ApiDeps } from '../deps.ts';
import { approvalNotFound } from '../errors.ts';
import { parseInput } from '../input.ts';
import { refusal } from '../refusals.ts';

/** Takes what people do with an approval; answers when it has taken effect. */
export function approvalCommandRoutes(app: FastifyInstance, deps: ApiDeps): void {
  const { pool, clockOffsetMs } = deps;
  const take = async (place: Place, request: FastifyRequest): Promise<ApprovalCommandAnswer> => {
    const command = parseInput(ApprovalCommandBody, request.body);
    const now = await domainNow(pool, clockOffsetMs);
    return act(by(deps, request), place, toApprovalCommandFact(command, now));
  };

  app.post<{ Params: { code: string } }>(
    '/projects/:code/approvals/commands',
    {
      config: {
        right: 'byCommand',
        actor: 'command',
        body: ApprovalCommandBody,
        answer: 'ApprovalCommandAnswer',
      },
    },
    (request) => take({ code: request.params.code, round: 1 }, request),
  );

  app.post(
    '/projects/:code/approvals/:round/commands',
    {
      config: {
        right: 'byCommand',
        actor: 'command',
        params: RoundParams,
        body: ApprovalCommandBody,
        answer: 'ApprovalCommandAnswer',
      },
    },
    (request) => take(roundParams(request.params), request),
  );
}

interface Place {
  code: string;
  round: number;
}

async function act(
  { settler, via }: Pick<ApiDeps, 'settler'> & { via: AuditVia },
  { code, round }: Place,
  command: ApprovalCommandFact,
): Promise<ApprovalCommandAnswer> {
  const decision = await settler.settle(approvalSubject(code, round), { commands: [command], via });
  const outcome = decision.outcomes?.[0];
  if (!outcome) throw approvalNotFound(code, round);
  if (outcome.status !== 'accepted') throw refusal(outcome);
  const { status, stage, colour, closed } = decision;
  return {
    commandId: outcome.commandId,
    status: 'accepted',
    revision: outcome.revision,
    approval: { project: code, round, status, stage, colour, closed },
  };
}
