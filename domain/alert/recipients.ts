import type { Assessment } from '../assessment.ts';
import { POSTS, ROLES, type Post } from '../fact.ts';
import type { Day } from '../time.ts';
import type { Recipients } from './case.ts';

/** Offices that a person may hold in the park: the roles of commands, and whoever is on duty at night. */
export const OFFICES = [...ROLES, 'duty'] as const;
export type Office = (typeof OFFICES)[number];

/** A person as far as it decides who is told. */
export interface Member {
  id: string;
  offices: readonly Office[];
  active: boolean;
  /** Who stands in, for days that are both inclusive; open ends hold for good. */
  substitute?: { person: string; from?: Day; to?: Day };
}

/** Whom a step reaches; `insteadOf` is who would have been told but for a substitute. */
export interface Told {
  person: string;
  insteadOf?: string;
}

/** Who is who, of a project and of the park, on a day. */
export interface WhoIsWho {
  posts: Assessment['people'];
  members: readonly Member[];
  today: Day;
}

/**
 * The persons behind recipients, each once, in their order. A manager's post without an active holder
 * falls to the deputy (B 角); what reaches nobody at all is told to the administrators, for whom a
 * vacant post is a fault of the data.
 */
export function resolveRecipients(to: Recipients, who: WhoIsWho): Told[] {
  const found = to.flatMap((recipient) =>
    typeof recipient === 'object' ? [recipient.person] : holdersOf(recipient, who),
  );
  const reached = found.length > 0 ? found : holdersOf('administrator', who);
  const told = new Map<string, Told>();
  for (const person of reached) {
    const standIn = standInFor(person, who);
    const one = standIn === person ? { person } : { person: standIn, insteadOf: person };
    // Told in one's own right weighs more than in another's stead.
    if (one.insteadOf === undefined || !told.has(one.person)) told.set(one.person, one);
  }
  return [...told.values()];
}

function holdersOf(recipient: Post | Office, { posts, members }: WhoIsWho): string[] {
  if (!isPost(recipient)) {
    return members
      .filter(({ offices, active }) => active && offices.includes(recipient))
      .map(({ id }) => id);
  }
  const holders = recipient === 'manager' ? [posts.manager, posts.deputy] : [posts[recipient]];
  const holder = holders.find((one) => one !== undefined && !isGone(one, members));
  return holder === undefined ? [] : [holder];
}

// Who is on no list of people yet still holds a post.
const isGone = (person: string, members: readonly Member[]): boolean =>
  members.some(({ id, active }) => id === person && !active);

// A substitute may be away too; whoever stands in for somebody in the chain already ends it.
function standInFor(person: string, { members, today }: WhoIsWho, before: string[] = []): string {
  const member = members.find(({ id }) => id === person);
  const next = member && substituteOn(member, today);
  const chain = [...before, person];
  if (next === undefined || chain.includes(next) || isGone(next, members)) return person;
  return standInFor(next, { posts: {}, members, today }, chain);
}

/** Who stands in for a member on that day. */
export function substituteOn({ substitute }: Member, today: Day): string | undefined {
  if (!substitute) return undefined;
  const { person, from = today, to = today } = substitute;
  return from <= today && today <= to ? person : undefined;
}

const isPost = (recipient: Post | Office): recipient is Post =>
  (POSTS as readonly string[]).includes(recipient);
