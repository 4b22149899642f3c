/** What a program that calls the CLI sees. */
export const EXIT = { ok: 0, refused: 1, usage: 2 } as const;
/** 0 done, 1 refused or failed, 2 wrong usage. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Ends a command; `message` says what happened and `help` the way out. */
export class CliFailure extends Error {
  readonly exitCode: ExitCode;
  readonly help: string | undefined;

  constructor(message: string, { exitCode = EXIT.refused, help, cause }: FailureOptions = {}) {
    super(message, { cause });
    this.exitCode = exitCode;
    this.help = help;
  }
}

interface FailureOptions {
  exitCode?: ExitCode;
  help?: string;
  cause?: unknown;
}
