import { fill } from '../fill.ts';
import { shownColour } from '../colour-meaning.ts';
import { alertSection, groundsIn, reasonLines, titleOf } from './alert-section.ts';
import { byProject, closingOf, countsOf } from './message-frame.ts';
import type { MessageSection, MessageText, TellableNotice, Telling } from './message.ts';
import { MESSAGE_WORDS } from './message-words.ts';

/**
 * One message of all that a person is told in one slot, project by project: danger first, then the
 * worst; several notices of one alert are one section.
 */
export function messageText(notices: readonly TellableNotice[], telling: Telling): MessageText {
  const groups = groupsOf(byProject(notices));
  const sections = groups.map((group) => sectionOf(group, telling));
  const [only] = sections;
  const subject =
    only && sections.length === 1 ? only.title : countsOf(groups.map(firstOf), telling);
  const isOfSources = notices.every(({ kind }) => kind === 'silentSource');
  return {
    subject: framed(subject, telling),
    sections,
    closing: closingOf(notices, telling),
    ...(isOfSources && { page: 'data' }),
  };
}

const framed = (subject: string, { language }: Telling): string =>
  language === 'zh'
    ? `【${MESSAGE_WORDS.zh.sender}】${subject}`
    : `[${MESSAGE_WORDS.en.sender}] ${subject}`;

type Group = [TellableNotice, ...TellableNotice[]];

const firstOf = ([first]: Group): TellableNotice => first;

function groupsOf(notices: readonly TellableNotice[]): Group[] {
  const groups = new Map<string, Group>();
  for (const notice of notices) {
    const key =
      notice.alert?.id ??
      `${notice.signal?.id ?? ''} ${notice.project?.code ?? ''} ${notice.stepId}`;
    const group = groups.get(key);
    if (group) group.push(notice);
    else groups.set(key, [notice]);
  }
  return [...groups.values()];
}

function sectionOf(group: Group, telling: Telling): MessageSection {
  const [first] = group;
  if (first.kind === 'silentSource') return silenceSection(first, telling);
  if (first.kind === 'reminder') return reminderSection(first, telling);
  return first.kind === 'ahead' ? aheadSection(first, telling) : alertSection(group, telling);
}

function aheadSection(notice: TellableNotice, { language }: Telling): MessageSection {
  const words = MESSAGE_WORDS[language];
  const shown = shownColour('blue', language, notice.colours);
  const lead = fill(words.leads.ahead, { ...notice.words, colour: shown.word });
  const title = titleOf(notice, shown);
  const lines = [lead, ...reasonLines(notice, words)];
  return { title, hex: shown.hex, lines, ...groundsIn(notice, language) };
}

function reminderSection(notice: TellableNotice, { language }: Telling): MessageSection {
  const { leads, colon } = MESSAGE_WORDS[language];
  const { by = '', text } = notice.words ?? {};
  return { title: titleOf(notice), lines: [leads.reminder, by + (text ? colon + text : '')] };
}

function silenceSection({ words = {} }: TellableNotice, { language }: Telling): MessageSection {
  const { leads, silentSource } = MESSAGE_WORDS[language];
  return { title: `⚠ ${leads.silentSource}`, lines: [fill(silentSource, words)] };
}
