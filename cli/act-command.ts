import { Command, Option } from 'commander';
import { act, withActOptions, type ActOptions } from './act.ts';
import type { CliContext } from './context.ts';
import { dayValue } from './option-values.ts';

/** A person's command on a project as a subcommand of its own. */
export interface Act {
  name: string;
  /** Name of the command in the API. */
  type: string;
  description: string;
  options: Option[];
  /** The field that names what the command makes; without an option given it takes the command's id. */
  ownId?: string;
  /** Fields of the body that are called otherwise than their option. */
  fields?: Record<string, string>;
}

/** An option that may not be left out. */
export const required = (flags: string, description: string): Option =>
  new Option(flags, description).makeOptionMandatory();

/** A day that may not be left out. */
export const dayOption = (flags: string, description: string): Option =>
  required(flags, description).argParser(dayValue);

// As typed: the id of the command may be missing.
type GivenOptions = Omit<ActOptions, 'commandId'> & { commandId?: string } & Record<
    string,
    unknown
  >;

/** The subcommand: a project code, the options of the act, and who acts, under which role and why. */
export function actCommand(
  context: CliContext,
  { name, type, description, options, ownId, fields = {} }: Act,
): Command {
  const command = new Command(name).description(description).argument('<code>', 'project code');
  for (const option of options) command.addOption(option);
  return withActOptions(command, context).action(
    async (code: string, given: GivenOptions, self: Command) => {
      const named = options.map((option) => option.attributeName());
      const data = Object.fromEntries(
        named
          .filter((key) => given[key] !== undefined)
          .map((key) => [fields[key] ?? key, given[key]]),
      );
      const commandId = given.commandId ?? context.newId();
      // What is repeated under its command id must make the same thing.
      const complete = ownId === undefined ? data : { [ownId]: commandId, ...data };
      await act(context, self, code, { type, data: complete, options: { ...given, commandId } });
    },
  );
}
