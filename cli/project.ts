import { Command } from 'commander';
import { colourActCommands } from './colour-acts.ts';
import type { CliContext } from './context.ts';
import { actCommands, planCommand } from './project-acts.ts';
import { alertsCommand } from './project-alerts.ts';
import { explainCommand } from './project-explain.ts';
import { importCommand, type ImportDeps } from './project-import.ts';
import { listCommand } from './project-list.ts';
import { showCommand } from './project-show.ts';
import { timelineCommand } from './project-timeline.ts';

/** `kaigong project …`. */
export function projectCommand(context: CliContext, deps: ImportDeps): Command {
  const command = new Command('project').description('projects (项目)');
  const subcommands = [
    importCommand(context, deps),
    listCommand(context),
    showCommand(context),
    explainCommand(context),
    timelineCommand(context),
    alertsCommand(context),
    planCommand(context),
    ...actCommands(context),
    ...colourActCommands(context),
  ];
  for (const subcommand of subcommands) command.addCommand(subcommand);
  return command;
}
