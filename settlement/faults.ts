import type { Pool } from 'pg';
import type { ApprovalCore } from '../domain/approval/core.ts';
import type { Core } from '../domain/core.ts';
import { countFault } from '../readmodel/subjects.ts';
import { UnknownDefinitionError } from '../schemas/definitions.ts';
import { SubjectFaulted, UnusableFacts } from './errors.ts';

/** Where a process tells what an operator should know; pino's logger fits. */
export interface Log {
  error(fields: object, message: string): void;
}

/** A core whose failures can be told from those of the database. */
export function guard(core: Core): Core {
  return {
    version: core.version,
    fold: guarded((...args: Parameters<Core['fold']>) => core.fold(...args)),
    assess: guarded((...args: Parameters<Core['assess']>) => core.assess(...args)),
    edges: guarded((...args: Parameters<Core['edges']>) => core.edges(...args)),
    desired: guarded((...args: Parameters<Core['desired']>) => core.desired(...args)),
    judge: guarded((...args: Parameters<Core['judge']>) => core.judge(...args)),
  };
}

/** As `guard`, for the core of approvals. */
export function guardApproval(core: ApprovalCore): ApprovalCore {
  return {
    version: core.version,
    fold: guarded((...args: Parameters<ApprovalCore['fold']>) => core.fold(...args)),
    assess: guarded((...args: Parameters<ApprovalCore['assess']>) => core.assess(...args)),
    edges: guarded((...args: Parameters<ApprovalCore['edges']>) => core.edges(...args)),
    judge: guarded((...args: Parameters<ApprovalCore['judge']>) => core.judge(...args)),
  };
}

/**
 * Runs a settle. One that fails on the subject's own facts is counted on its row, in a transaction
 * of its own because that of the settle is rolled back, and thrown as SubjectFaulted; whatever else
 * fails is thrown as it is.
 */
export async function countingFaults<T>(
  { pool, log }: { pool: Pool; log: Log },
  subject: string,
  settle: () => Promise<T>,
): Promise<T> {
  try {
    return await settle();
  } catch (error) {
    const cause = faultIn(error);
    if (cause === undefined) throw error;
    log.error({ subject, err: cause }, 'subject cannot be settled');
    await countFault(pool, subject, cause.message);
    throw new SubjectFaulted(subject, cause);
  }
}

class CoreFailure extends Error {
  override readonly name = 'CoreFailure';
}

/** A function of the core whose failure counts as the subject's own; any other mistake in a settle is ours. */
export function guarded<Args extends unknown[], Result>(rule: (...args: Args) => Result) {
  return (...args: Args): Result => {
    try {
      return rule(...args);
    } catch (cause) {
      throw new CoreFailure('a rule of the core failed', { cause });
    }
  };
}

/** What of a failure is the subject's own, so that mending its facts mends it; undefined for any other. */
export function faultIn(error: unknown): Error | undefined {
  if (error instanceof CoreFailure) {
    return error.cause instanceof Error ? error.cause : new Error(String(error.cause));
  }
  const isOfData =
    error instanceof UnknownDefinitionError ||
    error instanceof UnusableFacts ||
    isRefusedData(error);
  return isOfData ? error : undefined;
}

// SQLSTATE classes 22 and 23: PostgreSQL refuses the values, so it would again.
const isRefusedData = (error: unknown): error is Error =>
  error instanceof Error &&
  'code' in error &&
  typeof error.code === 'string' &&
  /^2[23]...$/.test(error.code);
