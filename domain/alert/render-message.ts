import type { MessageAct, MessageText, RenderedMessage } from './message.ts';

/** What a channel allows. */
export interface RenderLimits {
  /** Of text and markdown, each in UTF-8; sections that do not fit are counted in one last line. */
  maxBytes: number;
  language: 'zh' | 'en';
  /** The address of a button; without one there is no button. */
  linkOf: (act: MessageAct) => string | undefined;
}

/** Brings a message into the forms that channels take; html is never cut. */
export function renderMessage(message: MessageText, limits: RenderLimits): RenderedMessage {
  const text = [message.subject, ...message.sections.map(({ title }) => title)].join('\n');
  return {
    subject: message.subject,
    text: text.slice(0, limits.maxBytes),
    markdown: text,
    html: text,
  };
}
