import type { Assessment } from '../domain/assessment.ts';
import { core as ownCore } from '../domain/core.ts';
import type { Core } from '../domain/core.ts';
import type { ColourPolicy } from '../domain/definitions.ts';
import type { Dossier } from '../domain/dossier.ts';
import type { FoldOptions } from '../domain/fold.ts';
import type { Instant, Moment } from '../domain/time.ts';
import { endOf, isDay } from '../domain/time.ts';
import { domainNow } from '../readmodel/clock.ts';
import { appliedFacts } from '../readmodel/facts.ts';
import type { Queryable } from '../readmodel/pool.ts';
import { projectSubject } from '../readmodel/subject-id.ts';
import { findSubject } from '../readmodel/subjects.ts';
import { definitionsFor } from '../schemas/definitions.ts';
import type { Rulebook } from './catalogue.ts';

/** From where a project is looked at; now, unless told otherwise. */
export interface View {
  /** What was true then, as known now; a day counts to its end. */
  asOf?: Moment | undefined;
  /** What was known then; a day counts to its end. */
  knownAt?: Moment | undefined;
  /** Id of a colour policy other than the project's own. */
  policy?: string | undefined;
}

/** What was found. */
export interface AssessedView {
  assessment: Assessment;
  dossier: Dossier;
  /** By which it is coloured. */
  policy: ColourPolicy;
  /** The domain time for which it holds. */
  at: Instant;
}

/** What a view is computed with. */
export interface ViewDeps {
  pool: Queryable;
  rules: Rulebook;
  clockOffsetMs: number;
  core?: Core;
}

/**
 * A project as it was, was known, or would be under another policy: from its facts, by today's rules;
 * nothing is written. `undefined` when there was no such project. Throws UnknownDefinitionError for
 * a policy that is not in the catalogue.
 */
export async function assessAt(
  { pool, rules, clockOffsetMs, core = ownCore }: ViewDeps,
  code: string,
  { asOf, knownAt, policy }: View = {},
): Promise<AssessedView | undefined> {
  const subject = await findSubject(pool, projectSubject(code));
  if (!subject) return undefined;
  const dossier = core.fold(await appliedFacts(pool, subject.id), axes(asOf, knownAt));
  if (!dossier.registration) return undefined;
  const registration = { ...dossier.registration, ...(policy !== undefined && { policy }) };
  const moment = asOf ?? knownAt;
  const at = moment === undefined ? await domainNow(pool, clockOffsetMs) : latestOf(moment);
  // The latch belongs to the present; a view of the past closes by its own facts.
  const closed = moment === undefined && subject.closed;
  const catalogue = await rules.now(pool, subject.id);
  const definitions = definitionsFor(catalogue, registration);
  return {
    assessment: core.assess(dossier, definitions, at, { closed }),
    dossier,
    policy: definitions.policy,
    at,
  };
}

const axes = (asOf: Moment | undefined, knownAt: Moment | undefined): FoldOptions => ({
  ...(asOf !== undefined && { asOf }),
  ...(knownAt !== undefined && { knownAt }),
});

const latestOf = (moment: Moment): Instant => (isDay(moment) ? endOf(moment) : moment);
