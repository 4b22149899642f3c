import type { Language } from '../domain/texts.ts';

/** What the page behind a message's button says beside the alert itself. */
export interface ActWords {
  done: string;
  unknown: string;
  used: string;
  expired: string;
  /** By somebody. */
  acknowledged: string;
  cleared: string;
  closed: string;
  /** Approving the close of a red alert needs more than a link. */
  signIn: string;
  stranger: string;
  refused: string;
  conflict: string;
  /** Of the command, as the story of the alert keeps it. */
  reason: string;
}

const zh: ActWords = {
  done: '已签收，谢谢。此页可以关闭。',
  unknown: '此链接无效，或早已过期。请从收件箱打开。',
  used: '此链接已经用过，只能使用一次。',
  expired: '此链接已过期。请从收件箱打开。',
  acknowledged: '已由{name}签收。',
  cleared: '事实已清除此项预警，无须签收；待核验。',
  closed: '此项预警已销号，无须再办。',
  signIn: '红色预警销号须登录后批准，不能由链接办理。',
  stranger: '您已不在此项目任职，也无园区职务，不能由链接办理。',
  refused: '未能签收',
  conflict: '您已用此链接签收，原因以第一次为准。',
  reason: '由消息链接签收',
};

const en: ActWords = {
  done: 'Acknowledged, thank you. You may close this page.',
  unknown: 'This link is not valid, or long expired. Please open your inbox.',
  used: 'This link has been used; it works once.',
  expired: 'This link has expired. Please open your inbox.',
  acknowledged: '{name} has acknowledged it.',
  cleared: 'The facts have cleared this alert: nothing to acknowledge, it waits for verification.',
  closed: 'This alert is closed: nothing is left to do.',
  signIn: 'Closing a red alert is approved after signing in, not by a link.',
  stranger: 'You hold no post in this project and no office in the park any more.',
  refused: 'It could not be acknowledged',
  conflict: 'You have acknowledged by this link already; the cause that you gave first stands.',
  reason: 'Acknowledged by the link of a message',
};

export const ACT_WORDS: Record<Language, ActWords> = { zh, en };
