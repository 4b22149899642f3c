import { Command } from 'commander';
import type { Fault } from '../schemas/fault.ts';
import { parseLedgerMap, type LedgerMap } from '../schemas/ledger-map.ts';
import { apiOf, print, wantsJson, type CliContext } from './context.ts';
import { CliFailure, EXIT } from './failure.ts';
import { readRows, type RowError } from './ledger-rows.ts';
import { sendLedger, type ImportSummary } from './ledger-send.ts';
import { readLedgerSheet } from './ledger-sheet.ts';
import { readTable } from './ledger-table.ts';
import { readTextFile } from './option-values.ts';

interface ImportOptions {
  source: string;
  map: string;
  actor: string;
  dryRun: boolean;
  part: boolean;
  backfill: boolean;
}

/** `kaigong event import <ledger>`: what is new or changed in an exported table becomes events. */
export function eventImportCommand(context: CliContext): Command {
  return new Command('import')
    .description(
      'send what is new or changed in an exported table; the same file twice sends nothing',
    )
    .argument('<file>', 'ledger.xlsx or ledger.csv')
    .requiredOption('--source <source>', 'whose table it is, such as /permit/park-window')
    .requiredOption('--map <file>', 'which column says what (docs/ledgers.md)')
    .option('--dry-run', 'compare only: nothing is sent or asked', false)
    .option('--part', 'the file holds only some rows: none of the others has vanished', false)
    .option('--backfill', 'history that is loaded later: nobody is told about it', false)
    .option('--actor <id>', 'who imports', context.userName)
    .action(async (file: string, options: ImportOptions, self: Command) => {
      const map = await readMap(options.map);
      const table = readTable(await readLedgerSheet(file, map), map);
      const read = readRows(table, map);
      const sending = { ...options, file, map, read };
      const summary = await sendLedger(apiOf(context, self), sending, (sent) => {
        if (!wantsJson(self)) context.err(`[${sent}/${read.rows.length}] rows compared`);
      });
      const errors = [...read.errors, ...summary.errors];
      if (!wantsJson(self)) reportErrors(context, file, errors);
      const whole = { ...summary, errors, refused: summary.refused + read.unknown };
      print(context, self, whole, () => sentence(whole));
      if (whole.refused > 0) throw new CliFailure(`${whole.refused} rows were left out`);
    });
}

async function readMap(path: string): Promise<LedgerMap> {
  const parsed = parseLedgerMap(parseJson(path, await readTextFile(path)));
  if (parsed.ok) return parsed.map;
  throw unusable(path, parsed.faults);
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const message = `expected JSON (${cause instanceof Error ? cause.message : String(cause)})`;
    throw unusable(path, [{ path: '', message }]);
  }
}

function unusable(path: string, faults: readonly Fault[]): CliFailure {
  const lines = faults.map((fault) => `\n  ${fault.path ? `${fault.path}: ` : ''}${fault.message}`);
  return new CliFailure(`${path} is no map that fits:${lines.join('')}`, { exitCode: EXIT.usage });
}

const MOST_SHOWN = 50;

function reportErrors({ err }: CliContext, file: string, errors: readonly RowError[]): void {
  for (const { cell, column, found, message } of errors.slice(0, MOST_SHOWN)) {
    const seen = found === '' || message.includes(found) ? '' : ` (${found})`;
    err(`${file}:${cell} ${column}: ${message}${seen}`);
  }
  const more = errors.length - MOST_SHOWN;
  if (more > 0) err(`… and ${more} more; --json shows all`);
}

function sentence({ dryRun, ...sum }: ImportSummary): string {
  const parts = [
    `${sum.stated} new`,
    `${sum.corrected} corrected`,
    `${sum.unchanged} unchanged`,
    `${sum.refused} rows left out`,
    `${sum.questions} questions`,
  ];
  return `${dryRun ? 'Would send: ' : ''}${parts.join(', ')}`;
}
