import { Command } from 'commander';
import { actCommand, moveCommand } from './approval-acts.ts';
import { answerCommand } from './approval-answer.ts';
import { daysCommand } from './approval-days.ts';
import { listCommand } from './approval-list.ts';
import { previewCommand } from './approval-preview.ts';
import { showCommand } from './approval-show.ts';
import { simulateCommand, type SimulateDeps } from './approval-simulate.ts';
import { whyCommand } from './approval-why.ts';
import { workCommand } from './approval-work.ts';
import type { CliContext } from './context.ts';

/** `kaigong approval …`. */
export function approvalCommand(context: CliContext, deps: SimulateDeps): Command {
  const command = new Command('approval').description('parallel approvals (并联审批)');
  const subcommands = [
    listCommand(context),
    showCommand(context),
    whyCommand(context),
    workCommand(context),
    answerCommand(context),
    actCommand(context),
    previewCommand(context),
    moveCommand(context),
    daysCommand(context),
    simulateCommand(context, deps),
  ];
  for (const subcommand of subcommands) command.addCommand(subcommand);
  return command;
}
