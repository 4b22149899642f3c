import { Command } from 'commander';
import { print, type CliContext } from './context.ts';
import { CliFailure } from './failure.ts';
import { instantValue } from './option-values.ts';

/** What needs PostgreSQL itself, given by the composition root. */
export interface ReadModelDeps {
  /** Empties snapshots and timeline and makes them anew from the facts; calls `onSubject` after each subject. */
  rebuildReadModel: (
    onSubject: (progress: { done: number; total: number; subject: string }) => void,
  ) => Promise<{ rebuilt: number; failed: readonly string[] }>;
  /** Brings the schema of PostgreSQL up to this program and gives the names of what was applied. */
  migrate: () => Promise<string[]>;
  /** Has the gateways read again what Kafka got since then, and all projects told as a whole; gives how many messages come again. */
  rewind: (since: Date) => Promise<number>;
}

/** `kaigong readmodel migrate|rebuild|rewind`: what needs PostgreSQL itself. */
export function readmodelCommand(context: CliContext, deps: ReadModelDeps): Command {
  const command = new Command('readmodel').description('what the screens show');
  command
    .command('rebuild')
    .description('empty snapshots and timeline and make them anew from the facts')
    .action(async (_options: object, self: Command) => {
      const result = await deps.rebuildReadModel(({ done, total, subject }) => {
        context.err(`[${done}/${total}] ${subject}`);
      });
      print(context, self, result, () => `Rebuilt ${result.rebuilt} projects and approvals.`);
      if (result.failed.length === 0) return;
      throw new CliFailure(`Not rebuilt, they keep what they had: ${result.failed.join(', ')}`, {
        help: 'The log above says what is wrong with their facts',
      });
    });
  command
    .command('migrate')
    .description('bring the schema of PostgreSQL up to this program')
    .action(async (_options: object, self: Command) => {
      const applied = await deps.migrate();
      print(context, self, { applied }, () =>
        applied.length === 0 ? 'Nothing to do.' : `Applied: ${applied.join(', ')}.`,
      );
    });
  command
    .command('rewind')
    .description(
      'after PostgreSQL was restored: read again what Kafka got since, and tell every project anew',
    )
    .requiredOption('--since <time>', 'when the backup was begun, or earlier', instantValue)
    .action(async (options: { since: Date }, self: Command) => {
      const messages = await deps.rewind(options.since);
      print(context, self, { messages }, () =>
        messages === 0 ? 'Nothing to read again.' : `${messages} messages will be read again.`,
      );
    });
  return command;
}
