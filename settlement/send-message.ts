import type { Channel, Envelope, SendResult } from '../activities/channels/channel.ts';
import { nextTry, type NextTry, type Tried } from '../domain/alert/next-try.ts';
import { renderMessage } from '../domain/alert/render-message.ts';
import { nextAwake } from '../domain/alert/slot.ts';
import { waysTo } from '../domain/alert/ways.ts';
import { present } from '../domain/present.ts';
import type { Instant } from '../domain/time.ts';
import { laterOf } from '../domain/time.ts';
import { closeChannel, closedUntil, takeTurn } from '../readmodel/channel-pace.ts';
import { domainNow, shift } from '../readmodel/clock.ts';
import { beginDelivery, deliveriesOf, endDelivery } from '../readmodel/deliveries.ts';
import { lockMessage, setMessage, type MessageRow } from '../readmodel/messages.ts';
import { findPerson, type PersonRow } from '../readmodel/people.ts';
import { inTransaction, type Queryable } from '../readmodel/pool.ts';
import { isGroup, linkKey, type MailDeps } from './gather-message.ts';
import { paceOf } from './pace.ts';

/** What messages are handed over with. */
export interface SendDeps extends MailDeps {
  channels: ReadonlyMap<string, Channel>;
}

/**
 * Hands a message over, once: a try is written down before the call and its end after it. A try that
 * was begun and never ended counts as unknown. Says nothing: what is left to do stands in the message.
 */
export async function sendMessage(
  deps: SendDeps,
  messageId: number,
  signal: AbortSignal,
): Promise<void> {
  const started = await inTransaction(deps.pool, (client) => begin(deps, client, messageId));
  if (!started) return;
  const { channel, envelope, address } = started;
  const result = await channel.send(envelope, address, signal);
  await inTransaction(deps.pool, (client) => end(deps, client, started, result));
}

interface Started {
  message: MessageRow;
  try: number;
  channel: Channel;
  address: string;
  envelope: Envelope;
}

async function begin(deps: SendDeps, client: Queryable, id: number): Promise<Started | undefined> {
  const message = await lockMessage(client, id);
  if (message?.nextTryAt == null) return undefined;
  const { tries, next, person, now } = await ponder(deps, client, message);
  await giveUpBegun(client, tries);
  if (next.do === 'end' || next.notBefore > now) {
    await settleMessage(client, id, next);
    return undefined;
  }
  const channel = deps.channels.get(next.channel);
  if (!channel) throw new Error(`Message ${id} is for the channel ${next.channel}, which is gone`);
  const turn = await takeTurn(client, channel.name, channel.gapMs);
  if (!turn.granted) {
    await setMessage(client, id, { state: 'queued', nextTryAt: turn.freeAt });
    return undefined;
  }
  const number = tries.length + 1;
  await beginDelivery(client, { messageId: id, try: number, channel: channel.name });
  const address = person?.addresses[channel.name] ?? '';
  return { message, try: number, channel, address, envelope: envelopeOf(message, channel, deps) };
}

interface Pondered {
  tries: (Tried & { messageId: number; try: number })[];
  /** Not before the message may be sent. */
  next: NextTry;
  person: PersonRow | undefined;
  /** Real time. */
  now: Instant;
}

async function ponder(
  deps: SendDeps,
  client: Queryable,
  { id, addressee, kind }: MessageRow,
): Promise<Pondered> {
  const { channels } = deps;
  const person = await findPerson(client, addressee);
  // A group's robot is its own address.
  const group = isGroup(addressee) && { channels: [addressee], addresses: { [addressee]: '' } };
  const reader = group || person;
  const names = reader ? waysTo(reader, (name) => channels.has(name)) : [];
  const ways = names.flatMap((name) => channels.get(name) ?? []);
  const tries = await deliveriesOf(client, id);
  const now = await domainNow(client, 0);
  const closed = await closedUntil(client, names);
  const known = ways.map(({ name, repeatableForMs }) =>
    present({ name, repeatableForMs, closedUntil: closed.get(name) }),
  );
  const next = nextTry(tries, known, now);
  if (next.do === 'end') return { tries, next, person, now };
  const from = laterOf(next.notBefore, now);
  const notBefore = kind === 'safety' ? from : await awakeFrom(deps, client, from, person);
  return { tries, next: { ...next, notBefore }, person, now };
}

/** From when on in real time a person may be told: a message that failed in the evening waits for the morning, danger does not. */
async function awakeFrom(
  { rules, clockOffsetMs }: SendDeps,
  client: Queryable,
  from: Instant,
  person: PersonRow | undefined,
): Promise<Instant> {
  const catalogue = await rules.now(client);
  const awake = nextAwake(shift(from, clockOffsetMs), {
    calendar: catalogue.calendar,
    hours: paceOf(catalogue).hours,
    ...(person?.quiet && { quiet: person.quiet }),
  });
  return shift(awake, -clockOffsetMs);
}

// The process that began it ended before it had an answer.
async function giveUpBegun(client: Queryable, tries: Pondered['tries']): Promise<void> {
  for (const begun of tries.filter(({ state }) => state === 'sending')) {
    const answer = 'the process ended before it had an answer';
    await endDelivery(client, begun, { state: 'unknown', answer });
  }
}

const settleMessage = (client: Queryable, id: number, next: NextTry): Promise<void> =>
  setMessage(
    client,
    id,
    next.do === 'end'
      ? { state: next.state, nextTryAt: null }
      : { state: 'queued', nextTryAt: next.notBefore },
  );

function envelopeOf(
  { id, addressee, content, language, links }: MessageRow,
  { maxBytes }: Channel,
  { publicUrl }: SendDeps,
): Envelope {
  const page = `${publicUrl}/app/${content.page ?? 'alerts'}`;
  const rendered = renderMessage(content, {
    ...{ maxBytes, language },
    linkOf: (act) => links?.[linkKey(act)],
    // A group holds people who may not sign in.
    ...(!isGroup(addressee) && { page }),
  });
  const [button, ...others] = Object.values(links ?? {});
  const isOne = button !== undefined && others.length === 0 && content.sections.length === 1;
  return { messageId: `kaigong-${id}`, ...rendered, link: isOne ? button : page };
}

async function end(
  deps: SendDeps,
  client: Queryable,
  { message, try: number, channel }: Started,
  result: SendResult,
): Promise<void> {
  const { id } = message;
  const current = await lockMessage(client, id);
  await endDelivery(client, { messageId: id, try: number }, result);
  if (result.state === 'failed' && result.retryAfterMs !== undefined) {
    await closeChannel(client, channel.name, result.retryAfterMs);
  }
  if (current) await settleMessage(client, id, (await ponder(deps, client, current)).next);
}
