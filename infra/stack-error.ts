export interface StackFailure {
  /** What happened, in one sentence. */
  what: string;
  /** What was tried before giving up, in order. */
  tried?: readonly string[];
  /** What the reader can do about it. */
  todo: string;
  cause?: unknown;
}

/** A failure of the local stack that its reader can act on: what happened, what was tried, what to do. */
export class StackError extends Error {
  readonly what: string;
  readonly tried: readonly string[];
  readonly todo: string;

  constructor({ what, tried = [], todo, cause }: StackFailure) {
    const lines = [what, ...tried.map((attempt) => `  tried: ${attempt}`), `  to do: ${todo}`];
    super(lines.join('\n'), { cause });
    this.name = 'StackError';
    this.what = what;
    this.tried = tried;
    this.todo = todo;
  }
}

/** The reason in words of anything that was thrown. */
export function reasonOf(error: unknown): string {
  if (error instanceof StackError) return error.what;
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? ` (${error.cause.message})` : '';
  return error.message + cause;
}
