import type { AlertRules } from '../domain/alert/rules.ts';
import type { Pace } from '../domain/alert/slot.ts';
import { USUAL_PACE } from '../domain/alert/slot.ts';
import type { Catalogue } from '../schemas/definitions.ts';

/** How the park's own policy reaches people, whatever policy a single project follows: a person has one inbox. */
export const parkAlerting = ({ policies, defaultPolicy }: Catalogue): AlertRules | undefined =>
  policies.get(defaultPolicy)?.alerting;

/** How often a person may be disturbed, and when. */
export const paceOf = (catalogue: Catalogue): Pace => parkAlerting(catalogue) ?? USUAL_PACE;
