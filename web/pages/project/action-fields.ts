/** How a field of an act is entered. */
export type FieldKind =
  | 'day'
  | 'line'
  | 'text'
  | 'person'
  | 'leader'
  | 'milestone'
  | 'planChange'
  | 'question'
  | 'decision'
  | 'signal'
  | 'excused'
  | 'colour'
  | 'post';

/** One field of an act; `question` stands for the two that say what is decided. */
export interface ActionField {
  name: FieldName;
  kind: FieldKind;
  optional?: true;
}

export type FieldName =
  | 'milestone'
  | 'date'
  | 'to'
  | 'documentNo'
  | 'changeId'
  | 'question'
  | 'decision'
  | 'from'
  | 'on'
  | 'text'
  | 'owner'
  | 'due'
  | 'onBehalfOf'
  | 'signal'
  | 'until'
  | 'colour'
  | 'requestedBy'
  | 'post'
  | 'person';

const milestone: ActionField = { name: 'milestone', kind: 'milestone' };
const documentNo: ActionField = { name: 'documentNo', kind: 'line' };
const change: ActionField = { name: 'changeId', kind: 'planChange' };
const signal: ActionField = { name: 'signal', kind: 'signal' };
const until: ActionField = { name: 'until', kind: 'day' };

/** What may be done with a project beside its weekly update and its needs, with what has to be said for it. */
export const ACTION_FIELDS = {
  forecast: [milestone, { name: 'date', kind: 'day' }],
  recordMilestone: [milestone, { name: 'date', kind: 'day' }, { ...documentNo, optional: true }],
  confirm: [
    { name: 'question', kind: 'question' },
    { name: 'decision', kind: 'decision' },
    { ...documentNo, optional: true },
  ],
  requestPlanChange: [milestone, { name: 'to', kind: 'day' }],
  approvePlanChange: [change],
  refusePlanChange: [change],
  instruct: [
    { name: 'text', kind: 'text' },
    { name: 'owner', kind: 'person' },
    { name: 'due', kind: 'day' },
    { name: 'onBehalfOf', kind: 'leader', optional: true },
  ],
  assign: [
    { name: 'post', kind: 'post' },
    { name: 'person', kind: 'person' },
    { name: 'from', kind: 'day' },
    { name: 'to', kind: 'day', optional: true },
  ],
  exempt: [signal, documentNo, { ...until, optional: true }],
  endExemption: [{ name: 'signal', kind: 'excused' }],
  override: [{ name: 'colour', kind: 'colour' }, until, { name: 'requestedBy', kind: 'person' }],
  endOverride: [],
  markNotApplicable: [milestone],
  pause: [{ name: 'from', kind: 'day' }],
  resume: [{ name: 'on', kind: 'day' }],
  terminate: [],
  reopen: [],
} as const satisfies Record<string, readonly ActionField[]>;

export type Action = keyof typeof ACTION_FIELDS;

// `as`: the keys of a constant table.
export const ACTIONS = Object.keys(ACTION_FIELDS) as readonly Action[];

/** The field in which a new thing gets its id, which is the command's. */
export const ID_FIELDS: Partial<Record<Action, string>> = {
  requestPlanChange: 'changeId',
  instruct: 'instructionId',
};
