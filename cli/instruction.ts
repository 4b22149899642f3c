import { Command, Option } from 'commander';
import { actCommand, dayOption, required, type Act } from './act-command.ts';
import type { CliContext } from './context.ts';

const ACTS: readonly Act[] = [
  {
    name: 'give',
    type: 'instruct',
    ownId: 'instructionId',
    description: "record a leader's word with owner and day (批示)",
    options: [
      required('--text <text>', 'what is to be done'),
      required('--owner <id>', 'who is to do it'),
      dayOption('--due <day>', 'until when'),
      new Option('--alert-id <id>', 'alert that it answers'),
      new Option('--on-behalf-of <id>', 'whose word it is, where the office writes it down (代录)'),
      new Option('--instruction-id <id>', 'its id; else the id of the command'),
    ],
  },
  {
    name: 'report',
    type: 'reportInstruction',
    description: 'say how an instruction stands (落实情况)',
    options: [
      required('--instruction-id <id>', 'id of the instruction, see `project show --json`'),
      required('--text <text>', 'how it stands'),
      new Option('--done', 'it is done').default(false),
    ],
  },
];

/** `kaigong instruction give|report`: what leaders have asked for, and what became of it. */
export function instructionCommand(context: CliContext): Command {
  const command = new Command('instruction').description("leaders' instructions (批示)");
  for (const definition of ACTS) command.addCommand(actCommand(context, definition));
  return command;
}
