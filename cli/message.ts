import { Command } from 'commander';
import type { ChannelItem, DeliveryItem, MessageItem } from '../api/people-responses.ts';
import type { Page } from '../api/responses.ts';
import { shanghaiMinute } from '../domain/time.ts';
import type { Query } from './api-client.ts';
import { apiOf, print, type CliContext } from './context.ts';
import { renderTable } from './table.ts';

const SHOWN = 50;

/** `kaigong message list|tries|channels`: what was told to whom, and how it was handed over. */
export function messageCommand(context: CliContext): Command {
  return new Command('message')
    .description('messages to people and how they were handed over (消息)')
    .addCommand(listCommand(context), { isDefault: true })
    .addCommand(triesCommand(context))
    .addCommand(channelsCommand(context));
}

function listCommand(context: CliContext): Command {
  return new Command('list')
    .description(`the last ${SHOWN} messages, the newest first`)
    .option('--addressee <id>', 'to one person, or such as group/park')
    .option('--state <state>', 'queued, sent, unknown, failed or inAppOnly')
    .action(async (filters: Query, self: Command) => {
      const { items } = await newest<MessageItem>(context, self, '/messages', filters);
      print(context, self, items, () => messageTable(items));
    });
}

function triesCommand(context: CliContext): Command {
  return new Command('tries')
    .description(`the last ${SHOWN} tries to hand a message over, the newest first`)
    .option('--channel <name>', 'on one channel')
    .option('--state <state>', 'sending, sent, refused, failed or unknown')
    .action(async (filters: Query, self: Command) => {
      const { items } = await newest<DeliveryItem>(context, self, '/deliveries', filters);
      print(context, self, items, () => tryTable(items));
    });
}

function channelsCommand(context: CliContext): Command {
  return new Command('channels')
    .description('how each channel has done in the last 24 hours')
    .action(async (_options: object, self: Command) => {
      const { items } = await apiOf(context, self).get<{ items: ChannelItem[] }>('/channels');
      print(context, self, items, () => channelTable(items));
    });
}

const newest = <T>(context: CliContext, self: Command, path: string, filters: Query) =>
  apiOf(context, self).get<Page<T>>(path, { ...filters, limit: SHOWN });

function messageTable(items: readonly MessageItem[]): string {
  if (items.length === 0) return 'No message.';
  const rows = items.map(({ id, madeAt, addressee, state, tries, channel, content }) => [
    ...[id, shanghaiMinute(madeAt), addressee, state, tries, channel, content.subject],
  ]);
  return renderTable(['id', 'made', 'to', 'state', 'tries', 'last channel', 'subject'], rows);
}

function tryTable(items: readonly DeliveryItem[]): string {
  if (items.length === 0) return 'No try.';
  const head = ['message', 'try', 'began (real time)', 'to', 'channel', 'state', 'answer'];
  const rows = items.map(({ messageId, try: nth, beganAt, addressee, channel, state, answer }) => [
    ...[messageId, nth, shanghaiMinute(beganAt), addressee, channel, state, answer],
  ]);
  return renderTable(head, rows);
}

function channelTable(items: readonly ChannelItem[]): string {
  if (items.length === 0) return 'Nothing was sent in the last 24 hours.';
  const head = ['channel', 'sent', 'refused', 'failed', 'unknown', 'fails since', 'last answer'];
  const rows = items.map(
    ({ channel, sent, refused, failed, unknown, failingSince, lastAnswer }) => [
      ...[channel, sent, refused, failed, unknown],
      ...[failingSince === null ? null : shanghaiMinute(failingSince), lastAnswer],
    ],
  );
  return renderTable(head, rows);
}
