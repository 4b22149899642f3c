import { Command } from 'commander';
import type { BlockedMessage, OutboxAnswer, OutboxMended } from '../api/responses.ts';
import { shanghaiMinute } from '../domain/time.ts';
import { apiOf, print, type CliContext } from './context.ts';
import { actOf, withMendOptions, type MendOptions } from './mend-options.ts';
import { renderTable } from './table.ts';

/** `kaigong outbox list|retry|discard`: what has yet to leave for Kafka, and what can't. */
export function outboxCommand(context: CliContext): Command {
  return new Command('outbox')
    .description('messages on their way to Kafka')
    .addCommand(listCommand(context), { isDefault: true })
    .addCommand(mendCommand(context, RETRY))
    .addCommand(mendCommand(context, DISCARD));
}

function listCommand(context: CliContext): Command {
  return new Command('list')
    .description('how many wait, and those that Kafka refuses as they are')
    .action(async (_options: object, self: Command) => {
      const answer = await apiOf(context, self).get<OutboxAnswer>('/outbox');
      print(context, self, answer, () => describe(answer));
    });
}

interface Mend {
  name: string;
  path: string;
  description: string;
  done: string;
}

const RETRY: Mend = {
  name: 'retry',
  path: '/outbox/retries',
  description:
    'try messages again, once Kafka takes them (such as after a higher max.message.bytes)',
  done: 'tried again',
};
const DISCARD: Mend = {
  name: 'discard',
  path: '/outbox/discards',
  description: 'give messages up, so that those behind them leave',
  done: 'discarded',
};

function mendCommand(context: CliContext, mend: Mend): Command {
  const command = new Command(mend.name)
    .description(mend.description)
    .argument('<ids...>', 'numbers from the list');
  return withMendOptions(command, context).action(
    async (ids: string[], options: MendOptions, self: Command) => {
      const body = { ...actOf(context, options), ids: ids.map(Number) };
      const answer = await apiOf(context, self).post<OutboxMended>(mend.path, body);
      print(context, self, answer, () => sentence(answer, mend.done));
    },
  );
}

function sentence({ done, left }: OutboxMended, verb: string): string {
  const others = left.length > 0 ? `; not blocked: ${left.join(', ')}` : '';
  return `${done.length} ${verb}${others}`;
}

function describe({ unsent, oldestUnsentSeconds, blocked }: OutboxAnswer): string {
  const age = unsent > blocked.length ? `, the oldest for ${oldestUnsentSeconds.toFixed(1)} s` : '';
  const summary = `${unsent} to be sent${age}; ${blocked.length} that Kafka refuses.`;
  return blocked.length > 0 ? `${summary}\n\n${tableOf(blocked)}` : summary;
}

function tableOf(blocked: readonly BlockedMessage[]): string {
  const head = ['id', 'at', 'topic', 'key', 'type', 'bytes', 'behind', 'fault'];
  const rows = blocked.map(({ id, at, topic, key, type, bytes, waitingBehind, fault }) => [
    ...[id, shanghaiMinute(at), topic, key, type, bytes, waitingBehind, fault],
  ]);
  return renderTable(head, rows);
}
