import type { NeedItem } from '../../api/page-responses.ts';
import { useTerm } from '../labels.ts';
import { defineWords, useWords } from '../words.ts';

/** What may wait for a person, by its kind. */
export const NEED_WORDS = defineWords('need', {
  zh: {
    alert: '预警待签收处置',
    alertToVerify: '预警待核验',
    alertToApprove: '预警待批准销号',
    planChange: '计划调整待批',
    confirmation: '上报日期待核',
    decision: '待领导决定',
    instruction: '批示待办',
    need: '需协调事项待复',
    workItem: '审批事项',
  },
  en: {
    alert: 'Alert to act on',
    alertToVerify: 'Alert to verify',
    alertToApprove: 'Alert to close',
    planChange: 'Plan change to approve',
    confirmation: 'Reported date to confirm',
    decision: 'To be decided by a leader',
    instruction: 'Instruction to answer',
    need: 'Need for coordination',
    workItem: 'Approval item',
  },
});

/** Says what somebody is asked for: of a work item the duty, else the kind. */
export function useNeedWord(): (need: Pick<NeedItem, 'kind' | 'dutyKind'>) => string {
  const { say } = useWords(NEED_WORDS);
  const term = useTerm();
  return ({ kind, dutyKind }) => (dutyKind === null ? say(kind) : term('duty', dutyKind));
}
