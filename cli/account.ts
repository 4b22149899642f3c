import { Command } from 'commander';
import type { AccountState } from '../readmodel/accounts.ts';
import { shanghaiMinute } from '../domain/time.ts';
import { apiOf, print, type CliContext } from './context.ts';
import { renderTable } from './table.ts';

/** `kaigong account list|reset|unlock|totp-off`: accounts of the park's own issuer. */
export function accountCommand(context: CliContext): Command {
  return new Command('account')
    .description("accounts of the park's own issuer (账号)")
    .addCommand(listCommand(context), { isDefault: true })
    .addCommand(resetCommand(context))
    .addCommand(
      actCommand(context, {
        ...{ name: 'unlock', does: 'end a lock after wrong passwords', done: 'is unlocked' },
      }),
    )
    .addCommand(
      actCommand(context, {
        ...{ name: 'totp-off', does: 'take the second factor away, as when a phone is lost' },
        done: 'signs in without a second factor',
      }),
    );
}

function listCommand(context: CliContext): Command {
  return new Command('list')
    .description('list every account')
    .action(async (_options: object, self: Command) => {
      const { items } = await apiOf(context, self).get<{ items: AccountState[] }>('/accounts');
      print(context, self, items, () => accountTable(items));
    });
}

function resetCommand(context: CliContext): Command {
  return new Command('reset')
    .description('give a new initial password, shown once; signs the person out everywhere')
    .argument('<person>', 'id in the list of people')
    .action(async (person: string, _options: object, self: Command) => {
      const answer = await apiOf(context, self).post<{ password: string }>(
        `${pathOf(person)}/reset`,
        {},
      );
      print(context, self, answer, () => `${person}: ${answer.password}  (to be changed at once)`);
    });
}

function actCommand(
  context: CliContext,
  { name, does, done }: { name: string; does: string; done: string },
): Command {
  return new Command(name)
    .description(does)
    .argument('<person>', 'id in the list of people')
    .action(async (person: string, _options: object, self: Command) => {
      const answer = await apiOf(context, self).post(`${pathOf(person)}/${name}`, {});
      print(context, self, answer, () => `${person} ${done}`);
    });
}

const pathOf = (person: string): string => `/accounts/${encodeURIComponent(person)}`;

function accountTable(items: readonly AccountState[]): string {
  if (items.length === 0) return 'No account.';
  const rows = items.map(({ person, mustChange, lockedUntil, hasSecondFactor, passwordAt }) => [
    person,
    hasSecondFactor ? 'yes' : 'no',
    lockedUntil && shanghaiMinute(lockedUntil),
    mustChange ? 'yes' : 'no',
    shanghaiMinute(passwordAt),
  ]);
  return renderTable(['person', 'second factor', 'locked until', 'must change', 'set'], rows);
}
