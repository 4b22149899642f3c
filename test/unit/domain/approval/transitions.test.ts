import { describe, expect, it } from '@jest/globals';
import {
  STEP_KINDS,
  type Step,
  type StepKind,
  type StepSays,
} from '../../../../domain/approval/dossier.ts';
import { ITEM_STATES, type ItemState } from '../../../../domain/approval/record.ts';
import { TRANSITIONS } from '../../../../domain/approval/transitions.ts';
import { aStep, traced } from '../../../support/an-approval.ts';

const STATES: Record<string, ItemState> = {
  S: 'submitted',
  A: 'accepted',
  C: 'correctionRequested',
  N: 'notAccepted',
  R: 'inReview',
  H: 'suspended',
  Y: 'approved',
  Z: 'approvedWithConditions',
  X: 'rejected',
  W: 'withdrawn',
  I: 'certificateIssued',
  M: 'amended',
  V: 'revoked',
};
const NOTES: Record<string, string> = { '?': 'gap', '!': 'illegalStep', '~': 'lateStep' };

// What the step says that is tried in each state.
const SAYS: Partial<Record<StepKind, StepSays>> = {
  opinionGiven: { department: '市生态环境局', opinion: 'agree' },
  decided: { decision: 'approved' },
  certified: { certType: '施工许可证', certNo: 'K9' },
  revoked: { certNo: 'K1' },
  acceptanceResult: { result: 'passed' },
  utilityStep: { utilityStep: 'surveyed' },
  suspended: { suspensionId: 'ZT-1', stop: 'PUBLIC_NOTICE' },
  resumed: { suspensionId: 'ZT-1' },
  deficiencyChecked: { documents: [{ name: '凭证' }], result: 'passed' },
};

const path = (...kinds: StepKind[]): Step[] =>
  kinds.map((kind, day) => aStep(kind, day, SAYS[kind]));
const begun = path('submitted', 'accepted');
const certified = [...begun, aStep('certified', 2, { certType: '施工许可证', certNo: 'K1' })];

const COLUMNS =
  'submitted accepted correctionRequested resubmitted notAccepted suspended resumed extended opinionGiven decided certified revoked withdrawn acceptanceResult utilityStep cancelled deficiencyChecked settled';

// In each cell the next state and the notes that the step leaves: ? gap, ~ late, ! illegal.
// prettier-ignore
const ROWS: [state: ItemState, how: string, steps: Step[], cells: string][] = [
  ['notStarted', 'at first', [],
    'S A C S N H? S! S? R Y? I? V? W Y R W S Y'],
  ['submitted', 'handed in', path('submitted'),
    'S~ A C S N H? S! S? R Y? I? V? W Y R W S Y'],
  ['accepted', 'accepted', begun,
    'A~ A~ C A N~ H A! A R Y I V? W Y R W A Y'],
  ['correctionRequested', 'to be corrected before acceptance', path('submitted', 'correctionRequested'),
    'C~ A C S N C? C! C? C Y? I? V? W Y C W C Y'],
  ['correctionRequested', 'to be corrected after acceptance', path('submitted', 'accepted', 'correctionRequested'),
    'C~ C~ C R N C C! C C Y I V? W Y C W C Y'],
  ['notAccepted', 'not accepted', path('submitted', 'notAccepted'),
    'N~ A~ N! N! N~ N! N!~ N! N~ Y~ I~ N! N~ Y~ N! N~ N! Y~'],
  ['inReview', 'under review', path('submitted', 'accepted', 'opinionGiven'),
    'R~ R~ C R N~ H R! R R Y I V? W Y R W R Y'],
  ['suspended', 'suspended', path('submitted', 'accepted', 'suspended'),
    'H~ H~ C H N~ H R H H Y I V? W Y H W H Y'],
  ['approved', 'approved', path('submitted', 'accepted', 'decided'),
    'Y~ Y~ Y! Y Y! Y! Y!~ Y! Y~ Y~ I V? W~ Y~ Y W~ Y Y'],
  ['approvedWithConditions', 'approved with conditions', [...begun, aStep('decided', 2, { decision: 'conditional' })],
    'Z~ Z~ Z! Z Z! Z! Z!~ Z! Z~ Y~ I V? W~ Y~ Z W~ Z Z'],
  ['rejected', 'rejected', [...begun, aStep('decided', 2, { decision: 'rejected' })],
    'X~ X~ X! X! X! X! X!~ X! X~ Y~ I~ X! X~ Y~ X! X~ X! Y~'],
  ['withdrawn', 'withdrawn', path('submitted', 'accepted', 'withdrawn'),
    'W~ W~ W! W! W! W! W!~ W! W~ W! I~ W! W~ W! W! W~ W! Y~'],
  ['certificateIssued', 'certified', certified,
    'I~ I~ I! I I! I! I!~ I! I~ I~ M V W~ I~ I W~ I I'],
  ['amended', 'certified anew', [...certified, aStep('certified', 3, { certNo: 'K2' })],
    'M~ M~ M! M M! M! M!~ M! M~ M~ M M W~ M~ M W~ M M'],
  ['revoked', 'revoked', [...certified, aStep('revoked', 3, { certNo: 'K1' })],
    'V~ V~ V! V! V! V! V!~ V! V~ V~ I V~ V~ V~ V! V~ V! Y~'],
];

const CASES = ROWS.flatMap(([state, how, steps, cells]) =>
  cells.split(/\s+/).map((cell, column) => ({
    state,
    how,
    steps,
    kind: STEP_KINDS[column] ?? 'submitted',
    next: STATES[cell.charAt(0)],
    notes: Object.entries(NOTES).flatMap(([mark, code]) => (cell.includes(mark) ? [code] : [])),
  })),
);

describe('an application', () => {
  it('is tried with every kind of step in every state that steps lead to', () => {
    expect(COLUMNS.split(' ')).toEqual([...STEP_KINDS]);
    expect(CASES).toHaveLength(ROWS.length * STEP_KINDS.length);
    const byTime: ItemState[] = ['ready', 'deemedConsent', 'lapsed'];
    const reached = new Set([...ROWS.map(([state]) => state), ...byTime]);
    expect([...ITEM_STATES].filter((state) => !reached.has(state))).toEqual([]);
  });

  it.each(ROWS.slice(1))('is %s once it is %s', (state, _how, steps) => {
    expect(traced(...steps).state).toBe(state);
  });

  it.each(CASES)('that is $how is $next after $kind', ({ steps, kind, next, notes }) => {
    const before = traced(...steps).notes.length;
    const after = traced(...steps, aStep(kind, 20, SAYS[kind]));

    expect(after.state).toBe(next);
    expect(after.notes.slice(before).map(({ code }) => code)).toEqual(notes);
    expect(after.refs).toHaveLength(steps.length + 1);
  });

  it('goes on from states that come by time as from the ones that steps lead to', () => {
    expect(TRANSITIONS.ready).toEqual(TRANSITIONS.notStarted);
    expect(TRANSITIONS.deemedConsent).toEqual(TRANSITIONS.approved);
    expect(TRANSITIONS.lapsed).toEqual(TRANSITIONS.withdrawn);
  });
});
