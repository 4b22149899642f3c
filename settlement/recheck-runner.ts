import type { Pool } from 'pg';
import { core as ownCore } from '../domain/core.ts';
import type { Core } from '../domain/core.ts';
import {
  leaseRecheck,
  nextToRecheck,
  noteRecheckFailed,
  putBackInRecheck,
  requireCore,
  type RecheckJob,
} from '../readmodel/rechecks.ts';
import { NewerCore, SubjectFaulted } from './errors.ts';
import { closeRecheck } from './recheck-digest.ts';
import type { Settler } from './settle.ts';

/** What working on rechecks needs. */
export interface RecheckRunnerDeps {
  pool: Pool;
  settler: Settler;
  clockOffsetMs: number;
  /** Names this process; no other may have the same. */
  runner: string;
  core?: Core;
  /** How often a process without work looks for it. */
  lookEveryMs?: number;
  /** How long a process that died keeps others from going on. */
  leaseSeconds?: number;
  /** How long a subject that could not be settled waits for its second try; then four times as long. */
  firstWaitMs?: number;
  /** Milliseconds that only rise; another clock in tests. */
  elapsedMs?: () => number;
}

const LOOK_EVERY_MS = 2_000;
const LEASE_SECONDS = 10;
// With the waiting times of 2, 8 and 32 s longer than a short outage.
const FIRST_WAIT_MS = 2_000;
const TRIES = 4;

/**
 * Works on the running recheck, whoever began it, one project a call and not faster than it was
 * asked for; gives the milliseconds to wait before the next call. All that it knows is in the
 * database, so another process goes on where one was killed. A project that can't be settled is
 * tried again while others go on, and in the end noted as failed. Throws what PostgreSQL throws
 * while it is away.
 */
export function createRecheckRunner(deps: RecheckRunnerDeps): () => Promise<number> {
  const { pool, runner, core = ownCore } = deps;
  const { lookEveryMs = LOOK_EVERY_MS, leaseSeconds = LEASE_SECONDS } = deps;
  const { elapsedMs = () => performance.now() } = deps;
  return async () => {
    const startedAt = elapsedMs();
    const lease = { runner, coreVersion: core.version, seconds: leaseSeconds };
    const job = await leaseRecheck(pool, lease);
    if (!job) return lookEveryMs;
    const turn = await nextToRecheck(pool, job.id);
    if (!turn) await closeRecheck(deps, job.id);
    if (!turn || 'waitMs' in turn) return Math.min(lookEveryMs, turn?.waitMs ?? lookEveryMs);
    await recheckOne(deps, job, turn.subject);
    return Math.max(0, 1_000 / job.ratePerSecond - (elapsedMs() - startedAt));
  };
}

async function recheckOne(
  deps: RecheckRunnerDeps,
  { id, keepTemplates }: RecheckJob,
  subject: string,
): Promise<void> {
  const { pool, settler } = deps;
  try {
    const { known } = await settler.settle(subject, { recheck: { id, keepTemplates } });
    if (!known) await noteRecheckFailed(pool, id, { subject, fault: 'it is not registered' });
  } catch (error) {
    if (error instanceof NewerCore) await requireCore(pool, id, error.stored);
    else await noteFailure(deps, id, { subject, error });
  }
}

// Where PostgreSQL is away nothing of this can be noted either, so an outage uses up no try.
async function noteFailure(
  { pool, firstWaitMs = FIRST_WAIT_MS }: RecheckRunnerDeps,
  id: number,
  { subject, error }: { subject: string; error: unknown },
): Promise<void> {
  const fault = error instanceof Error ? error.message : String(error);
  const isFinal =
    error instanceof SubjectFaulted ||
    (await putBackInRecheck(pool, id, { subject, firstWaitMs })) >= TRIES;
  if (isFinal) await noteRecheckFailed(pool, id, { subject, fault });
}
