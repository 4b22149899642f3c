import { Command, Option } from 'commander';
import { CAUSES } from '../domain/alert/fact.ts';
import { act, withActOptions, type ActOptions } from './act.ts';
import type { CliContext } from './context.ts';
import { CliFailure } from './failure.ts';
import { dayValue } from './option-values.ts';

// As typed: the id of the command may be missing.
type GivenOptions = Omit<ActOptions, 'commandId'> & { commandId?: string } & Record<
    string,
    unknown
  >;

interface Act {
  name: string;
  /** Name of the command in the API. */
  type: string;
  description: string;
  options: Option[];
  /** Where the act says it itself. */
  reason?: string;
}

const required = (flags: string, description: string): Option =>
  new Option(flags, description).makeOptionMandatory();

const cause = () => new Option('--cause <cause>', 'why it is late').choices(CAUSES);
const until = (description: string) => new Option('--until <day>', description).argParser(dayValue);
const decision = () =>
  required('--decision <decision>', 'accept it or return it').choices(['accept', 'return']);

const ACTS: readonly Act[] = [
  {
    name: 'ack',
    type: 'acknowledge',
    description: 'take notice of an alert, so that it climbs no further (签收)',
    options: [cause()],
    reason: '签收',
  },
  {
    name: 'snooze',
    type: 'snooze',
    description: 'hear nothing more of it until a day, or until it gets worse',
    options: [until('the first day on which it speaks again')],
  },
  {
    name: 'delegate',
    type: 'delegate',
    description: 'have another person take care of it (AB 角)',
    options: [required('--to <person>', 'who'), until('last day')],
  },
  {
    name: 'rectify',
    type: 'rectify',
    description: 'say what will be done, and by when the milestone is expected then (整改)',
    options: [
      cause().makeOptionMandatory(),
      required('--forecast <day>', 'expected day').argParser(dayValue),
      required('--text <text>', 'what will be done'),
      new Option('--party <name>', 'who has to act'),
    ],
  },
  {
    name: 'verify',
    type: 'verify',
    description: 'verify that it is done, or return it; another person than its owner (核验)',
    options: [decision(), required('--evidence <text>', 'what shows it')],
  },
  {
    name: 'close',
    type: 'close',
    description: 'approve the closing of what was red, or return it; a leader (销号)',
    options: [decision()],
  },
];

/** `kaigong alert ack|snooze|…`: what people do about an alert, a subcommand each. */
export const alertActCommands = (context: CliContext): Command[] =>
  ACTS.map((definition) => actCommand(context, definition));

function actCommand(context: CliContext, definition: Act): Command {
  const { name, type, description, options, reason } = definition;
  const command = new Command(name).description(description).argument('<alert>', 'id of the alert');
  for (const option of options) command.addOption(option);
  return withActOptions(command, context, reason).action(
    async (alertId: string, given: GivenOptions, self: Command) => {
      const named = options.map((option) => option.attributeName());
      const data: Record<string, unknown> = { alertId };
      for (const key of named) if (given[key] !== undefined) data[key] = given[key];
      const commandId = given.commandId ?? context.newId();
      await act(context, self, projectOf(alertId), {
        ...{ type, data, options: { ...given, commandId } },
      });
    },
  );
}

function projectOf(alertId: string): string {
  const [, code] = /^alert\/([^/]+)\/.+$/.exec(alertId) ?? [];
  if (code !== undefined) return code;
  throw new CliFailure(`${alertId} is no id of an alert; \`alert list\` shows them`);
}
