import type { Pool } from 'pg';
import { core as ownCore } from '../domain/core.ts';
import type { Core } from '../domain/core.ts';
import {
  leaseRecheck,
  nextToRecheck,
  noteRecheckFailed,
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
  /** Milliseconds that only rise; another clock in tests. */
  elapsedMs?: () => number;
}

const LOOK_EVERY_MS = 2_000;
const LEASE_SECONDS = 10;

/**
 * Works on the running recheck, whoever began it, one project a call and not faster than it was
 * asked for; gives the milliseconds to wait before the next call. All that it knows is in the
 * database, so another process goes on where one was killed. Throws what PostgreSQL throws.
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
    const subject = await nextToRecheck(pool, job.id);
    if (subject === undefined) {
      await closeRecheck(deps, job.id);
      return lookEveryMs;
    }
    await recheckOne(deps, job, subject);
    return Math.max(0, 1_000 / job.ratePerSecond - (elapsedMs() - startedAt));
  };
}

async function recheckOne(
  { pool, settler }: RecheckRunnerDeps,
  { id, keepTemplates }: RecheckJob,
  subject: string,
): Promise<void> {
  try {
    const { known } = await settler.settle(subject, { recheck: { id, keepTemplates } });
    if (!known) await noteRecheckFailed(pool, id, { subject, fault: 'it is not registered' });
  } catch (error) {
    if (error instanceof SubjectFaulted) {
      await noteRecheckFailed(pool, id, { subject, fault: error.message });
    } else if (error instanceof NewerCore) {
      await requireCore(pool, id, error.stored);
    } else throw error;
  }
}
