import { fill } from '../fill.ts';
import type { Language } from '../texts.ts';
import { htmlOf, pageOf } from './message-html.ts';
import type { MessageAct, MessageSection, MessageText, RenderedMessage } from './message.ts';
import { MESSAGE_WORDS } from './message-words.ts';

/** What a channel allows. */
export interface RenderLimits {
  /** Of text and of markdown, each in UTF-8. */
  maxBytes: number;
  language: Language;
  /** The address of a button; without one there is no button. */
  linkOf: (act: MessageAct) => string | undefined;
  /** Where the reader finds all of it; a message without any button ends with it. */
  page?: string;
}

/**
 * Brings a message into the forms that channels take, the same for the same links. Text and markdown
 * keep to `maxBytes`: the grounds are the first to go, sections that do not fit are counted in one last
 * line, and of a first section that is too long its button stays. html is never cut.
 */
export function renderMessage(message: MessageText, limits: RenderLimits): RenderedMessage {
  return {
    subject: message.subject,
    text: fitted(message, limits, AS_TEXT),
    markdown: fitted(message, limits, AS_MARKDOWN),
    html: htmlOf(message, limits),
  };
}

/** How a form writes a section: its parts in the order in which they are read. */
interface Form {
  title: (title: string) => string;
  line: (line: string) => string;
  link: (label: string, address: string) => string;
}

const AS_TEXT: Form = {
  title: (title) => title,
  line: (line) => line,
  link: (label, address) => `${label}: ${address}`,
};

const AS_MARKDOWN: Form = {
  title: (title) => `**${plainMarkdown(title)}**`,
  line: (line) => `> ${plainMarkdown(line)}`,
  link: (label, address) => `[${plainMarkdown(label)}](${address})`,
};

// Robots know no escapes: what would be markup is written in its full-width form.
const FULL_WIDTH: Record<string, string> = {
  ...{ '*': '＊', '[': '［', ']': '］', '`': '｀', '<': '＜', '>': '＞', '#': '＃', '!': '！' },
};

const plainMarkdown = (text: string): string =>
  text.replace(/[*[\]`<>#!]/g, (mark) => FULL_WIDTH[mark] ?? mark);

const BETWEEN_SECTIONS = '\n\n';

function fitted(message: MessageText, limits: RenderLimits, form: Form): string {
  const whole = wholeText(message, limits, form);
  return bytesOf(whole) <= limits.maxBytes ? whole : cutToFit(message, limits, form);
}

// A mail has this room, what is read on a telephone has not.
const ROOM_FOR_FULL_GROUNDS = 20_000;

/** All sections, each with its grounds. */
function wholeText({ sections, closing }: MessageText, limits: RenderLimits, form: Form): string {
  const isRoomy = limits.maxBytes >= ROOM_FOR_FULL_GROUNDS;
  const blocks = sections.map((section) => {
    const { grounds } = section;
    const line = grounds && form.line(isRoomy ? grounds.full : grounds.brief);
    return [...blockOf(section, limits, form), ...(line === undefined ? [] : [line])].join('\n');
  });
  return [...blocks, ...endOf({ sections, closing }, limits, form)].join(BETWEEN_SECTIONS);
}

function endOf(
  { sections, closing }: Pick<MessageText, 'sections' | 'closing'>,
  limits: RenderLimits,
  form: Form,
): string[] {
  const page = pageOf(sections, limits);
  const link = page === undefined ? [] : [form.link(MESSAGE_WORDS[limits.language].open, page)];
  return [...closing.map(form.line), ...link];
}

/** As many sections as fit, without their grounds. */
function cutToFit({ sections, closing }: MessageText, limits: RenderLimits, form: Form): string {
  const blocks = sections.map((section) => blockOf(section, limits, form).join('\n'));
  const end = endOf({ sections, closing }, limits, form);
  for (let count = blocks.length; count > 0; count -= 1) {
    const whole = [...blocks.slice(0, count), ...tail(blocks.length - count, end, limits)];
    const text = whole.join(BETWEEN_SECTIONS);
    if (bytesOf(text) <= limits.maxBytes) return text;
  }
  const [first] = sections;
  if (!first) return cut(end.join(BETWEEN_SECTIONS), limits.maxBytes);
  const rest = tail(blocks.length - 1, [], limits);
  return shortened(blockOf(first, limits, form), rest, limits.maxBytes);
}

function tail(left: number, end: readonly string[], { language }: RenderLimits): string[] {
  const more = left > 0 ? [fill(MESSAGE_WORDS[language].more, { count: left })] : [];
  return [...more, ...end];
}

function blockOf(
  { title, lines, act }: MessageSection,
  limits: RenderLimits,
  form: Form,
): string[] {
  const address = act && limits.linkOf(act);
  const link = act && address !== undefined ? [form.link(act.label, address)] : [];
  // The button stands second, so that no cut of the reasons takes it away.
  return [form.title(title), ...link, ...lines.map(form.line)];
}

/** A first section that is too long by itself: lines go from its end, at last the end of its title. */
function shortened(block: readonly string[], rest: readonly string[], maxBytes: number): string {
  for (let count = block.length - 1; count > 0; count -= 1) {
    const text = [block.slice(0, count).join('\n'), ...rest].join(BETWEEN_SECTIONS);
    if (bytesOf(text) <= maxBytes) return text;
  }
  return cut(block[0] ?? '', maxBytes);
}

const ELLIPSIS = '…';

/** As many whole characters as fit, with a sign that more was there. */
function cut(text: string, maxBytes: number): string {
  if (bytesOf(text) <= maxBytes) return text;
  let kept = '';
  for (const character of text) {
    if (bytesOf(kept + character + ELLIPSIS) > maxBytes) break;
    kept += character;
  }
  return kept + ELLIPSIS;
}

const bytesOf = (text: string): number => new TextEncoder().encode(text).length;
