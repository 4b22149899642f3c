import { Command } from 'commander';
import type { Page, TimelineItem } from '../api/responses.ts';
import { projectPath } from './api-client.ts';
import { apiOf, print, type CliContext } from './context.ts';
import { countValue } from './option-values.ts';
import { shanghaiMinute } from './shanghai-minute.ts';
import { renderTable } from './table.ts';

/** `kaigong project timeline <code>`: what was said of it and when, latest first. */
export function timelineCommand(context: CliContext): Command {
  return new Command('timeline')
    .description('what changed and when, latest first')
    .argument('<code>', 'project code')
    .option('--limit <n>', 'how many', countValue, 50)
    .action(async (code: string, { limit }: { limit: number }, self: Command) => {
      const path = projectPath(code, '/timeline');
      const { items } = await apiOf(context, self).get<Page<TimelineItem>>(path, { limit });
      print(context, self, items, () => tableOf(items));
    });
}

function tableOf(items: readonly TimelineItem[]): string {
  const head = ['at', 'what', 'of', 'from', 'to', 'because'];
  const rows = items.map(({ at, kind, object, from, to, cause, fact }) => [
    shanghaiMinute(at),
    kind,
    object,
    from,
    to,
    fact ? `${fact.source} ${fact.id}` : cause,
  ]);
  return renderTable(head, rows);
}
