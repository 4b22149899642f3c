import { Command } from 'commander';
import { print, type CliContext } from './context.ts';

export interface ReadModelDeps {
  /** Empties snapshot and timeline and settles every subject anew; calls `onSubject` after each. */
  rebuildReadModel: (
    onSubject: (progress: { done: number; total: number; subject: string }) => void,
  ) => Promise<{ subjects: number }>;
}

/** `kaigong readmodel rebuild`: snapshot and timeline anew from the fact log. */
export function readmodelCommand(context: CliContext, deps: ReadModelDeps): Command {
  const command = new Command('readmodel').description('what the screens show');
  command
    .command('rebuild')
    .description('empty snapshot and timeline and make them anew from the facts')
    .action(async (_options: object, self: Command) => {
      const result = await deps.rebuildReadModel(({ done, total, subject }) => {
        context.err(`[${done}/${total}] ${subject}`);
      });
      print(context, self, result, () => `Rebuilt ${result.subjects} subjects.`);
    });
  return command;
}
