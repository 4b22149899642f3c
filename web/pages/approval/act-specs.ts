import type { ApprovalItemAnswer } from '../../../api/approval-responses.ts';
import type { ActButton, ActField, Entered } from '../../parts/act-form.tsx';
import type { Choice } from '../../parts/options.tsx';

/** What a form is made of: words by key, and of fixed lists by list and code. */
export interface FormWords {
  say: (key: FieldWord) => string;
  word: (list: string, code: string) => string;
  /** Steps of a supply in their order, with their names. */
  steps: readonly Choice[];
}

type FieldWord =
  | 'mode'
  | 'deficientDoc'
  | 'deficientDue'
  | 'deficientHint'
  | 'conditions'
  | 'certNo'
  | 'department'
  | 'opinionText'
  | 'document'
  | 'documentReason'
  | 'replyByField'
  | 'stopField'
  | 'plannedResumeOn'
  | 'extraDays'
  | 'about'
  | 'step'
  | 'submitForm';

/** The form of one act: its own fields, the answers it can give, and what is made of what was entered. */
interface ActSpec {
  /** The command, where several acts give the same one. */
  type?: string;
  /** Whether it says anything now, beside that the command may be given. */
  isTimely?: (answer: ApprovalItemAnswer) => boolean;
  fields?: (answer: ApprovalItemAnswer, words: FormWords) => ActField[];
  /** List and codes of the answers; none: one button that sends. */
  buttons?: { list: string; field: string; codes: readonly string[] };
  command?: (entered: Entered) => Record<string, unknown>;
}

const choice = ({ word }: FormWords, list: string, codes: readonly string[]): Choice[] =>
  codes.map((value) => ({ value, label: word(list, value) }));

const MODES: readonly string[] = ['normal', 'deficient', 'promise'];

/** The acts on an item; those without a `type` have the name of their command. */
export const ACT_SPECS: Readonly<Record<string, ActSpec>> = {
  submit: {},
  resume: {},
  redesign: {
    type: 'resubmit',
    command: (entered) => ({ ...entered, redesign: true }),
  },
  resubmit: {
    isTimely: ({ item: { corrections, deficiencies } }) =>
      corrections.some(({ answeredAt }) => answeredAt === undefined) ||
      deficiencies.some(({ madeUpAt }) => madeUpAt === undefined),
    fields: ({ item }, { say }) =>
      item.deficiencies.length === 0
        ? []
        : [
            {
              ...{ name: 'document', label: say('document'), kind: 'choice' },
              choices: item.deficiencies.map(({ document }) => ({
                value: document,
                label: document,
              })),
            },
          ],
    command: ({ document, ...rest }) => ({
      ...rest,
      ...(document !== undefined && { documents: [document] }),
    }),
  },
  accept: {
    fields: ({ template }, words) => [
      {
        ...{ name: 'mode', label: words.say('mode'), kind: 'choice', initial: 'normal' },
        choices: choice(
          words,
          'mode',
          MODES.filter((mode) => mode === 'normal' || template.modes.some((one) => one === mode)),
        ),
      },
      {
        name: 'doc',
        label: words.say('deficientDoc'),
        kind: 'line',
        hint: words.say('deficientHint'),
      },
      { name: 'dueDate', label: words.say('deficientDue'), kind: 'day' },
    ],
    command: ({ doc, dueDate, ...rest }) => ({
      ...rest,
      ...(doc !== undefined && { deficiencies: [{ doc, dueDate }] }),
    }),
  },
  decide: {
    fields: (_, { say }) => [
      { name: 'certNo', label: say('certNo'), kind: 'line' },
      { name: 'conditions', label: say('conditions'), kind: 'text' },
    ],
    buttons: {
      list: 'decision',
      field: 'decision',
      codes: ['approved', 'conditional', 'rejected'],
    },
    command: ({ conditions, ...rest }) => ({
      ...rest,
      ...(conditions !== undefined && { conditions: [conditions] }),
    }),
  },
  opinion: {
    fields: ({ item }, { say }) => [
      {
        ...{ name: 'department', label: say('department'), kind: 'choice', required: true },
        choices: item.departments.map(({ department }) => ({
          value: department,
          label: department,
        })),
      },
      { name: 'text', label: say('opinionText'), kind: 'text' },
    ],
    buttons: { list: 'opinion', field: 'opinion', codes: ['agree', 'conditional', 'disagree'] },
  },
  requestCorrection: {
    fields: (_, { say }) => [
      { name: 'name', label: say('document'), kind: 'line', required: true },
      { name: 'why', label: say('documentReason'), kind: 'line', required: true },
      { name: 'replyBy', label: say('replyByField'), kind: 'day' },
    ],
    command: ({ name, why, ...rest }) => ({ ...rest, documents: [{ name, reason: why }] }),
  },
  suspend: {
    fields: ({ template }, words) => [
      {
        ...{ name: 'stop', label: words.say('stopField'), kind: 'choice', required: true },
        choices: choice(words, 'stop', template.mayStopFor),
      },
      { name: 'plannedResumeOn', label: words.say('plannedResumeOn'), kind: 'day' },
    ],
  },
  extend: {
    fields: (_, { say }) => [
      { name: 'extraDays', label: say('extraDays'), kind: 'number', required: true },
    ],
    command: ({ extraDays, ...rest }) => ({ ...rest, extraDays: Number(extraDays) }),
  },
  withdraw: { buttons: { list: 'by', field: 'by', codes: ['applicant', 'authority'] } },
  waive: {
    buttons: { list: 'applies', field: 'applies', codes: ['true', 'false'] },
    command: ({ applies, ...rest }) => ({ ...rest, applies: applies === 'true' }),
  },
  confirm: {
    fields: ({ questions, item }, words) => [
      {
        ...{ name: 'about', label: words.say('about'), kind: 'choice', required: true },
        ...(questions[0] && { initial: questions[0] }),
        choices: choice(words, 'about', questions),
      },
      ...(questions.includes('deficiency')
        ? [
            {
              ...{ name: 'document', label: words.say('document'), kind: 'choice' as const },
              choices: item.deficiencies.map(({ document: value }) => ({ value, label: value })),
            },
          ]
        : []),
    ],
    buttons: { list: 'confirm', field: 'decision', codes: ['accept', 'return'] },
  },
  utilityStep: {
    fields: ({ item }, { say, steps }) => [
      {
        ...{ name: 'step', label: say('step'), kind: 'choice', required: true },
        choices: steps.slice(steps.findIndex(({ value }) => value === item.utility?.step) + 1),
      },
    ],
  },
};

/** The acts that make sense with the item now and that the caller may do. */
export const actsOffered = (answer: ApprovalItemAnswer): string[] =>
  Object.entries(ACT_SPECS)
    .filter(([name, { type = name }]) => answer.actions.includes(type))
    .filter(([, { isTimely }]) => isTimely?.(answer) ?? true)
    .map(([name]) => name);

/** The answers that a form can give. */
export const buttonsOf = ({ buttons }: ActSpec, { say, word }: FormWords): ActButton[] =>
  buttons
    ? buttons.codes.map((code, nth) => ({
        label: word(buttons.list, code),
        values: { [buttons.field]: code },
        primary: nth === 0,
      }))
    : [{ label: say('submitForm'), primary: true }];
