import type { Fact } from '../../domain/fact.ts';
import type { Moment } from '../../domain/time.ts';

/** From where a story is looked at: on a day whole, or at an instant. */
export interface Sight {
  now: Moment;
  asOf?: Moment;
  knownAt?: Moment;
  closed?: boolean;
}

/** What happened to a project, and when it is looked at. */
export interface Story {
  name: string;
  facts: Fact[];
  sights: Sight[];
}
