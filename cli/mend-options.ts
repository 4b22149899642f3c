import { Option, type Command } from 'commander';
import type { Role } from '../domain/fact.ts';
import { MENDERS } from '../schemas/mending.ts';
import type { CliContext } from './context.ts';

/** Who mends and why, as typed. */
export interface MendOptions {
  actor: string;
  role: Role;
  reason: string;
  commandId?: string;
}

/** Adds who mends, under which role, why, and the id that makes a repetition harmless. */
export function withMendOptions(command: Command, context: CliContext): Command {
  return command
    .option('--actor <id>', 'who acts', context.userName)
    .addOption(new Option('--role <role>', 'under which role').choices(MENDERS).default(MENDERS[0]))
    .requiredOption('--reason <text>', 'why; kept with the act')
    .option('--command-id <id>', 'repeat an act under its id: it takes effect once');
}

/** What every act of mending says of itself, as the API takes it. */
export const actOf = (context: CliContext, { actor, role, reason, commandId }: MendOptions) => ({
  commandId: commandId ?? context.newId(),
  actor: { id: actor, role },
  reason,
});
