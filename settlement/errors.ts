/** The snapshot was written by a newer core: this process must be replaced, and the call repeated there. */
export class NewerCore extends Error {
  override readonly name = 'NewerCore';
  readonly code = 'NEWER_CORE';
  /** Of the snapshot. */
  readonly stored: number;

  constructor(subject: string, stored: number, own: number) {
    super(`${subject} was assessed by core ${stored}; this process has core ${own} and leaves it`);
    this.stored = stored;
  }
}

/** What a subject's facts lack to be assessed at all. */
export class UnusableFacts extends Error {
  override readonly name = 'UnusableFacts';
}

/** The subject's own facts can't be settled; it is counted, others go on, and it is tried again later. */
export class SubjectFaulted extends Error {
  override readonly name = 'SubjectFaulted';
  readonly code = 'SUBJECT_FAULTED';

  constructor(subject: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`${subject} can't be settled: ${reason}`, { cause });
  }
}
