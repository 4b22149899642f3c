import { describe, expect, it } from '@jest/globals';
import type { ApprovalAssessment, Duty, DutyKind } from '../../../domain/approval/assessment.ts';
import type { ItemState } from '../../../domain/approval/record.ts';
import type { ClosedBecause, WorkItemRow } from '../../../readmodel/work-items.ts';
import { planWork } from '../../../settlement/work-plan.ts';

const aDuty = (kind: DutyKind, over: Partial<Duty> = {}): Duty => ({
  ...{ id: `G1/1/${kind}`, kind, item: 'G1', round: 1, holder: 'authority', authority: 'A' },
  ...{ since: '2026-03-02', words: {} },
  ...over,
});

/** The row that was made of a duty. */
const rowOf = ({ id: dutyId, due, ...duty }: Duty, over: Partial<WorkItemRow> = {}) => ({
  ...{ ...duty, dutyId, detail: null, due: due ?? null, open: true, asked: 0, calledOff: false },
  ...over,
});

type Item = Pick<ApprovalAssessment['items'][number], 'applies' | 'round' | 'done'>;

/** An assessment of which only that matters. */
function assessed(
  duties: Duty[],
  state: ItemState = 'inReview',
  { closed = false, ...item }: Partial<Item> & { closed?: boolean } = {},
): ApprovalAssessment {
  const one = { id: 'G1', applies: 'yes', round: 1, done: false, state, departments: [], ...item };
  // `as`: nothing else of an assessment concerns the plan.
  return { closed, duties, items: [one] } as unknown as ApprovalAssessment;
}

describe('the plan of what is to be done', () => {
  it.each([
    { kind: 'apply', asks: 1 },
    { kind: 'opinion', asks: 1 },
    { kind: 'consentAnnounced', asks: 1 },
    { kind: 'decide', asks: 0 },
    { kind: 'determine', asks: 0 },
  ] as const)('opens a new $kind and asks $asks adapters', ({ kind, asks }) => {
    const plan = planWork([], assessed([aDuty(kind)]));

    expect(plan.opened).toEqual([{ ...aDuty(kind), asked: asks }]);
    expect(plan.asks).toHaveLength(asks);
  });

  it.each([
    { what: 'the same', row: { asked: 1 }, opens: 0, asks: 0 },
    { what: 'another date', row: { asked: 1, due: '2026-03-01' }, opens: 1, asks: 0 },
    { what: 'one that was done', row: { asked: 1, open: false }, opens: 1, asks: 0 },
    {
      what: 'one that was called off',
      row: { asked: 1, open: false, calledOff: true },
      opens: 1,
      asks: 1,
    },
  ])('opens $opens and asks $asks for $what', ({ row, opens, asks }) => {
    const plan = planWork([rowOf(aDuty('apply'), row)], assessed([aDuty('apply')]));

    expect(plan.opened).toHaveLength(opens);
    expect(plan.asks.map(({ asked }) => asked)).toEqual(Array.from({ length: asks }, () => 2));
  });

  it.each<[DutyKind, ClosedBecause, ApprovalAssessment]>([
    ['apply', 'done', assessed([], 'submitted')],
    ['apply', 'notReady', assessed([], 'notStarted')],
    ['apply', 'waived', assessed([], 'ready', { applies: 'no' })],
    ['apply', 'over', assessed([], 'ready', { closed: true })],
    ['opinion', 'ended', assessed([], 'withdrawn')],
    ['opinion', 'ended', assessed([], 'inReview', { round: 2 })],
    ['opinion', 'ended', assessed([], 'approved', { done: true })],
    ['opinion', 'done', assessed([], 'inReview')],
    ['decide', 'done', assessed([], 'approved', { done: true })],
  ])('closes %s as %s', (kind, because, after) => {
    const row = rowOf(aDuty(kind), { asked: kind === 'decide' ? 0 : 1 });

    const { closed, callOffs } = planWork([row], after);

    const calledOff = because !== 'done';
    expect(closed).toEqual([{ dutyId: row.dutyId, because, calledOff }]);
    expect(callOffs).toHaveLength(Number(calledOff));
  });

  it('calls off nothing that nobody was asked for, and closes nothing twice', () => {
    const over = assessed([], 'ready', { closed: true });

    expect(planWork([rowOf(aDuty('decide'))], over).callOffs).toEqual([]);
    expect(planWork([rowOf(aDuty('apply'), { open: false })], over).closed).toEqual([]);
  });
});
