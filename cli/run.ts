import { CommanderError } from 'commander';
import { CliFailure, EXIT, type ExitCode } from './failure.ts';
import { createProgram, type CliDeps } from './program.ts';

/** Runs one command line (without node and script) and returns its exit code; never throws for a refusal. */
export async function runCli(args: readonly string[], deps: CliDeps): Promise<ExitCode> {
  try {
    await createProgram(deps).parseAsync(args, { from: 'user' });
    return EXIT.ok;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    if (!(error instanceof CliFailure)) throw error;
    deps.err(`error: ${error.message}`);
    if (error.help) deps.err(`  ${error.help}`);
    return error.exitCode;
  }
}
