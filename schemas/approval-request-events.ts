import {
  APPROVAL_REQUESTS,
  APPROVAL_REQUEST_TYPES,
  type ApprovalRequestType,
} from './approval-requests.ts';
import type { OutgoingNote, OutgoingType } from './outgoing-events.ts';

const about = {
  projectCode: 'ZZY-003',
  projectName: '示例新能源电池',
  sample: true,
  approval: 'approval/ZZY-003',
  revision: 7,
};
const licence = {
  item: 'G19',
  itemName: { zh: '建筑工程施工许可证', en: 'Construction permit' },
  attempt: 1,
};
const opinion = {
  item: 'G14',
  itemName: { zh: '部门征求意见', en: 'Opinions of departments' },
  attempt: 1,
  authority: '区文旅局',
  department: '区文旅局',
};

const NOTES: Record<ApprovalRequestType, OutgoingNote> = {
  'approval.item.opened.v1': {
    zh: '事项可申报',
    en: 'Item opened',
    sent: 'All that an item rests on is done: it may be applied for.',
    example: {
      ...{ ...about, duty: 'G19/1/apply', ...licence, authority: '区住建局' },
      ...{ stage: '3', window: '综合窗口', holder: 'enterprise', since: '2026-03-10' },
    },
  },
  'approval.opinion.requested.v1': {
    zh: '征求意见',
    en: 'Opinion requested',
    sent: 'A department is asked for its opinion, all departments of an item at once.',
    example: {
      ...{ ...about, duty: 'G14/1/opinion/区文旅局', ...opinion },
      ...{ since: '2026-03-10', due: '2026-03-17' },
      silentConsent: { rule: '示例规则-01' },
    },
  },
  'approval.consent.announced.v1': {
    zh: '超时默认提醒',
    en: 'Deemed consent announced',
    sent: 'Three and one working days before the silence of a department counts as its consent.',
    example: {
      ...{ ...about, duty: 'G14/1/consentAnnounced/区文旅局/3', ...opinion },
      ...{ due: '2026-03-17', rule: '示例规则-01', ahead: 3 },
    },
  },
  'approval.item.closed.v1': {
    zh: '请求撤销',
    en: 'Request called off',
    sent: 'What was asked is not asked any more, and was not done: `duty` says which request.',
    example: {
      ...{ ...about, revision: 9, duty: 'G19/1/apply', ...licence, authority: '区住建局' },
      because: 'waived',
    },
  },
};

/** Every type of event that leaves on `approval.requests`, in the order of the catalogue. */
export const REQUEST_TYPES: readonly OutgoingType[] = APPROVAL_REQUEST_TYPES.map((type) => ({
  ...{ type, note: NOTES[type] },
  schema: APPROVAL_REQUESTS[type],
}));
