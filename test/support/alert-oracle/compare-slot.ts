import type { AlertStep } from '../../../domain/alert/case.ts';
import type { Message } from '../mailboxes.ts';
import type { Alertmanager } from './alertmanager.ts';
import { explain, type Difference } from './differences.ts';
import type { createOurTelling } from './our-telling.ts';
import { nameOf, PROJECTS, signalIn } from './states.ts';
import { tellingOf, type Telling } from './telling.ts';
import type { createTheirTelling, Heard } from './their-telling.ts';

/** A slot of a day as both have told it. */
export interface Slot {
  name: string;
  /** Told by both. */
  agreed: string[];
  /** Told by one of both on purpose. */
  explained: { telling: string; why: Difference }[];
  /** Told by one of both, and nobody knows why. */
  unexplained: string[];
  /** Told twice by us. */
  twice: string[];
  /** Causes that both keep quiet of, since somebody asked for it. */
  asleep: string[];
  /** Alerts that are open afterwards: how bad each is, and what says it already. */
  open: Record<'ours' | 'theirs', Record<string, string>>;
  /** How many messages with something new each person got. */
  messages: Record<'ours' | 'theirs', Record<string, number>>;
  /** Messages of theirs in which nothing is new and nothing has ended. */
  empty: number;
}

interface Told {
  name: string;
  /** What rang with us in that time. */
  rung: readonly Message[];
  /** Silences that have just ended; whether our snooze was over before. */
  ended: ReadonlyMap<string, { early: boolean }>;
  /** What was hidden before. */
  hidden: readonly string[];
}

interface Both {
  ours: ReturnType<typeof createOurTelling>;
  theirs: ReturnType<typeof createTheirTelling>;
  alertmanager: Alertmanager;
}

/** What each of both has told in a slot, side by side. */
export async function compareSlot(both: Both, told: Told): Promise<Slot> {
  const { name, rung } = told;
  const heard = both.theirs.heard();
  const us = rung.flatMap(tellingsIn);
  const them = heard.flatMap(({ news }) => news);
  const alone = [...except(us, them, 'us'), ...except(them, us, 'them')].map((one) => ({
    ...one,
    why: explain({ by: one.by, ...knownOf(both, one.telling, told) }),
  }));
  return {
    name,
    agreed: us.map(tellingOf).filter((text) => them.map(tellingOf).includes(text)),
    explained: alone.flatMap(({ telling, why }) =>
      why ? [{ telling: tellingOf(telling), why }] : [],
    ),
    unexplained: alone.flatMap(({ by, telling, why }) =>
      why ? [] : [`${by}: ${tellingOf(telling)}`],
    ),
    twice: us.map(tellingOf).filter((text, nth, all) => all.indexOf(text) < nth),
    asleep: asleep(both),
    open: { ours: openWithUs(both), theirs: await openWithThem(both) },
    messages: messagesOf(rung, heard),
    empty: heard.filter(({ news, recovered }) => news.length + recovered === 0).length,
  };
}

/** Steps that say how a cause is; the others ask people to act on it. */
const SAYS: readonly string[] = ['notify', 'note', 'wake'] satisfies AlertStep['kind'][];

const tellingsIn = ({ person, told }: Message): Telling[] =>
  told
    .filter(({ kind }) => SAYS.includes(kind))
    .map(({ project, alert, severity = '' }) => ({
      ...{ person, alert: `${project}/${alert}`, severity },
    }));

function except(told: readonly Telling[], others: readonly Telling[], by: 'us' | 'them') {
  const known = new Set(others.map(tellingOf));
  return told.filter((one) => !known.has(tellingOf(one))).map((telling) => ({ by, telling }));
}

function knownOf({ ours, theirs }: Both, telling: Telling, { ended, hidden }: Told) {
  const { project, signal } = signalIn(telling.alert);
  const silenceEnded = ended.get(telling.alert);
  const wasQuiet = silenceEnded !== undefined || hidden.includes(telling.alert);
  return {
    one: ours.caseOf(project, signal),
    isLeader: PROJECTS.some(({ patron }) => patron === telling.person),
    isSilenced: theirs.isSilenced(telling.alert),
    wasQuiet: wasQuiet && theirs.wasSaid(telling),
    ...(silenceEnded && { silenceEnded }),
  };
}

/** With us a snooze is over when it was worse meanwhile, whatever their silence says. */
const asleep = ({ ours, theirs }: Both): string[] =>
  ours
    .cases()
    .filter(({ one }) => one.state === 'open' && one.snoozed !== undefined)
    .map(({ project, one }) => nameOf({ project, signal: one.id }))
    .filter(theirs.isSilenced);

const standing = (severity: string, by: string | undefined): string =>
  by === undefined ? severity : `${severity}, said by ${by}`;

function openWithUs({ ours }: Both): Record<string, string> {
  const open = ours.cases().filter(({ one }) => one.state === 'open');
  return Object.fromEntries(
    open.map(({ project, one: { id, severity, hiddenBy } }) => [
      nameOf({ project, signal: id }),
      standing(severity, hiddenBy),
    ]),
  );
}

async function openWithThem({ alertmanager }: Both): Promise<Record<string, string>> {
  const firing = (await alertmanager.firing()).filter(({ labels }) =>
    PROJECTS.some(({ code }) => code === labels['project']),
  );
  return Object.fromEntries(
    firing.map(({ labels, inhibitedBy }) => {
      const { project = '', object = '', kind = '', severity = '' } = labels;
      const by = inhibitedBy && `${inhibitedBy['object'] ?? ''}/${inhibitedBy['kind'] ?? ''}`;
      return [`${project}/${object}/${kind}`, standing(severity, by)];
    }),
  );
}

function messagesOf(rung: readonly Message[], heard: readonly Heard[]): Slot['messages'] {
  return {
    ours: count(rung.filter((message) => tellingsIn(message).length > 0)),
    theirs: count(heard.filter(({ news }) => news.length > 0)),
  };
}

function count(messages: readonly { person: string }[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { person } of messages) counts[person] = (counts[person] ?? 0) + 1;
  return counts;
}
