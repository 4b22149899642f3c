import type { Day } from '../time.ts';
import { substituteOn, type Member, type Office } from './recipients.ts';

/** Somebody for whom a person acts: the person, or who is stood in for. */
export interface Principal {
  id: string;
  offices: readonly Office[];
}

/** A person, and everybody in whose stead the person acts on that day, through chains of substitutes too; the person first. */
export function principalsOf(person: string, members: readonly Member[], today: Day): Principal[] {
  const found = new Map<string, Principal>();
  const visit = (id: string): void => {
    if (found.has(id)) return;
    found.set(id, { id, offices: members.find((one) => one.id === id)?.offices ?? [] });
    for (const member of members) if (substituteOn(member, today) === id) visit(member.id);
  };
  visit(person);
  return [...found.values()];
}
