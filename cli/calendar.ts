import { Command } from 'commander';
import { addWorkingDays, workingDaysBetween, type Suspension } from '../domain/calendar.ts';
import type { WorkingCalendar } from '../domain/definitions.ts';
import type { Day } from '../domain/time.ts';
import { print, type CliContext } from './context.ts';
import { CliFailure, EXIT } from './failure.ts';
import { collect, countValue, dayValue, stretchValue } from './option-values.ts';

interface DueOptions {
  from: Day;
  workingDays: number;
  suspended: Suspension[];
}

interface DaysOptions {
  from: Day;
  to: Day;
  suspended: Suspension[];
}

/** `kaigong calendar …`: counts working days by the park's calendar, without any server. */
export function calendarCommand(context: CliContext, calendar: () => WorkingCalendar): Command {
  const command = new Command('calendar').description('count working days (工作日)');
  command
    .command('due')
    .description('the day on which a limit of working days ends; --from is day 0')
    .requiredOption('--from <day>', 'day of receipt', dayValue)
    .requiredOption('--working-days <n>', 'the limit', countValue)
    .option('--suspended <A/B>', 'clock stopped, both days included; repeatable', ...stretches())
    .action((options: DueOptions, self: Command) => {
      printDue(context, self, calendar(), options);
    });
  command
    .command('days')
    .description('working days used up at the end of --to when --from was day 0')
    .requiredOption('--from <day>', 'day of receipt', dayValue)
    .requiredOption('--to <day>', 'last day, counted', dayValue)
    .option('--suspended <A/B>', 'clock stopped, both days included; repeatable', ...stretches())
    .action((options: DaysOptions, self: Command) => {
      printDays(context, self, calendar(), options);
    });
  return command;
}

const stretches = (): [
  (text: string, before: readonly Suspension[]) => Suspension[],
  Suspension[],
] => [collect(stretchValue), []];

function printDue(
  context: CliContext,
  command: Command,
  calendar: WorkingCalendar,
  { from, workingDays, suspended }: DueOptions,
): void {
  const { day, estimated } = addWorkingDays(calendar, from, workingDays, suspended);
  const result = { from, workingDays, suspended, due: day, estimated, calendar: refOf(calendar) };
  print(context, command, result, () => day + remark(estimated));
}

function printDays(
  context: CliContext,
  command: Command,
  calendar: WorkingCalendar,
  { from, to, suspended }: DaysOptions,
): void {
  if (to < from) {
    throw new CliFailure(`--to ${to} is before --from ${from}`, { exitCode: EXIT.usage });
  }
  const { days, estimated } = workingDaysBetween(calendar, from, to, suspended);
  const result = { from, to, suspended, workingDays: days, estimated, calendar: refOf(calendar) };
  print(context, command, result, () => `${days}${remark(estimated)}`);
}

const refOf = ({ id, version }: WorkingCalendar) => ({ id, version });

const remark = (estimated: boolean): string =>
  estimated ? '  (estimated: a year on the way has no published calendar yet)' : '';
