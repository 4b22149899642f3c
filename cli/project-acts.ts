import { Command, Option } from 'commander';
import { CONFIRMABLE, POSTS } from '../domain/fact.ts';
import { actCommand, dayOption, required, type Act } from './act-command.ts';
import type { CliContext } from './context.ts';
import { dayValue, traitValue } from './option-values.ts';

const milestone = () => required('--milestone <code>', 'code of the milestone');
const change = () => required('--change-id <id>', 'id of the request, see `project show`');
const phase = () => new Option('--phase <code>', 'part of a project that finishes in parts');
const documentNo = () => new Option('--document-no <number>', 'document that proves it');

const ACTS: readonly Act[] = [
  {
    name: 'assign',
    type: 'assign',
    description: 'put a person on a post (项目经理, B角, 包保领导)',
    options: [
      required('--post <post>', 'which post').choices(POSTS),
      required('--person <name>', 'who'),
      dayOption('--from <day>', 'first day'),
      new Option('--to <day>', 'last day').argParser(dayValue),
    ],
  },
  {
    name: 'traits',
    type: 'stateTraits',
    description:
      'say what decides which approval items apply and how long they may take (项目特征)',
    options: [
      required('--traits <field=value>', 'such as eiaClass=report_form; repeatable').argParser(
        traitValue,
      ),
    ],
  },
  {
    name: 'update',
    type: 'update',
    description: 'say how it stands this week, or that nothing has changed (周报)',
    options: [
      new Option('--text <text>', 'how it stands').conflicts('unchanged'),
      new Option('--unchanged', 'nothing has changed (无变化)'),
    ],
    fields: { unchanged: 'noChange' },
  },
  {
    name: 'need',
    type: 'raiseNeed',
    ownId: 'needId',
    description: 'ask somebody for something, with a day (需协调事项)',
    options: [
      required('--text <text>', 'what is needed'),
      required('--owner <id>', 'who is to answer'),
      dayOption('--due <day>', 'until when'),
      new Option('--alert-id <id>', 'alert that it would clear'),
      new Option('--need-id <id>', 'its id; else the id of the command'),
    ],
  },
  {
    name: 'forecast',
    type: 'forecast',
    description: 'say when a milestone will be reached, beside its plan (预计)',
    options: [milestone(), dayOption('--date <day>', 'expected day')],
  },
  {
    name: 'milestone',
    type: 'recordMilestone',
    description: 'record a milestone as reached by hand (节点)',
    options: [milestone(), dayOption('--date <day>', 'day reached'), documentNo(), phase()],
  },
  {
    name: 'not-applicable',
    type: 'markNotApplicable',
    description: 'take a milestone out of this project (不涉及)',
    options: [milestone()],
  },
  {
    name: 'pause',
    type: 'pause',
    description: 'stop the clock (挂起)',
    options: [dayOption('--from <day>', 'first day')],
  },
  {
    name: 'resume',
    type: 'resume',
    description: 'let the clock go on (恢复)',
    options: [dayOption('--on <day>', 'first day that counts again')],
  },
  { name: 'terminate', type: 'terminate', description: 'end for good (终止)', options: [] },
  { name: 'reopen', type: 'reopen', description: 'open a closed project again', options: [] },
  {
    name: 'confirm',
    type: 'confirm',
    description: 'decide what the engine must not decide by itself (确认)',
    options: [
      required('--about <what>', 'what is decided').choices(CONFIRMABLE),
      milestone(),
      required('--decision <decision>', 'accept it or return it').choices(['accept', 'return']),
      documentNo(),
    ],
  },
];

const PLAN_ACTS: readonly Act[] = [
  {
    name: 'request',
    type: 'requestPlanChange',
    ownId: 'changeId',
    description: 'ask for another planned day; the old one colours until it is approved',
    options: [
      milestone(),
      dayOption('--to <day>', 'new planned day'),
      new Option('--change-id <id>', 'id of the request; else the id of the command'),
    ],
  },
  {
    name: 'approve',
    type: 'approvePlanChange',
    description: 'approve a request',
    options: [change()],
  },
  {
    name: 'refuse',
    type: 'refusePlanChange',
    description: 'refuse a request',
    options: [change()],
  },
];

/** `kaigong project assign|forecast|…`: one subcommand for each act of a person. */
export const actCommands = (context: CliContext): Command[] =>
  ACTS.map((definition) => actCommand(context, definition));

/** `kaigong project plan request|approve|refuse`: how a planned day moves. */
export function planCommand(context: CliContext): Command {
  const command = new Command('plan').description('move a planned day (调整计划)');
  for (const definition of PLAN_ACTS) command.addCommand(actCommand(context, definition));
  return command;
}
