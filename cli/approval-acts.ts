import { Command, Option } from 'commander';
import type { ApprovalCommandAnswer } from '../api/approval-responses.ts';
import { APPROVAL_CONFIRMABLE } from '../domain/approval/fact.ts';
import { STOP_REASONS, UTILITY_STEPS } from '../domain/approval/template.ts';
import type { ApprovalCommandName } from '../schemas/approval-command.ts';
import { withActOptions, type ActOptions } from './act.ts';
import { approvalPath } from './api-client.ts';
import { withRoundOption } from './approval-view.ts';
import { apiOf, print, type CliContext } from './context.ts';
import { collect, countValue, dayValue, momentValue } from './option-values.ts';
import { pairValue } from './pair-value.ts';

// As typed: the id of the command may be missing.
type GivenOptions = Omit<ActOptions, 'commandId'> & { commandId?: string; round: number } & Record<
    string,
    unknown
  >;

interface ItemAct {
  type: Exclude<ApprovalCommandName, 'moveTemplate'>;
  description: string;
  options: Option[];
}

const required = (flags: string, description: string): Option =>
  new Option(flags, description).makeOptionMandatory();
const day = (flags: string, description: string): Option =>
  new Option(flags, description).argParser(dayValue);
const several = (flags: string, description: string): Option =>
  new Option(flags, description).argParser((text: string, before?: string[]) =>
    collect((one) => one)(text, before ?? []),
  );
const pairs = (flags: string, description: string, names: readonly [string, string]): Option =>
  new Option(flags, description).argParser((text: string, before?: object[]) => [
    ...(before ?? []),
    pairValue(text, names),
  ]);

const ACTS: readonly ItemAct[] = [
  { type: 'submit', description: 'hand an application in (申报)', options: [] },
  {
    type: 'accept',
    description: 'accept an application (受理)',
    options: [
      new Option('--mode <mode>').choices(['normal', 'deficient', 'promise']),
      pairs('--deficiencies <document=day>', 'what is owed and by when', ['doc', 'dueDate']),
    ],
  },
  {
    type: 'decide',
    description: 'record the decision (办结)',
    options: [
      required('--decision <decision>', 'what was decided').choices([
        'approved',
        'conditional',
        'rejected',
      ]),
      several('--conditions <text>', 'a condition; may be repeated'),
      new Option('--cert-no <number>', 'certificate that was issued with it'),
    ],
  },
  {
    type: 'opinion',
    description: 'give the opinion of a department (征求意见)',
    options: [
      required('--department <name>', 'whose opinion'),
      required('--opinion <opinion>', 'its opinion').choices(['agree', 'conditional', 'disagree']),
      new Option('--text <text>', 'in its words'),
    ],
  },
  {
    type: 'requestCorrection',
    description: 'ask for a correction (补正)',
    options: [
      pairs('--documents <name=reason>', 'what is asked for and why', [
        'name',
        'reason',
      ]).makeOptionMandatory(),
      day('--reply-by <day>', 'last day for the answer'),
    ],
  },
  {
    type: 'resubmit',
    description: 'hand in what was asked for or owed',
    options: [
      several('--documents <name>', 'what was handed in, else all; may be repeated'),
      new Option('--redesign', 'the design changed: what rests on it is to be looked at'),
    ],
  },
  {
    type: 'suspend',
    description: 'stop the clock',
    options: [
      required('--stop <reason>', 'for what').choices(STOP_REASONS),
      day('--planned-resume-on <day>', 'when it should go on'),
    ],
  },
  { type: 'resume', description: 'let the clock go on', options: [] },
  {
    type: 'extend',
    description: 'extend the limit (延期)',
    options: [required('--extra-days <n>', 'days more').argParser(countValue)],
  },
  {
    type: 'withdraw',
    description: 'withdraw an application (撤回)',
    options: [required('--by <who>', 'who withdraws').choices(['applicant', 'authority'])],
  },
  {
    type: 'waive',
    description: 'decide whether an item is needed at all (不涉及)',
    options: [
      required('--applies <yes|no>', 'whether it is needed').argParser((text) => text === 'yes'),
    ],
  },
  {
    type: 'confirm',
    description: 'decide what the engine must not decide by itself (确认)',
    options: [
      required('--about <what>', 'what is decided').choices(APPROVAL_CONFIRMABLE),
      required('--decision <decision>', 'accept it or return it').choices(['accept', 'return']),
      new Option('--department <name>', 'whose consent'),
      new Option('--document <name>', 'which document'),
    ],
  },
  {
    type: 'utilityStep',
    description: 'record a step of a supply application (报装)',
    options: [required('--step <step>', 'which step').choices(UTILITY_STEPS)],
  },
];

/** `kaigong approval act <command> <project> <item>`: one subcommand for each act of a person. */
export function actCommand(context: CliContext): Command {
  const command = new Command('act').description(
    'record what happened to an item, with who and why',
  );
  for (const definition of ACTS) command.addCommand(itemActCommand(context, definition));
  return command;
}

/** `kaigong approval move <project>`: to another version of its template. */
export function moveCommand(context: CliContext): Command {
  const command = new Command('move')
    .description('move a running approval to another version of its template')
    .argument('<project>', 'project code')
    .requiredOption('--to <version>', 'such as 2026.2');
  return withActOptions(withRoundOption(command), context).action(
    (code: string, given: GivenOptions, self: Command) =>
      act(context, self, { code, given, type: 'moveTemplate', data: { to: given['to'] } }),
  );
}

function itemActCommand(context: CliContext, { type, description, options }: ItemAct): Command {
  const command = new Command(type)
    .description(description)
    .argument('<project>', 'project code')
    .argument('<item>', 'item of the template, such as G07');
  const all = [
    ...options,
    new Option('--application-no <number>', 'where the item has several that are open'),
    new Option('--on <time>', 'when it happened, if not just now').argParser(momentValue),
    new Option('--evidence-no <number>', 'document that bears it out'),
  ];
  for (const option of all) command.addOption(option);
  return withActOptions(withRoundOption(command), context).action(
    (code: string, item: string, given: GivenOptions, self: Command) => {
      const names = all.map((option) => option.attributeName());
      const said = names.flatMap((name) =>
        given[name] === undefined ? [] : [[name, given[name]]],
      );
      const data = { item, ...(Object.fromEntries(said) as object) };
      return act(context, self, { code, given, type, data });
    },
  );
}

async function act(
  context: CliContext,
  command: Command,
  {
    code,
    given,
    type,
    data,
  }: { code: string; given: GivenOptions; type: ApprovalCommandName; data: object },
): Promise<void> {
  const { actor, role, reason, round, commandId = context.newId() } = given;
  const body = { commandId, type, actor: { id: actor, role }, reason, ...data };
  const path = approvalPath(code, round, '/commands');
  const answer = await apiOf(context, command).post<ApprovalCommandAnswer>(path, body);
  print(context, command, answer, () => {
    const { stage, colour } = answer.approval;
    return `${code}: ${type} accepted at revision ${answer.revision}; now at stage ${stage}, ${colour ?? 'no colour'}`;
  });
}
