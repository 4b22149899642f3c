/** A message as it was rendered, the same at every try: some platforms drop a repeat only if it is equal. */
export interface Envelope {
  /** The same at every try and on every channel; receivers that can, drop repeats by it. */
  messageId: string;
  /** One line, without the markup of any channel. */
  subject: string;
  /** The whole message with its links but without the subject, for channels without markup. */
  text: string;
  /** The same as Markdown that WeCom, DingTalk and Feishu all show: headings, bold, links, quotes. */
  markdown: string;
  /** The same as a whole HTML page without scripts or outside resources. */
  html: string;
  /** Where all of it can be read; kept when a text has to be cut. */
  link?: string;
}

/**
 * How a try ended. `sent`: the platform took it. `refused`: no use to repeat it on this channel.
 * `failed`: surely not delivered, and worth another try. `unknown`: may have been delivered.
 */
export type SendResult =
  | { state: 'sent' | 'refused' | 'unknown'; answer: string }
  | { state: 'failed'; answer: string; retryAfterMs?: number };

/** The personal channels by the names that stand in a person's addresses. */
export const PERSONAL_CHANNELS = ['wecom', 'dingtalk', 'email', 'sms', 'webhook'] as const;
export type PersonalChannel = (typeof PERSONAL_CHANNELS)[number];

/** One way to hand messages over. */
export interface Channel {
  /** A personal channel, or `group/<robot>` of a group's robot, which is to get digests only. */
  name: PersonalChannel | `group/${string}`;
  /** Within this time after a first try of unknown end, the same envelope may be sent again and arrives once; 0: never. */
  repeatableForMs: number;
  /** Least time between two messages, so that the platform's rate is kept; 0: none. */
  gapMs: number;
  /** Most UTF-8 bytes of what this channel shows of an envelope; a longer one is cut at a line and ends with its link. */
  maxBytes: number;
  /**
   * Hands it over to an address of this channel (a robot's is its own, whatever is given). Never
   * rejects. Once the signal is aborted it ends at once: `failed` before the message has gone out, else `unknown`.
   */
  send: (envelope: Envelope, address: string, signal: AbortSignal) => Promise<SendResult>;
}
