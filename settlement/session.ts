import type { PoolClient } from 'pg';
import type { Instant } from '../domain/time.ts';
import type { QuickTransaction } from '../readmodel/pool.ts';
import type { Snapshot } from '../readmodel/snapshots.ts';
import type { Catalogue } from '../schemas/definitions.ts';
import type { Assessed, Rules } from './rules.ts';
import type { SettleTrace } from './settle-trace.ts';

/** What all steps of one settle share. */
export interface Session {
  client: PoolClient;
  /** Begun, and ended with the last write. */
  transaction: Pick<QuickTransaction, 'commit'>;
  catalogue: Catalogue;
  subject: string;
  /** Before this settle. */
  revision: number;
  clockOffsetMs: number;
  /** Domain time, read after the lock; never before that of the settle before. */
  now: Instant;
  /** Real time at the same moment. */
  realNow: Instant;
  trace: SettleTrace;
  /** Of the template that the subject has followed; null before its first settle. */
  templateVersion: string | null;
}

/** A session with the rules of its subject's kind. */
export interface RuledSession<D, A extends Assessed> extends Session {
  rules: Rules<D, A>;
}

/** What is kept of this settle's assessment. */
export const snapshotOf = <A>(
  { subject, rules, now, trace }: Session & { rules: { version: number } },
  { after, revision }: { after: A; revision: number },
): Snapshot<A> => ({
  ...{ subject, revision, coreVersion: rules.version, assessedAt: now, assessment: after },
  traceparent: trace.traceparent(),
});
