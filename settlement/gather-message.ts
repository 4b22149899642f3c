import type { Pool, PoolClient } from 'pg';
import { digestText, groupDigestText } from '../domain/alert/digest-text.ts';
import { messageText } from '../domain/alert/message-text.ts';
import type { DigestKind, MessageText, TellableNotice, Telling } from '../domain/alert/message.ts';
import { planSlot, type Pace, type SlotPlan } from '../domain/alert/slot.ts';
import type { Instant } from '../domain/time.ts';
import { dayOf, earlierOf, startOf } from '../domain/time.ts';
import { domainNow, shift } from '../readmodel/clock.ts';
import { issueToken } from '../readmodel/message-tokens.ts';
import type { MessageKind } from '../readmodel/messages.ts';
import { addMessage, countPushes, messagesToSend } from '../readmodel/messages.ts';
import {
  carryNotices,
  dropNotices,
  holdNotices,
  lockMailbox,
  waitingNotices,
  type WaitingRow,
} from '../readmodel/notices.ts';
import { findPerson, type PersonRow } from '../readmodel/people.ts';
import { inTransaction } from '../readmodel/pool.ts';
import type { Rulebook } from './catalogue.ts';
import { digestContent } from './digest-content.ts';
import { groundNotices } from './ground-notices.ts';
import { paceOf } from './pace.ts';
import { sortNotices, type SortedNotices, type TextView } from './tellable.ts';

/** What mailboxes are kept with. */
export interface MailDeps {
  pool: Pool;
  rules: Rulebook;
  /** Domain time minus real time. */
  clockOffsetMs: number;
  /** Where people reach the pages of this park, without a slash at the end. */
  publicUrl: string;
}

/** What a mailbox has to do. */
export interface MailboxWork {
  /** Messages to be handed over now, in this order. */
  messages: number[];
  /** Real time at which to look again; none when nothing waits. */
  nextAt?: Instant;
}

/** Whether an addressee is the robot of a group. */
export const isGroup = (addressee: string): boolean => addressee.startsWith('group/');

/**
 * Makes one message of what a person is to be told in this slot, and says what is to be handed over
 * and when to look again. Repeated, it makes nothing twice: a notice is carried by one message.
 */
export function gatherMessage(deps: MailDeps, addressee: string): Promise<MailboxWork> {
  return inTransaction(deps.pool, async (client) => {
    await lockMailbox(client, addressee);
    const now = await domainNow(client, deps.clockOffsetMs);
    const catalogue = await deps.rules.now(client);
    const person = await findPerson(client, addressee);
    const view = { catalogue, language: person?.language ?? 'zh', today: dayOf(now) } as const;
    const slot: Slot = { deps, client, addressee, person, now, pace: paceOf(catalogue), view };
    const waiting = await waitingNotices(client, addressee);
    const sorted = await sortNotices(client, waiting, view);
    await dropNotices(client, sorted.over, now);
    const plan = await planOf(slot, sorted, waiting);
    if (plan.hold) await holdNotices(client, plan.hold);
    await make(slot, 'safety', plan.safety, sorted);
    await make(slot, 'push', plan.push, sorted);
    return workOf(slot, plan);
  });
}

interface Slot {
  deps: MailDeps;
  client: PoolClient;
  addressee: string;
  person: PersonRow | undefined;
  now: Instant;
  pace: Pace;
  view: TextView;
}

async function planOf(
  { client, addressee, person, now, pace, view }: Slot,
  { over }: SortedNotices,
  waiting: readonly WaitingRow[],
): Promise<SlotPlan> {
  const unsent = await messagesToSend(client, addressee);
  return planSlot(
    waiting.filter(({ id }) => !over.includes(id)),
    {
      now,
      calendar: view.catalogue.calendar,
      pace,
      ...(person?.quiet && { quiet: person.quiet }),
      pushedToday: await countPushes(client, addressee, startOf(dayOf(now))),
      isBusy: unsent.some(({ kind }) => kind !== 'safety'),
    },
  );
}

