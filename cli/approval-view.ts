import { Option, type Command } from 'commander';
import { momentValue, roundValue } from './option-values.ts';

/** Which round of an approval is looked at, and from where. */
export interface ViewOptions {
  round: number;
  asOf?: string;
  knownAt?: string;
}

/** Adds the round, and the day from which it is looked at. */
export const withViewOptions = (command: Command): Command =>
  withRoundOption(command)
    .option('--as-of <time>', 'what was true then, as known now', momentValue)
    .option('--known-at <time>', 'what was known then', momentValue);

/** Adds the round of a project with several phases. */
export const withRoundOption = (command: Command): Command =>
  command.addOption(
    new Option('--round <n>', 'of a project with several phases').argParser(roundValue).default(1),
  );
