import type { Language } from '../texts.ts';
import type { Cause } from './fact.ts';
import type { DigestReason, TellableNotice } from './message.ts';

/** Words of messages and of the page behind their button; `{places}` as in texts.ts. */
export interface MessageWords {
  /** Whose message it is. */
  sender: string;
  /** Why it is told now. */
  leads: Record<TellableNotice['kind'], string>;
  /** In place of the first notice's, where the same alert has moved. */
  news: Record<'worsened' | 'eased' | 'reopened', string>;
  /** In place of the first notice's, once the facts have cleared it (待销号). */
  closing: Record<'toVerify' | 'toApprove' | 'returned', string>;
  causes: Record<Cause, string>;
  /** Between a label and what it labels. */
  colon: string;
  semicolon: string;
  comma: string;
  /** Who holds the clock. */
  holder: string;
  /** What would turn the colour. */
  turns: string;
  cleared: string;
  insteadOf: string;
  acknowledge: string;
  acknowledgeBecause: string;
  /** The link of a message that asks for nothing by a button. */
  open: string;
  counted: string;
  more: string;
  silentSource: string;
  /** Why a digest names an alert. */
  digest: Record<DigestReason, string>;
  daily: string;
  weekly: string;
  nothingOpen: string;
  sample: string;
  demoClock: string;
}

const zh: MessageWords = {
  sender: '开工预警',
  leads: {
    notify: '新预警',
    note: '知会',
    remind: '提醒：仍未解决',
    escalate: '升级：时限内无人签收',
    list: '久未好转，列入您的清单',
    slip: '久未好转，督办单草稿待办',
    wake: '您设的稍后提醒到期',
    ahead: '预告：休息日{day}转{colour}',
    silentSource: '来源无消息',
    reminder: '催办：请报告进展',
  },
  news: {
    worsened: '预警加重',
    eased: '预警好转',
    reopened: '预警重开：销号后再次发生（第{count}次）',
  },
  closing: {
    toVerify: '待销号：请核验整改',
    toApprove: '待销号：请登录后批准',
    returned: '核验退回，请继续整改',
  },
  causes: {
    land: '用地',
    approval: '审批',
    utility: '水电气',
    funding: '资金',
    enterprise: '企业',
    contractor: '施工',
    upstream: '上游项目',
    weather: '天气',
    policy: '政策',
    other: '其他',
  },
  colon: '：',
  semicolon: '；',
  comma: '、',
  holder: '时钟在',
  turns: '怎样转色',
  cleared: '事实已有变化，此项已不再预警',
  insteadOf: '您代{name}收此消息',
  acknowledge: '签收',
  acknowledgeBecause: '签收，原因在{cause}',
  open: '打开预警中心',
  counted: '{count}条',
  more: '另有{count}条，请在收件箱查看',
  silentSource: '来源{source}自{since}起无消息，由其证明的颜色不算最新，不向上升级',
  digest: {
    raised: '新增',
    worsened: '加重',
    cleared: '事实已解除，待销号',
    closed: '已销号',
    dueToday: '今日到期',
    waits: '待您处理',
  },
  daily: '每日摘要',
  weekly: '每周摘要',
  nothingOpen: '没有未了的预警',
  sample: '示例数据',
  demoClock: '演示时间{at}',
};

const en: MessageWords = {
  sender: 'Kaigong alerts',
  leads: {
    notify: 'New alert',
    note: 'For your information',
    remind: 'Reminder: still open',
    escalate: 'Escalated: not acknowledged in time',
    list: 'No better for long: on your list now',
    slip: 'No better for long: a supervision slip is drafted',
    wake: 'The snooze that you set is over',
    ahead: 'Turns {colour} on {day}, a day off',
    silentSource: 'A source is silent',
    reminder: 'Please say how it stands',
  },
  news: {
    worsened: 'This alert got worse',
    eased: 'This alert got better',
    reopened: 'Reopened: it is back after its closing ({count})',
  },
  closing: {
    toVerify: 'To be closed: please verify',
    toApprove: 'To be closed: please sign in and approve',
    returned: 'Returned by its verifier: more is to be done',
  },
  causes: {
    land: 'land',
    approval: 'approval',
    utility: 'utilities',
    funding: 'funding',
    enterprise: 'the enterprise',
    contractor: 'the contractor',
    upstream: 'an upstream project',
    weather: 'weather',
    policy: 'policy',
    other: 'something else',
  },
  colon: ': ',
  semicolon: '; ',
  comma: ', ',
  holder: 'The clock is with',
  turns: 'What would turn it',
  cleared: 'The facts have changed: this is no alert any more',
  insteadOf: 'You get this in the stead of {name}',
  acknowledge: 'Acknowledge',
  acknowledgeBecause: 'Acknowledge, because of {cause}',
  open: 'Open the alerts',
  counted: '{count} alerts',
  more: '{count} more in your inbox',
  silentSource:
    'Nothing was heard of {source} since {since}: colours of what it could prove are not fresh and climb no ladder',
  digest: {
    raised: 'New',
    worsened: 'Worse',
    cleared: 'Cleared by the facts, to be closed',
    closed: 'Closed',
    dueToday: 'Due today',
    waits: 'Waits for you',
  },
  daily: 'Daily digest',
  weekly: 'Weekly digest',
  nothingOpen: 'No alert is open',
  sample: 'Sample data',
  demoClock: 'Demo time {at}',
};

export const MESSAGE_WORDS: Record<Language, MessageWords> = { zh, en };
