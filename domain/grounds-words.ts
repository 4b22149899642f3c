import type { Holder } from './approval/assessment.ts';
import type { StopReason } from './approval/template.ts';
import type { Language } from './texts.ts';

/** Words for what a signal stands on, in messages and on pages; `{places}` and `[parts]` as in texts.ts. */
export interface GroundsWords {
  rule: string;
  /** A fact by where it was said, its id, its day and its place in Kafka. */
  fact: string;
  /** The same for a small screen. */
  factBriefly: string;
  byPlanAlone: string;
  byPlanAloneBriefly: string;
  /** Left out of the count; without `to` it still goes on. */
  leftOut: string;
  holder: string;
  /** Where the facts tell nobody who should act. */
  nobody: string;
  holders: Record<Holder, string>;
  stops: Record<StopReason, string>;
}

const zh: GroundsWords = {
  rule: '规则：{rule}',
  fact: '依据：{source} {id}[，{day}][（{place}）]',
  factBriefly: '依据：{source}[，{day}]',
  byPlanAlone: '依据：仅据计划，尚无事件[（计划：{source} {id}，{day}）]',
  byPlanAloneBriefly: '依据：仅据计划，尚无事件',
  leftOut: '不计入：{from}起[至{to}]，{reason}',
  holder: '下一步在：{holder}',
  nobody: '事实未指明',
  holders: {
    authority: '审批部门',
    enterprise: '企业',
    intermediary: '中介机构',
    utility: '水电气讯企业',
    park: '园区',
  },
  stops: {
    CORRECTION: '补正',
    PUBLIC_NOTICE: '公示',
    EXPERT_REVIEW: '专家评审',
    HEARING: '听证',
    INSPECTION: '现场勘验',
    BIDDING: '招标拍卖',
    RECTIFY: '整改',
    APPLICANT_HOLD: '申请人暂停',
    CUSTOMER_WORKS: '用户工程',
    FORCE_MAJEURE: '不可抗力',
  },
};

const en: GroundsWords = {
  rule: 'Rule: {rule}',
  fact: 'Grounds: {source} {id}[, {day}][ ({place})]',
  factBriefly: 'Grounds: {source}[, {day}]',
  byPlanAlone: 'Grounds: the plan alone, nothing was reported[ (plan: {source} {id}, {day})]',
  byPlanAloneBriefly: 'Grounds: the plan alone, nothing was reported',
  leftOut: 'Left out of the count: from {from}[ to {to}], {reason}',
  holder: 'The next move is with: {holder}',
  nobody: 'the facts do not tell',
  holders: {
    authority: 'the authority',
    enterprise: 'the enterprise',
    intermediary: 'an intermediary',
    utility: 'the utility',
    park: 'the park',
  },
  stops: {
    CORRECTION: 'correction',
    PUBLIC_NOTICE: 'public notice',
    EXPERT_REVIEW: 'expert review',
    HEARING: 'hearing',
    INSPECTION: 'inspection on site',
    BIDDING: 'bidding',
    RECTIFY: 'rectification',
    APPLICANT_HOLD: 'held by the applicant',
    CUSTOMER_WORKS: 'works of the customer',
    FORCE_MAJEURE: 'force majeure',
  },
};

export const GROUNDS_WORDS: Record<Language, GroundsWords> = { zh, en };
