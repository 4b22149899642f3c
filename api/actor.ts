import type { FastifyRequest } from 'fastify';
import type { Actor, Role } from '../domain/fact.ts';
import { ApiError } from './errors.ts';
import type { Identity } from './identity.ts';

/** Under which roles somebody may do what is asked, in whose stead if not by own right. */
export interface ActingAs {
  roles: readonly Role[];
  onBehalfOf?: string;
  delegatedBy?: string;
}

/** The role that the body of a command names, if it names one. */
export function namedRole({ body }: Pick<FastifyRequest, 'body'>): unknown {
  const named = isRecord(body) ? body['actor'] : undefined;
  return isRecord(named) ? named['role'] : undefined;
}

/**
 * Says in the body who acts: the caller, whatever the body says. Throws ACTOR_NOT_YOU where it names
 * somebody else, or a role under which the caller may not do this.
 */
export function actAs(
  request: FastifyRequest,
  { person }: Identity,
  { as, how }: { as: ActingAs | undefined; how: 'command' | 'id' },
): void {
  const { body } = request;
  if (!isRecord(body)) return;
  const named = how === 'id' ? body['actor'] : isRecord(body['actor']) && body['actor']['id'];
  if (typeof named === 'string' && named !== person) {
    throw new ApiError('ACTOR_NOT_YOU', `${person} has signed in, and ${named} is named`, {
      help: 'Leave `actor` out: whoever has signed in acts',
    });
  }
  request.body = { ...body, actor: how === 'id' ? person : actorOf(person, as, request) };
}

// Of a command that nobody knows no role is said: it is refused when it is read, by its type.
function actorOf(
  person: string,
  as: ActingAs | undefined,
  request: FastifyRequest,
): Actor | Pick<Actor, 'id'> {
  if (!as) return { id: person };
  const { roles, ...stead } = as;
  const asked = namedRole(request);
  const role = asked === undefined ? roles[0] : roles.find((one) => one === asked);
  if (role) return { id: person, role, ...stead };
  throw new ApiError('ACTOR_NOT_YOU', `${person} does not act as ${String(asked)} here`, {
    help: `Leave \`actor\` out, or act as ${roles.join(' or ')}`,
  });
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
