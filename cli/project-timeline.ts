import { Command } from 'commander';
import type { TimelineItem } from '../api/responses.ts';
import { shanghaiMinute } from '../domain/time.ts';
import { everyPage, projectPath } from './api-client.ts';
import { apiOf, print, type CliContext } from './context.ts';
import { renderTable } from './table.ts';

/** `kaigong project timeline <code>`: what was said of it and when. */
export function timelineCommand(context: CliContext): Command {
  return new Command('timeline')
    .description('what changed, when and because of what')
    .argument('<code>', 'project code')
    .action(async (code: string, _options: object, self: Command) => {
      const path = projectPath(code, '/timeline');
      const items = await everyPage<TimelineItem>(apiOf(context, self), path, {});
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
