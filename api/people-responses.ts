import type { PersonRow } from '../readmodel/people.ts';
import type { InboxRow } from '../readmodel/inbox.ts';
import type { ListedMessage } from '../readmodel/messages.ts';
import type { ChannelStanding, ListedDelivery } from '../readmodel/deliveries.ts';

/** A person whom the park tells things. */
export type PersonItem = PersonRow;
/** One thing that a person was told, or is to be told. */
export type InboxItem = InboxRow;
/** A message with its text and how it stands. */
export type MessageItem = ListedMessage;
/** One try to hand a message over. */
export type DeliveryItem = ListedDelivery;
/** How a channel has done in the last 24 hours. */
export type ChannelItem = ChannelStanding;
