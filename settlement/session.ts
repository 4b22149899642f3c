import type { PoolClient } from 'pg';
import type { Assessment } from '../domain/assessment.ts';
import type { Core } from '../domain/core.ts';
import type { Definitions } from '../domain/definitions.ts';
import type { Dossier } from '../domain/dossier.ts';
import type { Fact } from '../domain/fact.ts';
import type { Instant } from '../domain/time.ts';
import type { QuickTransaction } from '../readmodel/pool.ts';
import type { SettleTrace } from './settle-trace.ts';
import type { Catalogue } from '../schemas/definitions.ts';
import { definitionsFor } from '../schemas/definitions.ts';
import { UnusableFacts } from './errors.ts';

/** What the rules need to speak. */
export interface Bench {
  core: Core;
  catalogue: Catalogue;
}

/** What all steps of one settle share. */
export interface Session extends Bench {
  client: PoolClient;
  /** Begun, and ended with the last write. */
  transaction: Pick<QuickTransaction, 'commit'>;
  subject: string;
  /** Before this settle. */
  revision: number;
  clockOffsetMs: number;
  /** Domain time, read after the lock; never before that of the settle before. */
  now: Instant;
  /** Real time at the same moment. */
  realNow: Instant;
  trace: SettleTrace;
  /** Of the lifecycle template that the subject has followed; null before its first settle. */
  templateVersion: string | null;
}

/** What is known of a subject within one settle. */
export interface Standing {
  facts: readonly Fact[];
  /** None before the first fact. */
  dossier: Dossier | undefined;
  /** The latch: set by an assessment, cleared only by an accepted reopening. */
  closed: boolean;
}

/** The standing after these facts, with the latch as it is. */
export function foldStanding(core: Core, facts: readonly Fact[], closed: boolean): Standing {
  return { facts, dossier: facts.length > 0 ? core.fold(facts) : undefined, closed };
}

/** What the facts say at `now`; throws when a rule is broken or the registration names an unknown definition. */
export function assessStanding(
  { core, catalogue, now }: Bench & Pick<Session, 'now'>,
  { dossier, closed }: Standing,
): Assessment {
  if (!dossier) throw new UnusableFacts('There are no facts to assess');
  return core.assess(dossier, definitionsOf(catalogue, dossier), now, { closed });
}

/** The definitions that a dossier's registration names; throws when it has none. */
export function definitionsOf(catalogue: Catalogue, { registration }: Dossier): Definitions {
  if (!registration) throw new UnusableFacts('The facts hold no registration');
  return definitionsFor(catalogue, registration);
}
