import { askedOf } from '../domain/alert/asked-of.ts';
import { concerns, type DigestReader } from '../domain/alert/concerns.ts';
import { digestReason } from '../domain/alert/digest-news.ts';
import type { DigestItem, DigestKind, DigestReason } from '../domain/alert/message.ts';
import { resolveRecipients, type Member } from '../domain/alert/recipients.ts';
import type { Assessment } from '../domain/assessment.ts';
import type { Instant } from '../domain/time.ts';
import { lastDigestAt, lastToldAt } from '../readmodel/notices.ts';
import { listPeople, memberOf } from '../readmodel/people.ts';
import type { Queryable } from '../readmodel/pool.ts';
import { alertsSince, type TellableAlert } from '../readmodel/tellable-alerts.ts';
import { narratorOf, type TextView } from './tellable.ts';

/** A digest for one reader. */
export interface DigestFor {
  kind: DigestKind;
  reader: DigestReader;
  /** Domain time. */
  now: Instant;
}

/**
 * Of all that concerns a reader, the daily digest names what has changed since the last one without
 * the reader having been told, what is due today, and what waits for the reader; the weekly one all
 * that is open as well. Nothing restricted, and nothing of the pipeline, beyond those who may see it.
 */
export async function digestContent(
  client: Queryable,
  { kind, reader, now }: DigestFor,
  view: TextView,
): Promise<DigestItem[]> {
  const since = await lastDigestAt(client, reader.id);
  const alerts = await alertsSince(client, since ?? now);
  const codes = alerts.map(({ projectCode }) => projectCode);
  const { assessments, tell } = await narratorOf(client, codes, view);
  const told = await lastToldAt(client, reader.id);
  const members = (await listPeople(client)).map(memberOf);
  return alerts.flatMap((alert): DigestItem[] => {
    const assessment = assessments.get(alert.projectCode);
    const { restricted, standing, alertId } = alert;
    const posts = assessment?.people ?? {};
    const pipeline = assessment?.status === 'pipeline';
    const about = { restricted, pipeline, posts };
    if (standing.hiddenBy !== undefined || !concerns(about, reader)) return [];
    const isAsked = isAskedOf(reader, alert, { posts, members, view, now });
    const seen = { since, now, today: view.today, toldAt: told.get(alertId), isAsked };
    const signal = assessment?.signals.find(({ id }) => id === standing.id);
    const because = digestReason(standing, signal, seen);
    const isListed = kind === 'weekly' && standing.state !== 'closed';
    return because || isListed ? [itemOf(alert, tell(alert), because)] : [];
  });
}

function itemOf(
  { alertId }: TellableAlert,
  about: Partial<DigestItem>,
  because: DigestReason | undefined,
): DigestItem {
  const step = { kind: 'note', stepId: alertId, how: 'digest' } as const;
  return { ...step, ...about, ...(because && { because }) };
}

interface Asking {
  posts: Assessment['people'];
  members: readonly Member[];
  view: TextView;
  now: Instant;
}

function isAskedOf(
  { id, isGroup }: DigestReader,
  { standing }: TellableAlert,
  { posts, members, view: { today }, now }: Asking,
): boolean {
  const asked = askedOf(standing, now);
  if (isGroup || asked.length === 0) return false;
  return resolveRecipients(asked, { posts, members, today }).some(({ person }) => person === id);
}
