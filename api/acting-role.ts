import type { AlertCase } from '../domain/alert/case.ts';
import type { Assessment } from '../domain/assessment.ts';
import { ROLES, type Role } from '../domain/fact.ts';
import { ROLE_OF_POST } from '../domain/rights.ts';
import type { PersonRow } from '../readmodel/people.ts';

/** Who is who when somebody acts on an alert. */
export interface ActingOn {
  posts: Assessment['people'];
  people: readonly PersonRow[];
  standing: AlertCase | null;
}

/**
 * The role under which somebody acts on an alert: by the post held in its project, else by an office
 * in the park, else that of whoever is stood in for. None for a stranger.
 */
export function actingRole(person: string, about: ActingOn): Role | undefined {
  return [person, ...principalsOf(person, about)]
    .map((one) => ownRole(one, about))
    .find((role) => role !== undefined);
}

function ownRole(person: string, { posts, people }: ActingOn): Role | undefined {
  // Whoever holds several acts under the one that says most.
  const post = ROLE_OF_POST.find(([held]) => posts[held] === person);
  const offices = people.find(({ id }) => id === person)?.offices ?? [];
  // Whoever is on duty at night is one of the park's teams.
  return (
    post?.[1] ??
    ROLES.find((role) => offices.includes(role)) ??
    (offices.includes('duty') ? 'team' : undefined)
  );
}

function principalsOf(person: string, { people, standing }: ActingOn): string[] {
  const stoodInFor = people.filter(({ substitute }) => substitute?.person === person);
  const delegated = standing?.delegated?.to === person ? [standing.delegated.by] : [];
  return [...delegated, ...stoodInFor.map(({ id }) => id)];
}
