import type { FastifyInstance } from 'fastify';
import type { CommandFact, Registration } from '../../domain/fact.ts';
import type { AuditVia } from '../../readmodel/audit.ts';
import { domainNow } from '../../readmodel/clock.ts';
import { projectSubject } from '../../readmodel/subject-id.ts';
import { CommandBody, RegisterBody, toCommandFact, toRegisterFact } from '../../schemas/command.ts';
import {
  definitionsFor,
  UnknownDefinitionError,
  type Catalogue,
} from '../../schemas/definitions.ts';
import {
  completeRegistration,
  registrationFaults,
  type RegistrationRequest,
} from '../../schemas/registration.ts';
import { by } from '../audit-entry.ts';
import type { ApiDeps } from '../deps.ts';
import { ApiError, invalidInput, projectNotFound } from '../errors.ts';
import { parseInput } from '../input.ts';
import { refusal } from '../refusals.ts';
import type { CommandAnswer } from '../responses.ts';

/** Registers a project and takes the commands of people; answers when they have taken effect. */
export function commandRoutes(app: FastifyInstance, deps: ApiDeps): void {
  const { pool, rules, clockOffsetMs } = deps;

  app.post(
    '/projects',
    {
      config: {
        right: 'registerProjects',
        actor: 'command',
        body: RegisterBody,
        answer: 'CommandAnswer',
        status: 201,
      },
    },
    async (request, reply) => {
      const body = parseInput(RegisterBody, request.body);
      const registration = completed(body.registration, await rules.now(pool));
      const now = await domainNow(pool, clockOffsetMs);
      const fact = toRegisterFact(body, registration, now);
      const answer = await command(by(deps, request), registration.code, fact);
      void reply.header('location', `/projects/${encodeURIComponent(registration.code)}`);
      return reply.code(201).send(answer);
    },
  );

  app.post<{ Params: { code: string } }>(
    '/projects/:code/commands',
    {
      config: { right: 'byCommand', actor: 'command', body: CommandBody, answer: 'CommandAnswer' },
    },
    async (request) => {
      const body = parseInput(CommandBody, request.body);
      const now = await domainNow(pool, clockOffsetMs);
      return command(by(deps, request), request.params.code, toCommandFact(body, now));
    },
  );
}

async function command(
  { settler, via }: Pick<ApiDeps, 'settler'> & { via: AuditVia },
  code: string,
  fact: CommandFact,
): Promise<CommandAnswer> {
  const decision = await settler.settle(projectSubject(code), { commands: [fact], via });
  const outcome = decision.outcomes?.[0];
  if (!outcome) throw projectNotFound(code);
  if (outcome.status !== 'accepted') throw refusal(outcome);
  const { status, phase, stage, colour, closed } = decision;
  return {
    commandId: outcome.commandId,
    status: 'accepted',
    revision: outcome.revision,
    project: { code, status, phase, stage, colour, closed },
  };
}

function completed(request: RegistrationRequest, catalogue: Catalogue): Registration {
  const { template, approval } = definitionsOf(request, catalogue);
  const registration = completeRegistration(request, template);
  const faults = registrationFaults(registration, template, approval);
  if (faults.length === 0) return registration;
  throw invalidInput(
    faults.map(({ path, message }) => ({ path: `registration.${path}`, message })),
  );
}

function definitionsOf(request: RegistrationRequest, catalogue: Catalogue) {
  try {
    return definitionsFor(catalogue, request);
  } catch (error) {
    if (!(error instanceof UnknownDefinitionError)) throw error;
    throw new ApiError(error.code, error.message);
  }
}
