import { CommanderError } from 'commander';
import { CliFailure, EXIT, type ExitCode } from './failure.ts';
import { createProgram, type CliDeps } from './program.ts';

/**
 * Runs one command line (without node and script) and returns its exit code; throws for what is no
 * refusal but a fault of the program. Making the dependencies may fail as a command may.
 */
export async function runCli(
  args: readonly string[],
  err: (line: string) => void,
  createDeps: () => CliDeps,
): Promise<ExitCode> {
  try {
    await createProgram(createDeps()).parseAsync(args, { from: 'user' });
    return EXIT.ok;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    if (!(error instanceof CliFailure)) throw error;
    err(`error: ${error.message}`);
    if (error.help) err(`  ${error.help}`);
    return error.exitCode;
  }
}
