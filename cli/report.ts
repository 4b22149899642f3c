import { writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import { apiOf, print, type CliContext } from './context.ts';
import { CliFailure, EXIT } from './failure.ts';
import { dayValue } from './option-values.ts';

interface ReportOptions {
  output: string;
  day?: string;
  from?: string;
  to?: string;
}

/** `kaigong report projects|weekly|monthly|project|minutes|slip -o FILE`: lists, reports and drafts as files. */
export function reportCommand(context: CliContext): Command {
  const command = new Command('report').description('lists, reports and drafts as files (报表)');
  for (const subcommand of [
    fileCommand(
      context,
      'projects',
      'the list of projects (.xlsx)',
      () => '/exports/projects.xlsx',
    ),
    periodCommand(context, 'weekly', 'the weekly report (.xlsx)'),
    periodCommand(context, 'monthly', 'the monthly report (.xlsx)'),
    fileCommand(
      context,
      'project',
      'one project on one page (.docx)',
      (code) => `/exports/projects/${encodeURIComponent(code)}.docx`,
    ).argument('<code>', 'code of the project'),
    fileCommand(context, 'minutes', 'minutes of a meeting (.docx)', () => '/exports/minutes.docx')
      .option('--from <day>', 'its first day, else today', dayValue)
      .option('--to <day>', 'its last day, else the first', dayValue),
    fileCommand(
      context,
      'slip',
      'a supervision slip (督办单, .docx)',
      (id) => `/exports/supervision-slip/${encodeURIComponent(id)}.docx`,
    ).argument('<alert>', 'id of the alert'),
  ]) {
    command.addCommand(subcommand);
  }
  return command;
}

const periodCommand = (context: CliContext, name: string, description: string): Command =>
  fileCommand(context, name, description, () => `/exports/${name}.xlsx`).option(
    '--day <day>',
    'a day of it, else today',
    dayValue,
  );

function fileCommand(
  context: CliContext,
  name: string,
  description: string,
  pathOf: (argument: string) => string,
): Command {
  const command = new Command(name)
    .description(description)
    .requiredOption('-o, --output <file>', 'where it is written');
  return command.action(async () => {
    const { output, ...query } = command.opts<ReportOptions>();
    const path = pathOf(command.args[0] ?? '');
    const bytes = await apiOf(context, command).download(path, query);
    await writeFile(output, bytes).catch((cause: unknown) => {
      const help = cause instanceof Error ? cause.message : 'Check the path';
      throw new CliFailure(`Cannot write ${output}`, { exitCode: EXIT.usage, help, cause });
    });
    print(context, command, { file: output, bytes: bytes.length }, () => `Wrote ${output}`);
  });
}
