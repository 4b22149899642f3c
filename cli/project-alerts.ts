import { Command } from 'commander';
import type { AlertItem } from '../api/alert-responses.ts';
import { shanghaiMinute } from '../domain/time.ts';
import { projectPath } from './api-client.ts';
import { apiOf, print, type CliContext } from './context.ts';
import { renderTable } from './table.ts';

/** `kaigong project alerts <code>`: what was raised for a project, and what became of it. */
export function alertsCommand(context: CliContext): Command {
  return new Command('alerts')
    .description('alerts of one project, open ones first (预警)')
    .argument('<code>', 'project code')
    .action(async (code: string, _options: object, self: Command) => {
      const path = projectPath(code, '/alerts');
      const { items } = await apiOf(context, self).get<{ items: AlertItem[] }>(path);
      print(context, self, items, () =>
        items.length === 0 ? `No alert was ever raised for ${code}.` : alertTable(items),
      );
    });
}

function alertTable(alerts: readonly AlertItem[]): string {
  const rows = alerts.map(({ id, state, severity, stock, records }) => [
    id.split('/').slice(2).join('/'),
    state,
    stock ? `${severity} (stock)` : severity,
    records.map((record) => `${record.kind} ${shanghaiMinute(record.at)}`).join(', '),
  ]);
  return renderTable(['cause', 'state', 'severity', 'what became of it'], rows);
}
