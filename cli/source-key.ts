import { Command } from 'commander';
import type { PushKey, PushKeyMade } from '../api/intake-responses.ts';
import { shanghaiMinute } from '../domain/time.ts';
import { apiOf, print, type CliContext } from './context.ts';
import { renderTable } from './table.ts';

interface MakeOptions {
  source: string;
  note?: string;
  actor: string;
}

/** `kaigong source key make|list|revoke`: keys with which a source may push its events. */
export function sourceKeyCommand(context: CliContext): Command {
  const command = new Command('key').description('keys with which a source may push its events');
  command
    .command('make')
    .description('make a key for one source; its secret is shown this once')
    .requiredOption(
      '--source <source>',
      'the only source that it speaks for, such as /utility/power',
    )
    .option('--note <text>', 'what it is for')
    .option('--actor <id>', 'who makes it', context.userName)
    .action(async (options: MakeOptions, self: Command) => {
      const key = await apiOf(context, self).post<PushKeyMade>('/push-keys', options);
      print(context, self, key, () => `key     ${key.id}\nsecret  ${key.secret}`);
    });
  command
    .command('list')
    .description('list the keys, without their secrets')
    .action(async (_options: object, self: Command) => {
      const { items } = await apiOf(context, self).get<{ items: PushKey[] }>('/push-keys');
      print(context, self, items, () => keyTable(items));
    });
  command
    .command('revoke')
    .description('take a key back: from now on nothing signed with it is taken')
    .argument('<id>', 'id of the key')
    .option('--actor <id>', 'who revokes it', context.userName)
    .action(async (id: string, { actor }: { actor: string }, self: Command) => {
      const path = `/push-keys/${encodeURIComponent(id)}/revoke`;
      const key = await apiOf(context, self).post<PushKey>(path, { actor });
      print(context, self, key, () => `${key.id} revoked`);
    });
  return command;
}

function keyTable(keys: readonly PushKey[]): string {
  if (keys.length === 0) return 'No key has been made yet.';
  const head = ['key', 'source', 'made', 'by', 'revoked', 'note'];
  const rows = keys.map(({ id, source, madeAt, madeBy, revokedAt, note }) => [
    id,
    source,
    shanghaiMinute(madeAt),
    madeBy,
    revokedAt && shanghaiMinute(revokedAt),
    note,
  ]);
  return renderTable(head, rows);
}
