import type { Label } from '../definitions.ts';
import { fill } from '../fill.ts';
import { GROUNDS_WORDS } from '../grounds-words.ts';
import { LABELS } from '../labels.ts';
import type { Language } from '../texts.ts';
import type { ApprovalAssessment, ItemAssessment } from './assessment.ts';
import type { QualityNote, StepKind } from './dossier.ts';

/** The notes of an approval that somebody has to settle: nothing that was voided, no gap that was confirmed, none of a closed one. */
export function notesToSettle({
  notes,
  duties,
  closed,
}: Pick<ApprovalAssessment, 'notes' | 'duties' | 'closed'>): QualityNote[] {
  if (closed) return [];
  const gaps = duties.filter(({ kind, detail }) => kind === 'confirm' && detail === 'gap');
  return notes.filter(({ code, item }) => {
    if (code === 'gap') return gaps.some((duty) => duty.item === item);
    return code !== 'voided';
  });
}

/** What a note says, and what is to be done about it. */
export interface ExplainedNote {
  text: string;
  todo: string;
}

/** Tells a note in one language; `items` are those whose names are known. */
export function explainNote(
  { code, item, application, words }: QualityNote,
  items: readonly Pick<ItemAssessment, 'id' | 'name'>[],
  language: Language,
): ExplainedNote {
  const { notes, todo } = TEXTS[language];
  const kind = kindOf(code, words);
  const said = {
    ...namedWords(words, language),
    item: items.find(({ id }) => id === item)?.name[language] ?? item,
    ...(application !== undefined && application !== '-' && { application }),
  };
  return { text: fill(notes[kind], said), todo: todo[kind] };
}

function namedWords(words: QualityNote['words'], language: Language): Record<string, string> {
  const { step = '', state = '', reason = '' } = words;
  return {
    ...words,
    step: STEPS[language][step] ?? step,
    state: STATES[state]?.[language] ?? state,
    reason: stopsIn(language)[reason] ?? reason,
  };
}

type NoteKind = QualityNote['code'] | 'gapOfCertificate' | 'anotherDay';

function kindOf(code: QualityNote['code'], words: QualityNote['words']): NoteKind {
  if (code === 'gap' && words['missing'] === 'certified') return 'gapOfCertificate';
  return code === 'lateStep' && words['known'] !== undefined ? 'anotherDay' : code;
}

const STATES: Readonly<Record<string, Label>> = LABELS.itemState;
const stopsIn = (language: Language): Readonly<Record<string, string>> =>
  GROUNDS_WORDS[language].stops;

const STEPS_ZH: Record<StepKind, string> = {
  submitted: '申报',
  accepted: '受理',
  correctionRequested: '要求补正',
  resubmitted: '补齐',
  notAccepted: '不予受理',
  suspended: '停表',
  resumed: '恢复计时',
  extended: '延长时限',
  opinionGiven: '意见',
  decided: '决定',
  certified: '发证',
  revoked: '撤销',
  withdrawn: '撤回',
  acceptanceResult: '验收结果',
  utilityStep: '报装环节',
  cancelled: '取消',
  deficiencyChecked: '容缺材料核验',
  settled: '依事实办结',
};
const STEPS_EN: Record<StepKind, string> = {
  submitted: 'application',
  accepted: 'acceptance',
  correctionRequested: 'request for correction',
  resubmitted: 'resubmission',
  notAccepted: 'refusal to accept',
  suspended: 'stop of the clock',
  resumed: 'resumption of the clock',
  extended: 'extension',
  opinionGiven: 'opinion',
  decided: 'decision',
  certified: 'certificate',
  revoked: 'revocation',
  withdrawn: 'withdrawal',
  acceptanceResult: 'result of the acceptance of works',
  utilityStep: 'step of supply',
  cancelled: 'cancellation',
  deficiencyChecked: 'check of a missing document',
  settled: 'settlement by the facts',
};
const STEPS: Record<Language, Readonly<Record<string, string>>> = { zh: STEPS_ZH, en: STEPS_EN };

const TEXTS: Record<Language, Record<'notes' | 'todo', Record<NoteKind, string>>> = {
  zh: {
    notes: {
      gap: '{item}[（{application}）]：{on}已有“{step}”，缺少在先的受理记录',
      gapOfCertificate: '{item}[（{application}）]：{on}撤销证照{certNo}，缺少该证的发证记录',
      illegalStep: '{item}[（{application}）]：{on}的“{step}”与当时状态“{state}”矛盾，未计入',
      lateStep: '{item}[（{application}）]：{on}的“{step}”与已知的后续状态“{state}”先后矛盾',
      anotherDay: '{item}[（{application}）]：“{step}”的日期矛盾：{known}与{on}',
      unknownItem: '审批模板没有事项{item}[（{application}）]，其记录未计入',
      stopNotAllowed: '{item}[（{application}）]：“{reason}”不是该事项可以停表的原因，时限照走',
      voided: '{item}[（{application}）]：{on}的“{step}”已作废',
    },
    todo: {
      gap: '请来源补报受理记录；确实没有的，在该事项的待核中确认',
      gapOfCertificate: '请来源补报发证记录；确实没有的，在该事项的待核中确认',
      illegalStep: '核对办理步骤，有误的由来源更正或作废',
      lateStep: '核对先后和日期，有误的由来源更正',
      anotherDay: '核对哪个日期正确，另一个由来源更正',
      unknownItem: '核对事项编码，有误的由来源更正；确有此事项的，改用含有它的模板版本',
      stopNotAllowed: '核对停表原因，有误的由来源更正；无误的，时限照走并告知审批部门',
      voided: '无需处理',
    },
  },
  en: {
    notes: {
      gap: '{item}[ ({application})]: the {step} of {on} has no acceptance before it',
      gapOfCertificate:
        '{item}[ ({application})]: certificate {certNo} was revoked on {on}, and its issue is not known',
      illegalStep:
        '{item}[ ({application})]: the {step} of {on} contradicts its state then, {state}, and does not count',
      lateStep:
        '{item}[ ({application})]: the {step} of {on} contradicts what was known of later, {state}',
      anotherDay: '{item}[ ({application})]: contradictory days of the {step}, {known} and {on}',
      unknownItem:
        'The template has no item {item}[ ({application})]: what came about it does not count',
      stopNotAllowed: '{item}[ ({application})]: its clock may not stop for {reason}, and runs on',
      voided: '{item}[ ({application})]: the {step} of {on} was voided',
    },
    todo: {
      gap: 'Have its source send the acceptance; where there was none, confirm it at the item',
      gapOfCertificate:
        'Have its source send the certificate; where there was none, confirm it at the item',
      illegalStep: 'Check the steps; have the source correct or void what is wrong',
      lateStep: 'Check the order and the days; have the source correct what is wrong',
      anotherDay: 'Check which day is right; have the source correct the other',
      unknownItem:
        'Check the code of the item and have the source correct it; where it is right, move to a version of the template that has it',
      stopNotAllowed:
        'Check the reason and have the source correct it; where it is right, tell the authority that the clock runs on',
      voided: 'Nothing is to be done',
    },
  },
};
