import type { ApprovalItemAnswer } from '../../../api/approval-responses.ts';
import type { NeedItem } from '../../../api/page-responses.ts';
import type { DutyKind } from '../../../domain/approval/assessment.ts';
import { useTerm } from '../../labels.ts';
import type { ActButton, ActField } from '../../parts/act-form.tsx';
import { useWords } from '../../words.ts';
import { documentsIn } from './documents-in.ts';
import { WORK_WORDS } from './words.ts';

/** One way to answer a work item: a command of the approval with what has to be said for it. */
export interface DutyForm {
  type: string;
  label: string;
  fields: readonly ActField[];
  buttons: readonly ActButton[];
  /** Makes the command's fields of what was entered; without it they are the same. */
  toData?: (entered: Record<string, unknown>) => Record<string, unknown>;
}

type Make = () => readonly DutyForm[];

/** How a work item can be answered, the usual answer first. */
export function useDutyForms(need: NeedItem, answer: ApprovalItemAnswer): readonly DutyForm[] {
  const { say } = useWords(WORK_WORDS);
  const term = useTerm();
  const detail = need.detail ?? '';
  const evidenceNo: ActField = { name: 'evidenceNo', label: say('evidenceNo'), kind: 'line' };
  const one = (
    type: string,
    { label, values = {} }: { label: string; values?: Record<string, unknown> },
    fields: readonly ActField[] = [],
  ): DutyForm => ({ type, label, fields, buttons: [{ label, values, primary: true }] });
  const confirm = (about: string): DutyForm => ({
    ...{ type: 'confirm', label: say('confirm'), fields: [evidenceNo] },
    buttons: [
      { label: say('accept'), values: { about, decision: 'accept' }, primary: true },
      { label: say('giveBack'), values: { about, decision: 'return' } },
    ],
  });
  const correction = correctionForm(say);
  const makes: Record<DutyKind, Make> = {
    opinion: () => [opinionForm(say, detail), correction],
    consentAnnounced: () => [opinionForm(say, detail.split('/')[0] ?? ''), correction],
    accept: () => [acceptForm(say, answer.template.modes), correction],
    decide: () => [decideForm(say, evidenceNo), correction],
    apply: () => [one('submit', { label: say('apply') }, [evidenceNo])],
    correct: () => [one('resubmit', { label: say('handIn') }, [evidenceNo])],
    makeUp: () => [one('resubmit', { label: say('handIn'), values: { documents: [detail] } })],
    step: () => [
      one('utilityStep', { label: term('utilityStep', detail), values: { step: detail } }, [
        evidenceNo,
      ]),
    ],
    checkPromise: () => [confirm('promise')],
    confirm: () => [confirm(detail)],
    determine: () => [
      {
        ...{ type: 'waive', label: say('determine'), fields: [evidenceNo] },
        buttons: [
          { label: say('applies'), values: { applies: true }, primary: true },
          { label: say('appliesNot'), values: { applies: false }, needs: ['evidenceNo'] },
        ],
      },
    ],
  };
  return need.dutyKind === null ? [] : makes[need.dutyKind]();
}

type Say = ReturnType<typeof useWords<(typeof WORK_WORDS.keys)[number]>>['say'];

const opinionForm = (say: Say, department: string): DutyForm => ({
  ...{ type: 'opinion', label: say('opinion') },
  fields: [{ name: 'text', label: say('opinionText'), kind: 'text', hint: say('opinionHint') }],
  buttons: [
    { label: say('agree'), values: { department, opinion: 'agree' }, primary: true },
    {
      label: say('agreeOnCondition'),
      values: { department, opinion: 'conditional' },
      needs: ['text'],
    },
    { label: say('disagree'), values: { department, opinion: 'disagree' }, needs: ['text'] },
  ],
});

function acceptForm(say: Say, modes: readonly string[]): DutyForm {
  const isDeficient = modes.includes('deficient');
  const owed: ActField[] = [
    { name: 'doc', label: say('missingDocument'), kind: 'line', hint: say('onlyDeficient') },
    { name: 'dueDate', label: say('madeUpBy'), kind: 'day' },
  ];
  return {
    ...{ type: 'accept', label: say('acceptItem'), fields: isDeficient ? owed : [] },
    buttons: [
      { label: say('acceptItem'), values: { mode: 'normal' }, primary: true },
      ...(isDeficient
        ? [
            {
              label: say('acceptDeficient'),
              values: { mode: 'deficient' },
              needs: ['doc', 'dueDate'],
            },
          ]
        : []),
      ...(modes.includes('promise')
        ? [{ label: say('acceptPromise'), values: { mode: 'promise' } }]
        : []),
    ],
    toData: ({ mode, doc, dueDate }) => ({
      mode,
      ...(mode === 'deficient' && { deficiencies: [{ doc, dueDate }] }),
    }),
  };
}

const decideForm = (say: Say, evidenceNo: ActField): DutyForm => ({
  ...{ type: 'decide', label: say('decideItem') },
  fields: [
    { name: 'certNo', label: say('certNo'), kind: 'line' },
    evidenceNo,
    { name: 'text', label: say('decisionText'), kind: 'text', hint: say('decisionHint') },
  ],
  buttons: [
    { label: say('approveItem'), values: { decision: 'approved' }, primary: true },
    { label: say('approveOnCondition'), values: { decision: 'conditional' }, needs: ['text'] },
    { label: say('reject'), values: { decision: 'rejected' }, needs: ['text'] },
  ],
  toData: ({ text, decision, ...rest }) => ({
    ...rest,
    decision,
    ...(decision === 'conditional' && { conditions: [text] }),
  }),
});

const correctionForm = (say: Say): DutyForm => ({
  ...{ type: 'requestCorrection', label: say('requestCorrection') },
  fields: [
    {
      ...{ name: 'documents', label: say('documents'), kind: 'text', required: true },
      hint: say('documentsHint'),
    },
    { name: 'text', label: say('why'), kind: 'text', required: true },
    { name: 'replyBy', label: say('replyBy'), kind: 'day' },
  ],
  buttons: [{ label: say('requestCorrection'), primary: true }],
  toData: ({ documents, text, replyBy }) => ({
    documents: documentsIn(String(documents), String(text)),
    ...(replyBy !== undefined && { replyBy }),
  }),
});
