import { Option, type Command } from 'commander';
import { ROLES, type Role } from '../domain/fact.ts';
import type { CommandAnswer } from '../api/responses.ts';
import { projectPath } from './api-client.ts';
import { apiOf, print, type CliContext } from './context.ts';

/** Options of every command that a person answers for. */
export interface ActOptions {
  actor: string;
  role: Role;
  reason: string;
  commandId: string;
}

/**
 * Adds who acts, under which role, why, and the id that makes a repetition harmless. An act that says
 * its reason itself has that one where none is given.
 */
export function withActOptions(command: Command, context: CliContext, ownReason?: string): Command {
  return command
    .option('--actor <id>', 'who acts', context.userName)
    .addOption(new Option('--role <role>', 'under which role').choices(ROLES).makeOptionMandatory())
    .requiredOption('--reason <text>', 'why; kept with the act', ownReason)
    .option('--command-id <id>', 'repeat an act under its id: it takes effect once');
}

/** Sends one act to the API and prints its outcome. */
export async function act(
  context: CliContext,
  command: Command,
  code: string,
  { type, data, options }: { type: string; data: object; options: ActOptions },
): Promise<void> {
  const { actor, role, reason, commandId } = options;
  const body = { commandId, type, actor: { id: actor, role }, reason, ...data };
  const answer = await apiOf(context, command).post<CommandAnswer>(
    projectPath(code, '/commands'),
    body,
  );
  print(context, command, answer, () => sentence(code, type, answer));
}

function sentence(code: string, type: string, { revision, project }: CommandAnswer): string {
  const colour = project.colour ?? 'no colour';
  return `${code}: ${type} accepted at revision ${revision}; now ${project.status}, ${project.stage}, ${colour}`;
}