async function make(
  slot: Slot,
  how: 'safety' | 'push',
  ids: readonly number[],
  sorted: SortedNotices,
): Promise<void> {
  if (ids.length === 0) return;
  const { client, addressee, now, view } = slot;
  const told = sorted.tellable.filter(({ row }) => ids.includes(row.id));
  const digests = sorted.digests.filter(({ id }) => ids.includes(id));
  const content = await contentOf(
    slot,
    told.map(({ notice }) => notice),
    digests,
  );
  if (!content) {
    await dropNotices(client, ids, now);
    return;
  }
  const kind: MessageKind = how === 'safety' ? 'safety' : told.length > 0 ? 'alerts' : 'digest';
  const id = await addMessage(client, {
    ...{ addressee, kind, slotAt: now, content, language: view.language },
    links: await linksOf(slot, content),
    traceparent: told.find(({ row }) => row.traceparent !== null)?.row.traceparent ?? null,
  });
  await carryNotices(client, ids, id);
}

// Nothing at all when a digest finds nothing to say.
async function contentOf(
  slot: Slot,
  notices: readonly TellableNotice[],
  digests: readonly WaitingRow[],
): Promise<MessageText | undefined> {
  const { deps, client, now, view } = slot;
  const telling: Telling = {
    language: view.language,
    at: now,
    ...(deps.clockOffsetMs !== 0 && { demoClock: true }),
  };
  const grounded = await groundNotices({ ...deps, pool: client }, notices);
  const news = grounded.length > 0 ? messageText(grounded, telling) : undefined;
  const digest = await digestOf(slot, digests, telling, notices);
  if (!news || !digest) return news ?? digest;
  const sections = [...news.sections, { title: digest.subject, lines: [] }, ...digest.sections];
  const closing = [...new Set([...news.closing, ...digest.closing])];
  return { subject: news.subject, sections, closing };
}

async function digestOf(
  { client, addressee, person, now, view }: Slot,
  digests: readonly WaitingRow[],
  telling: Telling,
  news: readonly TellableNotice[],
): Promise<MessageText | undefined> {
  if (digests.length === 0) return undefined;
  const kind: DigestKind = digests.some((row) => row.kind === 'weekly') ? 'weekly' : 'daily';
  const reader = { id: addressee, offices: person?.offices ?? [], isGroup: isGroup(addressee) };
  const all = await digestContent(client, { kind, reader, now }, view);
  const open = all.filter(({ alert }) => !news.some((one) => one.alert?.id === alert?.id));
  if (open.length === 0) return undefined;
  return (reader.isGroup ? groupDigestText : digestText)({ kind, open }, telling);
}

/** Where each button leads, by what `linkKey` says. */
async function linksOf(
  { deps, client, addressee, pace }: Slot,
  { sections }: MessageText,
): Promise<Record<string, string> | null> {
  if (isGroup(addressee)) return null;
  const links: Record<string, string> = {};
  for (const { act } of sections) {
    if (!act) continue;
    const { alertId, stepId } = act;
    const subject = { person: addressee, alertId, stepId };
    const token = await issueToken(client, subject, pace.linkHours);
    links[linkKey(act)] = `${deps.publicUrl}/act/${token}`;
  }
  return links;
}

/** Under which a button's address stands in a message. */
export const linkKey = ({ alertId, stepId }: { alertId: string; stepId: string }): string =>
  `${alertId} ${stepId}`;

async function workOf(
  { deps, client, addressee }: Slot,
  { nextAt }: SlotPlan,
): Promise<MailboxWork> {
  const unsent = await messagesToSend(client, addressee);
  const times = [
    ...(nextAt === undefined ? [] : [shift(nextAt, -deps.clockOffsetMs)]),
    ...unsent.filter(({ isDue }) => !isDue).map(({ nextTryAt }) => nextTryAt),
  ];
  const [first, ...rest] = times;
  return {
    messages: unsent.filter(({ isDue }) => isDue).map(({ id }) => id),
    ...(first !== undefined && { nextAt: rest.reduce(earlierOf, first) }),
  };
}
