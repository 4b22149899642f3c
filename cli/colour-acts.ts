import { Option, type Command } from 'commander';
import { COLOURS } from '../domain/definitions.ts';
import { actCommand, dayOption, required, type Act } from './act-command.ts';
import type { CliContext } from './context.ts';
import { dayValue } from './option-values.ts';

const signal = () => required('--signal <id>', 'id of the signal, see `project show --json`');

const ACTS: readonly Act[] = [
  {
    name: 'exempt',
    type: 'exempt',
    description: 'excuse a signal by a document: it stays and climbs no ladder (正当理由)',
    options: [
      signal(),
      required('--document-no <number>', 'document that excuses it'),
      new Option('--until <day>', 'last day; without it for good').argParser(dayValue),
    ],
  },
  {
    name: 'end-exemption',
    type: 'endExemption',
    description: 'let an excused signal count again',
    options: [signal()],
  },
  {
    name: 'override',
    type: 'override',
    description:
      'set the colour by hand for some days; the computed one is kept beside it (人工定色)',
    options: [
      required('--colour <colour>', 'the colour that is shown').choices(COLOURS),
      dayOption('--until <day>', 'last day'),
      required('--requested-by <id>', 'who asks for it; somebody else than whoever approves it'),
    ],
  },
  {
    name: 'end-override',
    type: 'endOverride',
    description: 'show the computed colour again',
    options: [],
  },
];

/** `kaigong project exempt|override|…`: what leaders say of colours. */
export const colourActCommands = (context: CliContext): Command[] =>
  ACTS.map((definition) => actCommand(context, definition));
