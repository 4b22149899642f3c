import { Command } from 'commander';
import type { Catalogue } from '../schemas/definitions.ts';
import { accountCommand } from './account.ts';
import { alertCommand } from './alert.ts';
import { approvalCommand } from './approval.ts';
import { assessCommand } from './assess.ts';
import { auditCommand } from './audit.ts';
import { calendarCommand } from './calendar.ts';
import type { CliContext } from './context.ts';
import { deadletterCommand, quarantineCommand } from './deadletter.ts';
import { eventCommand, type EventDeps } from './event.ts';
import { instructionCommand } from './instruction.ts';
import { ledgerCommand } from './ledger.ts';
import { messageCommand } from './message.ts';
import { outboxCommand } from './outbox.ts';
import { parkedCommand } from './parked.ts';
import { personCommand } from './person.ts';
import { policyCommand } from './policy.ts';
import { projectCommand } from './project.ts';
import { readmodelCommand, type ReadModelDeps } from './readmodel.ts';
import { recheckCommand } from './recheck.ts';
import { reportCommand } from './report.ts';
import { sourceCommand } from './source.ts';
import { stackCommand, type StackDeps } from './stack.ts';
import { stuckCommand } from './stuck.ts';
import { templateCommand } from './template.ts';

/** All that the commands need; the parts that talk to Kafka, PostgreSQL and the stack come from the composition root. */
export interface CliDeps extends CliContext, EventDeps, ReadModelDeps, StackDeps {
  version: string;
  /** Reads the definitions when a command needs them. */
  catalogue: () => Catalogue;
}

const EXIT_CODES = `
Exit codes: 0 done · 1 refused or failed · 2 wrong usage`;

/** The whole command line; `parseAsync` throws CommanderError and CliFailure instead of exiting. */
export function createProgram(deps: CliDeps): Command {
  const program = new Command('kaigong')
    .description('开工: carries key projects from signing to full output')
    .version(deps.version)
    .option('--json', 'print JSON for programs')
    .option('--api <address>', `address of the API (default: ${deps.apiAddress})`)
    .addHelpText('after', EXIT_CODES);
  const commands = [
    projectCommand(deps, deps),
    approvalCommand(deps, deps),
    instructionCommand(deps),
    alertCommand(deps),
    personCommand(deps),
    accountCommand(deps),
    messageCommand(deps),
    eventCommand(deps, deps),
    deadletterCommand(deps),
    quarantineCommand(deps),
    parkedCommand(deps),
    outboxCommand(deps),
    sourceCommand(deps),
    stuckCommand(deps),
    ledgerCommand(deps),
    recheckCommand(deps),
    reportCommand(deps),
    readmodelCommand(deps, deps),
    auditCommand(deps),
    assessCommand(deps, deps),
    templateCommand(deps, deps.catalogue),
    policyCommand(deps, deps.catalogue),
    calendarCommand(deps, () => deps.catalogue().calendar),
    stackCommand(deps, deps),
  ];
  for (const command of commands) program.addCommand(command);
  configure(program, deps);
  return program;
}

// Settings of a command are not handed down to those that were made without it.
function configure(command: Command, deps: CliDeps): void {
  command
    .exitOverride()
    .showHelpAfterError('(--help shows what is possible)')
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: (text) => {
        deps.out(text.trimEnd());
      },
      writeErr: (text) => {
        deps.err(text.trimEnd());
      },
    });
  for (const subcommand of command.commands) configure(subcommand, deps);
}
