import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Right, RightsCase } from '../domain/rights.ts';
import { RIGHT_OF_COMMAND, rolesFor, scopeOf } from '../domain/rights.ts';
import { authoritiesOfItem, sightCase } from '../readmodel/sight.ts';
import { actAs, namedRole, type ActingAs } from './actor.ts';
import type { ApiDeps } from './deps.ts';
import { ApiError, projectNotFound } from './errors.ts';
import { candidatesFor, type Candidate } from './holders.ts';
import type { Identity } from './identity.ts';
import { placeOf, type Place } from './place.ts';
import { isTrusted, sees, sightOfCase } from './sight.ts';

/** What a route asks of its caller: a right, `byCommand` that of the command in its body, `signedIn` nothing more, `open` not even that. */
export type RouteRight = Right | 'byCommand' | 'signedIn' | 'open';

declare module 'fastify' {
  interface FastifyContextConfig {
    right?: RouteRight;
    /** How the body names who acts: as a command does, or by id alone. */
    actor?: 'command' | 'id';
  }
}

/** Refuses whoever has not the right that a route names, before it runs, and says in its body who acts. */
export function enforceRights(app: FastifyInstance, deps: ApiDeps): void {
  app.addHook('preHandler', async (request) => {
    const { right = 'open', actor } = request.routeOptions.config;
    const { identity } = request;
    if (right === 'open' || isTrusted(identity)) return;
    const as = await allowed(deps, identity, { request, right });
    if (actor !== undefined) actAs(request, identity, { as, how: actor });
  });
}

/** Throws where the caller may not; says as whom else. */
async function allowed(
  deps: ApiDeps,
  identity: Identity,
  { request, right }: { request: FastifyRequest; right: RouteRight },
): Promise<ActingAs | undefined> {
  const needed = right === 'byCommand' ? rightOfCommand(request) : right;
  // The body of an unknown command is refused when it is read.
  if (needed === undefined || needed === 'signedIn' || needed === 'open') return undefined;
  const place = await placeOf(deps.pool, request);
  const candidates = await candidatesFor(deps, identity, place);
  const about = await visibleCase(deps, place, { person: identity.person, candidates });
  const found = candidates.flatMap((one) => actingBy(one, needed, { about, request }));
  const [acting] = found;
  if (!acting || isForeignInbox(request, identity, needed)) throw notAllowed(identity, needed);
  return acting;
}

/** The project that is asked for, as it decides who may act; throws where the caller does not see it. */
async function visibleCase(
  { pool }: ApiDeps,
  { code, item, department }: Place,
  { person, candidates }: { person: string; candidates: readonly Candidate[] },
): Promise<RightsCase | undefined> {
  const about = code === undefined ? undefined : await sightCase(pool, code, person);
  if (!about) return undefined;
  const holders = candidates.map(({ holder }) => holder);
  // As if there were none: that it exists is part of what is restricted.
  if (!sees(sightOfCase(holders, about), about.code)) throw projectNotFound(about.code);
  if (item === undefined) return about;
  const authorities = await authoritiesOfItem(pool, { code: about.code, item });
  return {
    ...about,
    authorities: [...authorities, ...(department === undefined ? [] : [department])],
  };
}

function rightOfCommand({ body, routeOptions }: FastifyRequest): Right | undefined {
  const type = typeof body === 'object' && body !== null && 'type' in body ? body.type : undefined;
  const kind = routeOptions.url?.includes('/approvals/') ? 'command.approval' : 'command';
  const command = Object.entries(RIGHT_OF_COMMAND).find(
    ([of]) => of === `${kind}.${String(type)}.v1`,
  );
  return command?.[1];
}

// Only whoever may read all reads what others were told.
function isForeignInbox({ params }: FastifyRequest, identity: Identity, right: Right): boolean {
  if (right !== 'readInbox' && right !== 'markInbox') return false;
  const { id } = params as { id?: string };
  const readsAll = identity.roles.some((role) => scopeOf(role, right) === 'all');
  return id !== identity.person && !readsAll;
}

const notAllowed = ({ person, roles }: Identity, right: Right): ApiError =>
  new ApiError('NOT_ALLOWED', `${person} lacks the right ${right} here`, {
    help: `Roles of the caller: ${roles.join(', ') || 'none'}; the table of rights is in docs/rights.md`,
  });

/** In whose right it may be done, and under which roles; nothing where it may not. */
function actingBy(
  { holder, ...stead }: Candidate,
  right: Right,
  { about, request }: { about: RightsCase | undefined; request: FastifyRequest },
): ActingAs[] {
  const roles = rolesFor(holder, right, about);
  const named = namedRole(request);
  const isOther = named !== undefined && !roles.some((role) => role === named);
  return roles.length === 0 || (isOther && 'onBehalfOf' in stead) ? [] : [{ roles, ...stead }];
}
