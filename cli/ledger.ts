import { Command, Option } from 'commander';
import type { Ledger, LedgerAnswerGiven, LedgerQuestionItem } from '../api/intake-responses.ts';
import { shanghaiMinute } from '../domain/time.ts';
import { everyPage } from './api-client.ts';
import { apiOf, print, type CliContext } from './context.ts';
import { eventName } from './event-name.ts';
import { renderTable } from './table.ts';

interface AnswerOptions {
  answer: string;
  reason: string;
  actor: string;
}

/** `kaigong ledger list|questions|answer`: imported tables, and what vanished from them. */
export function ledgerCommand(context: CliContext): Command {
  const command = new Command('ledger').description('tables that are imported again and again');
  command
    .command('list')
    .description('list them with their last import')
    .action(async (_options: object, self: Command) => {
      const { items } = await apiOf(context, self).get<{ items: Ledger[] }>('/ledgers');
      print(context, self, items, () => ledgerTable(items));
    });
  command
    .command('questions')
    .description('what has vanished from ledgers and still counts, the oldest first')
    .action(async (_options: object, self: Command) => {
      const api = apiOf(context, self);
      const items = await everyPage<LedgerQuestionItem>(api, '/ledgers/questions', {});
      print(context, self, items, () => questionTable(items));
    });
  command.addCommand(answerCommand(context));
  return command;
}

function answerCommand(context: CliContext): Command {
  return new Command('answer')
    .description('say what is true of something that has vanished')
    .argument('<id>', 'number of the question')
    .addOption(
      new Option('--answer <answer>', 'kept: it still counts; wrong: it is voided')
        .choices(['kept', 'wrong'])
        .makeOptionMandatory(),
    )
    .requiredOption('--reason <text>', 'why; kept with the answer')
    .option('--actor <id>', 'who answers', context.userName)
    .action(async (id: string, { answer, reason, actor }: AnswerOptions, self: Command) => {
      const path = `/ledgers/questions/${encodeURIComponent(id)}/answer`;
      const body = { answer, reason, actor };
      const given = await apiOf(context, self).post<LedgerAnswerGiven>(path, body);
      print(context, self, given, () =>
        given.events.length === 0 ? `Question ${id}: kept` : `Sent ${given.events.join(', ')}`,
      );
    });
}

function ledgerTable(ledgers: readonly Ledger[]): string {
  if (ledgers.length === 0) return 'No ledger has been imported yet.';
  const head = [
    'source',
    'ledger',
    'statements',
    'questions',
    'last import',
    'file',
    'new',
    'corrected',
  ];
  const rows = ledgers.map(({ source, ledger, statements, openQuestions, lastImport }) => [
    source,
    ledger,
    statements,
    openQuestions,
    lastImport && shanghaiMinute(lastImport.beganAt),
    lastImport?.file,
    lastImport?.stated,
    lastImport?.corrected,
  ]);
  return renderTable(head, rows);
}

function questionTable(questions: readonly LedgerQuestionItem[]): string {
  if (questions.length === 0) return 'Nothing has vanished from a ledger.';
  const head = ['question', 'ledger', 'row', 'key', 'about', 'type', 'vanished', 'missed in'];
  const rows = questions.map(({ id, source, ledger, row, rowKey, subject, ...gone }) => [
    id,
    `${source} ${ledger}`,
    row,
    rowKey,
    subject,
    eventName(gone.type),
    gone.field === null ? 'all of it' : `${gone.fieldName?.en ?? ''} [${gone.field}]`,
    gone.file,
  ]);
  return renderTable(head, rows);
}
