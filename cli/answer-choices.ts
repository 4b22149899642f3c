import type { DutyKind } from '../domain/approval/assessment.ts';
import type { ApprovalCommandName } from '../schemas/approval-command.ts';

/** What a person wrote beside a work item. */
export interface GivenAnswer {
  /** Day or moment. */
  on?: string;
  /** 文号: of the document that bears it out. */
  evidenceNo?: string;
  /** 证号: of the certificate that was issued. */
  certNo?: string;
  /** 说明. */
  text?: string;
}

/** A result that may be chosen for a kind of work item, and the command that it becomes. */
export interface AnswerChoice {
  /** In the words of the table. */
  result: string;
  type: Exclude<ApprovalCommandName, 'moveTemplate'>;
  /** Fields of the command beside those of every act; `undefined` where the text says too little. */
  data: (answer: GivenAnswer, detail: string) => object | undefined;
}

const choice = (
  result: string,
  type: AnswerChoice['type'],
  data: AnswerChoice['data'] = () => ({}),
): AnswerChoice => ({ result, type, data });

const opinion = (result: string, of: 'agree' | 'conditional' | 'disagree'): AnswerChoice =>
  // Of an announced consent the detail ends in the days that it was announced ahead.
  choice(result, 'opinion', ({ text }, detail) => ({
    department: detail.replace(/\/[13]$/, ''),
    opinion: of,
    ...(text !== undefined && { text }),
  }));

const decision = (result: string, of: 'approved' | 'conditional' | 'rejected'): AnswerChoice =>
  choice(result, 'decide', ({ text, certNo }) => ({
    decision: of,
    ...(certNo !== undefined && { certNo }),
    ...(of === 'conditional' && text !== undefined && { conditions: [text] }),
  }));

const confirm = (result: string, of: 'accept' | 'return', about?: 'promise'): AnswerChoice =>
  choice(result, 'confirm', (_answer, detail) => ({ about: about ?? detail, decision: of }));

const correction = choice('补正', 'requestCorrection', ({ text }) => {
  if (text === undefined) return undefined;
  return {
    documents: text.split(/[、,，;；\n]/u).map((name) => ({ name: name.trim(), reason: text })),
  };
});

const OPINIONS = [
  opinion('同意', 'agree'),
  opinion('附条件同意', 'conditional'),
  opinion('不同意', 'disagree'),
];

/** What may be answered to each kind of work item. */
export const ANSWER_CHOICES: Readonly<Record<DutyKind, readonly AnswerChoice[]>> = {
  apply: [choice('已申报', 'submit')],
  accept: [choice('受理', 'accept'), correction],
  decide: [
    decision('批准', 'approved'),
    decision('附条件批准', 'conditional'),
    decision('不予批准', 'rejected'),
    correction,
  ],
  opinion: OPINIONS,
  consentAnnounced: OPINIONS,
  correct: [choice('已补正', 'resubmit')],
  makeUp: [choice('已补齐', 'resubmit', (_answer, detail) => ({ documents: [detail] }))],
  confirm: [confirm('确认', 'accept'), confirm('退回', 'return')],
  checkPromise: [confirm('履约', 'accept', 'promise'), confirm('未履约', 'return', 'promise')],
  step: [choice('完成', 'utilityStep', (_answer, detail) => ({ step: detail }))],
  determine: [
    choice('需要', 'waive', () => ({ applies: true })),
    choice('不需要', 'waive', () => ({ applies: false })),
  ],
};

/** What is to be done, in the words of the table. */
export const DUTY_WORDS: Readonly<Record<DutyKind, string>> = {
  apply: '申报',
  accept: '受理',
  decide: '办结',
  opinion: '出具意见',
  consentAnnounced: '出具意见（超时默认预告）',
  correct: '补正',
  makeUp: '补齐容缺材料',
  confirm: '确认',
  checkPromise: '核查承诺',
  step: '办理报装环节',
  determine: '判定是否涉及',
};
