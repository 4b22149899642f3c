import type { Language } from '../texts.ts';
import type { MessageAct, MessageSection, MessageText } from './message.ts';
import { MESSAGE_WORDS } from './message-words.ts';

/** Where the links of a message lead. */
export interface MessageLinks {
  language: Language;
  linkOf: (act: MessageAct) => string | undefined;
  page?: string;
}

/** A message as a page of its own for mail: no script, nothing loaded from elsewhere. */
export function htmlOf({ subject, sections, closing }: MessageText, links: MessageLinks): string {
  const { language, linkOf } = links;
  const page = pageOf(sections, links);
  const body = [
    `<h1 style="font-size:18px">${escaped(subject)}</h1>`,
    ...sections.map((section) => sectionHtml(section, linkOf)),
    ...closing.map((line) => `<p style="color:#555">${escaped(line)}</p>`),
    ...(page === undefined ? [] : [`<p>${buttonHtml(MESSAGE_WORDS[language].open, page)}</p>`]),
  ];
  return [
    '<!doctype html>',
    `<html lang="${LANG[language]}"><head><meta charset="utf-8"><title>${escaped(subject)}</title></head>`,
    `<body style="font-family:sans-serif;line-height:1.6;color:#111">`,
    ...body,
    '</body></html>',
  ].join('\n');
}

/** The page that a message ends with; none where a button leads on. */
export const pageOf = (
  sections: readonly MessageSection[],
  { linkOf, page }: Pick<MessageLinks, 'linkOf' | 'page'>,
): string | undefined =>
  sections.some(({ act }) => act && linkOf(act) !== undefined) ? undefined : page;

export const LANG: Record<Language, string> = { zh: 'zh-CN', en: 'en' };

/** Text that stands in HTML, in attributes too. */
export const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);

function sectionHtml(
  { title, hex, lines, grounds, act }: MessageSection,
  linkOf: (act: MessageAct) => string | undefined,
): string {
  const address = act && linkOf(act);
  const border = `border-left:6px solid ${escaped(hex ?? '#555')};padding-left:12px;margin:16px 0`;
  return [
    `<div style="${border}"><p><strong>${escaped(title)}</strong></p>`,
    ...lines.map((line) => `<p>${escaped(line)}</p>`),
    ...(grounds ? [`<p style="color:#555">${escaped(grounds.full)}</p>`] : []),
    ...(act && address !== undefined ? [`<p>${buttonHtml(act.label, address)}</p>`] : []),
    '</div>',
  ].join('\n');
}

const buttonHtml = (label: string, address: string): string =>
  `<a href="${escaped(address)}" style="display:inline-block;padding:10px 24px;background:#111;color:#fff">${escaped(label)}</a>`;
