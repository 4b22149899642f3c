import { principalsOf } from '../domain/alert/principals.ts';
import { ROLES } from '../domain/fact.ts';
import type { Holder } from '../domain/rights.ts';
import { dayOf } from '../domain/time.ts';
import { domainNow } from '../readmodel/clock.ts';
import { listPeople, memberOf, type PersonRow } from '../readmodel/people.ts';
import type { ApiDeps } from './deps.ts';
import type { Identity } from './identity.ts';
import type { Place } from './place.ts';

type HoldersDeps = Pick<ApiDeps, 'pool' | 'clockOffsetMs'>;

/** Somebody in whose right a caller may act. */
export interface Candidate {
  holder: Holder;
  /** Who is stood in for, or who has handed the alert over; neither: the caller. */
  onBehalfOf?: string;
  delegatedBy?: string;
}

/** In whose right a caller may act: the own one first, then of whoever handed over the alert, then of those stood in for today. */
export async function candidatesFor(
  deps: HoldersDeps,
  identity: Identity,
  { alert }: Pick<Place, 'alert'> = {},
): Promise<Candidate[]> {
  const people = await listPeople(deps.pool);
  const today = dayOf(await domainNow(deps.pool, deps.clockOffsetMs));
  const isOther = ({ id }: { id: string }) => id !== identity.person;
  const principals = principalsOf(identity.person, people.map(memberOf), today).filter(isOther);
  const delegated = alert?.delegated?.to === identity.person ? [alert.delegated.by] : [];
  return [
    { holder: identity },
    ...delegated.map((by) => ({ holder: namedIn(people, by), delegatedBy: by })),
    ...principals.map(({ id }) => ({ holder: namedIn(people, id), onBehalfOf: id })),
  ];
}

// A post may be held by somebody who is on no list of people.
const namedIn = (people: readonly PersonRow[], id: string): Holder => {
  const found = people.find((one) => one.id === id);
  return found ? holderOf(found) : { person: id, roles: [], departments: [], projects: [] };
};

/** What somebody is in the list of people; whoever has night duty is one of the park's teams. */
function holderOf({ id, offices, departments, projects }: PersonRow): Holder {
  const held: readonly string[] = offices.includes('duty') ? [...offices, 'team'] : offices;
  return { person: id, roles: ROLES.filter((role) => held.includes(role)), departments, projects };
}
