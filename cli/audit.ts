import { Command } from 'commander';
import type { AuditCheck, AuditItem } from '../api/audit-responses.ts';
import { shanghaiMinute } from '../domain/time.ts';
import { apiOf, print, type CliContext } from './context.ts';
import { CliFailure } from './failure.ts';
import { instantValue } from './option-values.ts';
import { renderTable } from './table.ts';

interface Filter {
  person?: string;
  act?: string;
  object?: string;
  project?: string;
  from?: string;
  until?: string;
}

const LIMIT = 50;

/** `kaigong audit`: who did what, and whether the record of it is as it was written. */
export function auditCommand(context: CliContext): Command {
  return new Command('audit')
    .description('who did what and when, in a chain that can only grow')
    .addCommand(listCommand(context))
    .addCommand(exportCommand(context))
    .addCommand(verifyCommand(context));
}

const listCommand = (context: CliContext): Command =>
  filtered(new Command('list'), 'the newest acts').action(async (filter: Filter, self: Command) => {
    const query = { ...filter, limit: LIMIT };
    const { items } = await apiOf(context, self).get<{ items: AuditItem[] }>('/audit', query);
    print(context, self, items, () => tableOf(items));
  });

const exportCommand = (context: CliContext): Command =>
  filtered(
    new Command('export'),
    'every act as a line of JSON, the newest first; is audited itself',
  ).action(async (filter: Filter, self: Command) => {
    const bytes = await apiOf(context, self).download('/audit/export.jsonl', { ...filter });
    const lines = new TextDecoder().decode(bytes).split('\n').filter(Boolean);
    for (const line of lines) context.out(line);
  });

const verifyCommand = (context: CliContext): Command =>
  new Command('verify')
    .description('walks the chain and names the first entry that is not as it was written')
    .option('--noted <seq:hash>', 'an end that an earlier check told: it must still be there')
    .action(async ({ noted }: { noted?: string }, self: Command) => {
      const check = await apiOf(context, self).get<AuditCheck>('/audit/check', { noted });
      print(context, self, check, () => wordsOf(check));
      if (check.broken) throw new CliFailure(FAULTS[check.broken.why](check.broken.seq));
    });

const filtered = (command: Command, description: string): Command =>
  command
    .description(description)
    .option('--person <id>', 'by somebody, or in their stead')
    .option('--act <name>', 'such as command.pause, or command for all commands')
    .option('--object <id>', 'such as person/<id> or an alert')
    .option('--project <code>', 'about a project')
    .option('--from <instant>', 'real time, such as 2026-01-15 or 2026-01-15T09:00+08:00', realTime)
    .option('--until <instant>', 'before this real time', realTime);

const realTime = (text: string): string => instantValue(text).toISOString();

function tableOf(items: readonly AuditItem[]): string {
  if (items.length === 0) return 'Nothing was done.';
  const head = ['no', 'at (real time)', 'who', 'as', 'in the stead of', 'act', 'what'];
  const rows = items.map(({ seq, at, person, role, onBehalfOf, act, object }) => [
    String(seq),
    shanghaiMinute(at),
    ...[person ?? '', role ?? '', onBehalfOf ?? '', act, object],
  ]);
  return renderTable(head, rows);
}

function wordsOf({ entries, head }: AuditCheck): string {
  if (!head) return 'No entry holds.';
  const kept = `Note the end elsewhere: ${head.seq}:${head.hash}`;
  return `${entries} entries are as they were written.\n${kept}`;
}

const FAULTS: Record<NonNullable<AuditCheck['broken']>['why'], (seq: number) => string> = {
  changed: (seq) => `Entry ${seq} was changed after it was written`,
  missing: (seq) => `Entries before entry ${seq} are missing`,
  unlinked: (seq) => `Entry ${seq} does not follow the one before it`,
  cut: (seq) => `The chain was cut off before entry ${seq}`,
};
