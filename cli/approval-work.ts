import { writeFile } from 'node:fs/promises';
import { Command, Option } from 'commander';
import type { WorkItemAnswer } from '../api/approval-responses.ts';
import { HOLDERS } from '../domain/approval/assessment.ts';
import { answerWorkbook } from './answer-sheet.ts';
import { everyPage, type Query } from './api-client.ts';
import { apiOf, print, type CliContext } from './context.ts';
import { renderTable } from './table.ts';

type WorkOptions = Query & { xlsx?: string };

/** `kaigong approval work`: what somebody has to do, on the screen or as a table to fill in. */
export function workCommand(context: CliContext): Command {
  return new Command('work')
    .description('what somebody has to do now, the earliest due first (待办)')
    .option('--authority <name>', 'of one authority or department')
    .addOption(new Option('--holder <who>', 'of one side').choices(HOLDERS))
    .option('--project <code>', 'of one project')
    .option('--manager <name>', 'of the projects of one manager')
    .option('--xlsx <file>', 'write a table to fill in; `approval answer` takes it back')
    .action(async ({ xlsx, ...filters }: WorkOptions, self: Command) => {
      const items = await everyPage<WorkItemAnswer>(apiOf(context, self), '/work-items', filters);
      if (xlsx !== undefined) await writeFile(xlsx, answerWorkbook(items));
      print(context, self, items, () =>
        xlsx === undefined ? tableOf(items) : `${items.length} work items written to ${xlsx}`,
      );
    });
}

function tableOf(items: readonly WorkItemAnswer[]): string {
  if (items.length === 0) return 'Nobody has to do anything.';
  const head = ['due', 'project', 'item', '', 'to do', '', 'holder', 'authority', 'since'];
  const rows = items.map((item) => [
    item.due,
    item.project,
    item.item,
    item.words['zh'],
    item.kind,
    item.detail,
    item.holder,
    item.authority,
    item.since,
  ]);
  return renderTable(head, rows);
}
