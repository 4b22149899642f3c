import { Command } from 'commander';
import { PART_NAMES, PART_TITLES, type PartName } from '../infra/part.ts';
import { showSteps } from '../infra/show-steps.ts';
import { StackError } from '../infra/stack-error.ts';
import { resetStack } from '../infra/stack-reset.ts';
import { stackStatus, type PartStatus } from '../infra/stack-status.ts';
import { stopStack } from '../infra/stack-stop.ts';
import { startStack, type StackOptions } from '../infra/stack.ts';
import { print, type CliContext } from './context.ts';
import { CliFailure, EXIT } from './failure.ts';
import { renderTable } from './table.ts';

/** What the commands of the stack need to know of their surroundings. */
export interface StackDeps {
  /** Reads the settings of the stack when a command needs them. */
  stackOptions: () => StackOptions;
  /** Whether progress can be drawn on a terminal. */
  terminal: boolean;
}

/** `kaigong stack …`: the local Temporal, Kafka and PostgreSQL. */
export function stackCommand(context: CliContext, deps: StackDeps): Command {
  const command = new Command('stack').description('the local Temporal, Kafka and PostgreSQL');
  command
    .command('up')
    .description('start what does not run yet and leave it running')
    .action((_options: object, self: Command) => explained(() => up(context, deps, self)));
  command
    .command('down')
    .description('stop it; the data stays')
    .action((_options: object, self: Command) => explained(() => down(context, deps, self)));
  command
    .command('status')
    .description('show each part: state, version, address, process, data')
    .action((_options: object, self: Command) => explained(() => status(context, deps, self)));
  command
    .command('reset')
    .description('stop it and delete its data')
    .option('--yes', 'really delete')
    .action((options: { yes?: true }, self: Command) =>
      explained(() => reset(context, deps, self, options.yes === true)),
    );
  return command;
}

async function up(context: CliContext, deps: StackDeps, self: Command): Promise<void> {
  const options = deps.stackOptions();
  const { alreadyUp } = await startStack(options, showSteps(deps.terminal, context.err));
  if (alreadyUp.length > 0) context.err(`Already running: ${titles(alreadyUp)}.`);
  await printStatus(context, options, self);
}

async function down(context: CliContext, deps: StackDeps, self: Command): Promise<void> {
  const stopped = await stopStack(deps.stackOptions().dataDir);
  print(context, self, { stopped }, () =>
    stopped.length === 0 ? 'Nothing was running.' : `Stopped: ${titles(stopped)}.`,
  );
}

async function status(context: CliContext, deps: StackDeps, self: Command): Promise<void> {
  await printStatus(context, deps.stackOptions(), self);
}

async function reset(
  context: CliContext,
  deps: StackDeps,
  self: Command,
  confirmed: boolean,
): Promise<void> {
  const { dataDir } = deps.stackOptions();
  if (!confirmed) {
    throw new CliFailure(`This deletes all data in ${dataDir}; nothing was deleted.`, {
      exitCode: EXIT.usage,
      help: 'Say `kaigong stack reset --yes` if you mean it.',
    });
  }
  await resetStack(dataDir);
  print(context, self, { reset: dataDir }, () => `Deleted ${dataDir}.`);
}

async function printStatus(
  context: CliContext,
  { dataDir, given = {} }: StackOptions,
  self: Command,
): Promise<void> {
  const parts = await stackStatus(dataDir, given);
  print(context, self, parts, () => statusTable(parts));
}

function statusTable(parts: readonly PartStatus[]): string {
  const head = ['part', 'state', 'version', 'from', 'address', 'process', 'data'];
  const rows = parts.map((part) => [
    part.title,
    part.state,
    part.version,
    part.provider,
    part.address,
    part.pid,
    part.bytes === 0 ? undefined : `${(part.bytes / 1_000_000).toFixed(1)} MB`,
  ]);
  const pages = parts.flatMap(({ title, ui }) => (ui === undefined ? [] : [`${title}: ${ui}`]));
  return [renderTable(head, rows), ...pages].join('\n');
}

const titles = (names: readonly PartName[]): string =>
  PART_NAMES.filter((name) => names.includes(name))
    .map((name) => PART_TITLES[name])
    .join(', ');

/** A failure of the stack says itself what to do; a stack trace would only hide it. */
async function explained(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof StackError)) throw error;
    throw new CliFailure(error.message, { cause: error });
  }
}
