import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { channelStandings, DELIVERY_STATES, listDeliveries } from '../../readmodel/deliveries.ts';
import { listMessages, MESSAGE_STATES } from '../../readmodel/messages.ts';
import { text } from '../../schemas/event-data.ts';
import type { ApiDeps } from '../deps.ts';
import { parseInput } from '../input.ts';
import { limitParam, numberCursor, pageOf } from '../paging.ts';
import type { ChannelItem, DeliveryItem, MessageItem } from '../people-responses.ts';
import type { Page } from '../responses.ts';

const paging = { limit: limitParam, after: numberCursor.optional() };
const MessageQuery = z.object({
  ...paging,
  addressee: text(100).optional(),
  state: z.enum(MESSAGE_STATES).optional(),
});
const DeliveryQuery = z.object({
  ...paging,
  channel: text(100).optional(),
  state: z.enum(DELIVERY_STATES).optional(),
});

/** What was told to whom, every try to hand it over, and how the channels do. */
export function messageRoutes(app: FastifyInstance, { pool }: ApiDeps): void {
  app.get(
    '/messages',
    { config: { right: 'seeMessages', query: MessageQuery, answer: 'Page<MessageItem>' } },
    async (request): Promise<Page<MessageItem>> => {
      const { limit, after, addressee, state } = parseInput(MessageQuery, request.query);
      const rows = await listMessages(pool, {
        limit: limit + 1,
        ...(after !== undefined && { before: after }),
        ...(addressee !== undefined && { addressee }),
        ...(state !== undefined && { state }),
      });
      return pageOf(rows, limit, { item: (row) => row, cursor: ({ id }) => String(id) });
    },
  );

  app.get(
    '/deliveries',
    { config: { right: 'seeMessages', query: DeliveryQuery, answer: 'Page<DeliveryItem>' } },
    async (request): Promise<Page<DeliveryItem>> => {
      const { limit, after, channel, state } = parseInput(DeliveryQuery, request.query);
      const rows = await listDeliveries(pool, {
        limit: limit + 1,
        ...(after !== undefined && { before: after }),
        ...(channel !== undefined && { channel }),
        ...(state !== undefined && { state }),
      });
      return pageOf(rows, limit, { item: (row) => row, cursor: ({ id }) => String(id) });
    },
  );

  app.get(
    '/channels',
    { config: { right: 'seeMessages', answer: '{ items: ChannelItem[] }' } },
    async (): Promise<{ items: ChannelItem[] }> => {
      return { items: await channelStandings(pool) };
    },
  );
}
