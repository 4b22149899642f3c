import { isNativeError } from 'node:util/types';

/** What the reader of a failure is told. */
export interface StackFailure {
  /** What happened, in one sentence. */
  what: string;
  /** What was tried before giving up, in order. */
  tried?: readonly string[];
  /** What the reader can do about it. */
  todo: string;
  /** It may be gone by itself at the next try. */
  passing?: boolean;
  cause?: unknown;
}

/** A failure of the local stack that its reader can act on: what happened, what was tried, what to do. */
export class StackError extends Error {
  readonly what: string;
  readonly tried: readonly string[];
  readonly todo: string;
  readonly passing: boolean;

  constructor({ what, tried = [], todo, passing = false, cause }: StackFailure) {
    const lines = [what, ...tried.map((attempt) => `  tried: ${attempt}`), `  to do: ${todo}`];
    super(lines.join('\n'), { cause });
    this.name = 'StackError';
    this.what = what;
    this.tried = tried;
    this.todo = todo;
    this.passing = passing;
  }
}

/** The reason in words of anything that was thrown. */
export function reasonOf(error: unknown): string {
  if (error instanceof StackError) return error.what;
  if (!isNativeError(error)) return String(error);
  return isNativeError(error.cause) ? `${error.message} (${error.cause.message})` : error.message;
}

/** The system's code of an error (`ENOSPC`, `EACCES`), if it has one. */
export function codeOf(error: unknown): unknown {
  return isNativeError(error) && 'code' in error ? error.code : undefined;
}
