import { askedOf } from '../../domain/alert/asked-of.ts';
import type { AlertCase } from '../../domain/alert/case.ts';
import { concerns } from '../../domain/alert/concerns.ts';
import { digestReason } from '../../domain/alert/digest-news.ts';
import { resolveRecipients, type Member } from '../../domain/alert/recipients.ts';
import { dayOf, endOf, type Instant } from '../../domain/time.ts';
import type { FollowedProject } from './followed-project.ts';
import type { Message, ToldStep } from './mailboxes.ts';

interface Park {
  projects: ReadonlyMap<string, FollowedProject>;
  members: readonly Member[];
  boxes: { messages: readonly Message[] };
}

interface Digest {
  person: string;
  /** What is told in the same message. */
  told: readonly ToldStep[];
  now: Instant;
  /** Of the digest before. */
  since: Instant | undefined;
}

/** What a digest says to a person that no notice beside it says: projects and alerts, with their colours. */
export function digestOf(park: Park, digest: Digest): string[] {
  return [...park.projects.values()].flatMap((project) =>
    project.cases
      .filter((one) => isNamed(park, digest, { project, one }))
      .map(({ id, severity }) => `${severity} ${project.registration.code} ${id}`),
  );
}

interface Named {
  project: FollowedProject;
  one: AlertCase;
}

function isNamed(park: Park, digest: Digest, { project, one }: Named): boolean {
  const { person, told, now, since } = digest;
  const { registration, assessment } = project;
  const isThis = (step: ToldStep) => step.project === registration.code && step.alert === one.id;
  if (one.hiddenBy !== undefined || told.some(isThis)) return false;
  if (!isConcerned(park, person, { project, one })) return false;
  if (told.some(({ kind }) => kind === 'weekly') && one.state !== 'closed') return true;
  const toldAt = lastTold(park, person, isThis);
  const isAsked = isAskedOf(park, digest, { project, one });
  const signal = assessment?.signals.find(({ id }) => id === one.id);
  const view = { since, now, today: dayOf(now), toldAt, isAsked };
  return digestReason(one, signal, view) !== undefined;
}

function isConcerned({ members }: Park, person: string, { project, one }: Named): boolean {
  const { offices = [] } = members.find(({ id }) => id === person) ?? {};
  const signal = project.assessment?.signals.find(({ id }) => id === one.id);
  const about = {
    restricted: signal?.restricted === true,
    pipeline: project.assessment?.status === 'pipeline',
    posts: project.assessment?.people ?? {},
  };
  return concerns(about, { id: person, offices, isGroup: false });
}

function isAskedOf({ members }: Park, { person, now }: Digest, { project, one }: Named): boolean {
  const asked = askedOf(one, now);
  if (asked.length === 0) return false;
  const posts = project.assessment?.people ?? {};
  const told = resolveRecipients(asked, { posts, members, today: dayOf(now) });
  return told.some((name) => name.person === person);
}

// What was told ahead is known on its day.
function lastTold(
  { boxes }: Park,
  person: string,
  isThis: (step: ToldStep) => boolean,
): Instant | undefined {
  const last = boxes.messages.findLast((sent) => sent.person === person && sent.told.some(isThis));
  const day = last?.told.find(isThis)?.day;
  return day === undefined ? last?.at : endOf(day);
}
