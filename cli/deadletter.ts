import { Command, Option } from 'commander';
import type {
  DeadLetterDetail,
  DeadLetterSummary,
  LettersMended,
  MendingAct,
} from '../api/responses.ts';
import { shanghaiMinute } from '../domain/time.ts';
import {
  DEAD_LETTER_LABELS,
  DEAD_LETTER_REASONS,
  deadLetterTexts,
  type DeadLetterReason,
} from '../schemas/dead-letter.ts';
import { everyPage } from './api-client.ts';
import { apiOf, print, type CliContext } from './context.ts';
import { eventName } from './event-name.ts';
import { markedEvent } from './marked-event.ts';
import { actOf, withMendOptions, type MendOptions } from './mend-options.ts';
import { countValue } from './option-values.ts';
import { renderTable } from './table.ts';

/** `kaigong deadletter list|show|replay|discard`: messages that could not be taken in, and their ways back. */
export const deadletterCommand = (context: CliContext): Command =>
  letterCommand(context, {
    name: 'deadletter',
    description: 'messages that could not be taken in (死信)',
    none: 'No dead letters wait for anybody.',
  });

/** `kaigong quarantine …`: the dead letters that say to have been true in the future. */
export const quarantineCommand = (context: CliContext): Command =>
  letterCommand(context, {
    name: 'quarantine',
    description: 'events that say to have been true in the future (隔离)',
    none: 'Nothing is in quarantine.',
    only: 'future-dated',
  });

interface Letters {
  name: string;
  description: string;
  none: string;
  /** The one reason that this list is of. */
  only?: DeadLetterReason;
}

function letterCommand(context: CliContext, letters: Letters): Command {
  return new Command(letters.name)
    .description(letters.description)
    .addCommand(listCommand(context, letters))
    .addCommand(showCommand(context))
    .addCommand(mendCommand(context, letters, REPLAY))
    .addCommand(mendCommand(context, letters, DISCARD));
}

function listCommand(context: CliContext, { none, only }: Letters): Command {
  const command = new Command('list')
    .description('list those that wait for a person, latest first')
    .option('--all', 'also those that were sent again or discarded');
  if (!only) {
    command.addOption(
      new Option('--of <reason>', 'only those of one reason').choices(DEAD_LETTER_REASONS),
    );
  }
  return command.action(async ({ all, of }: { all?: boolean; of?: string }, self: Command) => {
    const query = { reason: only ?? of, fate: all ? 'any' : 'open' };
    const found = await everyPage<DeadLetterSummary>(apiOf(context, self), '/dead-letters', query);
    print(context, self, found, () => (found.length === 0 ? none : tableOf(found)));
  });
}

function showCommand(context: CliContext): Command {
  return new Command('show')
    .description('show one with its message, the fault marked, and who did what with it')
    .argument('<id>', 'number from the list')
    .action(async (id: string, _options: object, self: Command) => {
      const path = `/dead-letters/${encodeURIComponent(id)}`;
      const letter = await apiOf(context, self).get<DeadLetterDetail>(path);
      print(context, self, letter, () => describe(letter));
    });
}

interface Mend {
  name: string;
  path: string;
  description: string;
  /** Said of what was done, and of what would be. */
  done: string;
}

const REPLAY: Mend = {
  name: 'replay',
  path: '/dead-letters/replays',
  description: 'send messages again as they came, under their own ids',
  done: 'sent again',
};
const DISCARD: Mend = {
  name: 'discard',
  path: '/dead-letters/discards',
  description: 'take messages off the list for good',
  done: 'discarded',
};

interface MendLetters extends MendOptions {
  allOf?: string;
  all?: boolean;
  limit?: number;
  dryRun?: boolean;
}

function mendCommand(context: CliContext, { only }: Letters, mend: Mend): Command {
  const command = new Command(mend.name)
    .description(mend.description)
    .argument('[ids...]', 'numbers from the list');
  if (only) command.option('--all', 'all of them');
  else {
    command.addOption(
      new Option('--all-of <reason>', 'all of one reason').choices(DEAD_LETTER_REASONS),
    );
  }
  command
    .option('--limit <count>', 'at most so many of them, the oldest first', countValue)
    .option('--dry-run', 'say what would become of each, and do nothing');
  return withMendOptions(command, context).action(
    async (ids: string[], options: MendLetters, self: Command) => {
      const { allOf, all, limit, dryRun } = options;
      const body = {
        ...actOf(context, options),
        ...(ids.length > 0 && { ids: ids.map(Number) }),
        ...((all || allOf) && { allOf: only ?? allOf }),
        ...(limit !== undefined && { limit }),
        ...(dryRun && { dryRun }),
      };
      const answer = await apiOf(context, self).post<LettersMended>(mend.path, body);
      print(context, self, answer, () => sentences(answer, mend.done, dryRun ?? false));
    },
  );
}

const ACTS: Partial<Record<MendingAct['kind'], string>> = {
  deadLettersReplayed: 'sent again',
  deadLettersDiscarded: 'discarded',
};

function sentences({ done, left }: LettersMended, verb: string, dryRun: boolean): string {
  const what = `${done.length} ${dryRun ? 'would be ' : ''}${verb}, ${left.length} left as they are`;
  return [what, ...left.map(({ id, message }) => `  ${id}: ${message}`)].join('\n');
}

function tableOf(letters: readonly DeadLetterSummary[]): string {
  const head = ['id', 'at', 'reason', 'wrong', 'fate', 'replays', 'project', 'type', 'message'];
  const rows = letters.map((letter) => [
    ...[letter.id, shanghaiMinute(letter.at), reasonOf(letter), wrongIn(letter).split('\n')[0]],
    ...[letter.fate, letter.replays, letter.project, eventName(letter.type)],
    `${letter.topic}/${letter.partition}/${letter.offset}`,
  ]);
  return renderTable(head, rows);
}

// The code is what --of takes.
const reasonOf = ({ reason }: DeadLetterSummary): string =>
  `${DEAD_LETTER_LABELS[reason].en} [${reason}]`;

/** What is wrong with it, a line for each fault. */
const wrongIn = ({ faults, detail, reason }: DeadLetterSummary): string =>
  faults.length > 0
    ? faults.map(({ text }) => text.en).join('\n')
    : (detail ?? deadLetterTexts[reason]);

function describe(detail: DeadLetterDetail): string {
  const { acts, headers, raw, eventTaken, withheld, faults, ...letter } = detail;
  const fields = Object.entries({
    ...letter,
    reason: reasonOf(detail),
    type: eventName(letter.type),
    wrong: faults.map(({ text }) => text.en).join('; ') || null,
    'event known': eventTaken ? 'yes' : 'no',
    withheld: withheld.map((path) => path || 'the whole message').join(', ') || null,
  });
  const width = Math.max(...fields.map(([name]) => name.length));
  return [
    ...fields.map(([name, value]) => `${name.padEnd(width)}  ${value ?? '-'}`),
    ...acts.map(
      ({ at, kind, actor, reason }) =>
        `${shanghaiMinute(at)} ${ACTS[kind] ?? kind} by ${actor.id} (${actor.role}): ${reason}`,
    ),
    '',
    markedEvent({ raw, headers, path: letter.path, detail: letter.detail ?? wrongIn(detail) }),
  ].join('\n');
}
