import type { FastifyRequest } from 'fastify';
import { principalsOf } from '../domain/alert/principals.ts';
import { dayOf, type Instant } from '../domain/time.ts';
import type { Eyes } from '../readmodel/needs.ts';
import { listPeople, memberOf } from '../readmodel/people.ts';
import type { Queryable } from '../readmodel/pool.ts';
import type { Sight } from './sight.ts';
import { alertsSeen } from './withheld.ts';

/** Who asks: whoever has signed in, else the person that is named; a program that acts for others may name one. */
export function readerOf(
  { identity }: Pick<FastifyRequest, 'identity'>,
  named: string | undefined,
): string | undefined {
  if (identity === null) return named;
  return identity.mayActFor && named !== undefined ? named : identity.person;
}

/** All in whose name a person sees what waits: own and of those whom the person stands in for. */
export async function eyesOf(
  client: Queryable,
  person: string,
  { now, sight }: { now: Instant; sight: Sight },
): Promise<Eyes> {
  const people = await listPeople(client);
  const principals = principalsOf(person, people.map(memberOf), dayOf(now));
  const own = people.filter(({ id }) => principals.some((one) => one.id === id));
  return {
    persons: principals.map(({ id }) => id),
    offices: [...new Set(principals.flatMap(({ offices }) => offices))],
    departments: [...new Set(own.flatMap(({ departments }) => departments))],
    projects: [...new Set(own.flatMap(({ projects }) => projects))],
    now,
    seen: alertsSeen(sight),
  };
}
