import type { ExplainedSignal } from '../explain.ts';
import type { GroundedSignal } from '../grounded-signal.ts';
import type { GroundsLine } from '../grounds-lines.ts';
import type { ColourMeaning } from '../policy-rules.ts';
import type { Language } from '../texts.ts';
import type { Instant } from '../time.ts';
import type { AlertCase, AlertStep } from './case.ts';

/** What a person can be told: a step of an alert, a signal that turns on a day off, a source that fell silent, what somebody asks of a project's manager, or a digest. */
export type NoticeKind = AlertStep['kind'] | 'ahead' | 'silentSource' | 'reminder' | DigestKind;
export type DigestKind = 'daily' | 'weekly';

/** One thing to be told, with all that its text needs. */
export interface TellableNotice {
  kind: Exclude<NoticeKind, DigestKind>;
  stepId: string;
  how: AlertStep['how'];
  /** `name` is the short one. */
  project?: { code: string; name: string; sample?: boolean };
  alert?: { id: string; standing: AlertCase };
  /** As the project is explained now, in the language of the message; none once the facts cleared it, and in digests without its grounds. */
  signal?: ExplainedSignal | GroundedSignal;
  /** How its policy shows colours, where it says so. */
  colours?: readonly ColourMeaning[];
  /** In whose stead, when the reader is a substitute. */
  insteadOf?: string;
  /** Of `silentSource`: `source`, `since`; of `ahead`: `day`; of `reminder`: `by`, and `text` if there is one. */
  words?: Record<string, string>;
}

/** Why a daily digest names an alert. */
export type DigestReason = 'raised' | 'worsened' | 'cleared' | 'closed' | 'dueToday' | 'waits';

/** An alert of a digest; without a reason it is one of all that are open. */
export interface DigestItem extends TellableNotice {
  because?: DigestReason;
}

/** What a button of a message stands for; a token is bound to it and to the person. */
export interface MessageAct {
  alertId: string;
  stepId: string;
}

/** A message before it is cut for a channel; kept as it was sent, without links. */
export interface MessageText {
  subject: string;
  sections: MessageSection[];
  /** Said last: whose system it is, that data are samples. */
  closing: string[];
  /** Where the reader can act on it, if that is not the page of alerts. */
  page?: 'data';
}

/** One alert of a message. */
export interface MessageSection {
  title: string;
  /** `#rrggbb` of its colour, which the title says in words too. */
  hex?: string;
  lines: string[];
  /** Said last, in full or briefly by what a channel has room for. */
  grounds?: GroundsLine;
  /** With a button: what it does, and its label. */
  act?: MessageAct & { label: string };
}

/** How and when a message is told. */
export interface Telling {
  language: Language;
  /** Domain time of its slot. */
  at: Instant;
  /** The park's clock is not the real one. */
  demoClock?: boolean;
}

/** A message as channels take it. */
export interface RenderedMessage {
  subject: string;
  text: string;
  /** The subset that WeCom, DingTalk and Feishu share. */
  markdown: string;
  html: string;
}
