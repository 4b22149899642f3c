import { Command } from 'commander';
import type { MovePreviewAnswer } from '../api/approval-responses.ts';
import { approvalPath } from './api-client.ts';
import { withRoundOption } from './approval-view.ts';
import { apiOf, print, type CliContext } from './context.ts';
import { renderTable } from './table.ts';

/** `kaigong approval preview <project> --to <version>`: what a move would change, before it is made. */
export function previewCommand(context: CliContext): Command {
  const command = new Command('preview')
    .description('list what a move to another version of the template would change')
    .argument('<project>', 'project code')
    .requiredOption('--to <version>', 'such as 2026.2');
  return withRoundOption(command).action(
    async (code: string, { to, round }: { to: string; round: number }, self: Command) => {
      const path = approvalPath(code, round, '/move-preview');
      const preview = await apiOf(context, self).get<MovePreviewAnswer>(path, { to });
      print(context, self, preview, () => tableOf(preview));
    },
  );
}

function tableOf({ from, to, changes }: MovePreviewAnswer): string {
  const move = `${from.id} ${from.version} → ${to.version}`;
  if (changes.length === 0) return `${move} changes nothing.`;
  const rows = changes.map(({ object, what, ...values }) => [object, what, values.from, values.to]);
  return `${move}\n${renderTable(['item or gate', 'what', 'from', 'to'], rows)}`;
}
