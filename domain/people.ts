import type { Assessment } from './assessment.ts';
import type { Dossier } from './dossier.ts';
import { POSTS } from './fact.ts';
import type { Horizon } from './horizon.ts';
import { addDays } from './time.ts';

/** Who holds each post today; the assignment made last wins among those in force. */
export function peopleOf({ assignments }: Dossier, horizon: Horizon): Assessment['people'] {
  const people: Assessment['people'] = {};
  for (const post of POSTS) {
    for (const { post: held, person, from, to } of assignments) {
      if (held !== post) continue;
      horizon.at(from);
      if (to !== undefined) horizon.at(addDays(to, 1));
      if (from <= horizon.today && (to === undefined || horizon.today <= to)) people[post] = person;
    }
  }
  return people;
}
