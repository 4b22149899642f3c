import { describe, expect, it } from '@jest/globals';
import { parkEntries, parkHistory, standingOf } from '../../support/sample-park.ts';

const NOW = '2026-01-15T01:00:00.000Z';
const history = parkHistory(NOW);
const active = parkEntries().filter(({ registration }) => !registration.pipeline);
const stands = new Map(
  active.map(({ registration }) => {
    const { code } = registration;
    return [code, standingOf(registration, history.get(code) ?? [], NOW)];
  }),
);

function approvalOf(code: string) {
  const approval = stands.get(code)?.approval;
  if (!approval) throw new Error(`${code} has no approval`);
  return approval;
}

function itemOf(code: string, id: string) {
  const item = approvalOf(code).items.find((one) => one.id === id);
  if (!item) throw new Error(`${code} has no item ${id}`);
  return item;
}

describe('the approvals in the history of the sample park', () => {
  it.each(active.map(({ registration: { code } }) => ({ code })))(
    '$code runs its template, and its data leaves no question',
    ({ code }) => {
      const { items, notes, announcements } = approvalOf(code);

      expect(notes).toEqual([]);
      expect(announcements).toEqual([]);
      expect(items.filter(({ applies }) => applies === 'undetermined')).toEqual([]);
      expect(items.some(({ done }) => done)).toBe(true);
    },
  );

  it.each(
    active.filter(({ registration: { milestones } }) =>
      milestones.some(({ code, actual }) => code === 'groundbreaking' && actual !== undefined),
    ),
  )('$registration.code has broken ground with all that its gate asks for', ({ registration }) => {
    const { gates, duties } = approvalOf(registration.code);

    expect(gates.find(({ milestone }) => milestone === 'groundbreaking')).toMatchObject({
      open: true,
      undetermined: [],
    });
    expect(duties.filter(({ kind, detail }) => kind === 'confirm' && detail === 'gate')).toEqual(
      [],
    );
  });

  it('has corrections before and after acceptance: the enterprise holds ZZY-008 R05', () => {
    expect(itemOf('ZZY-008', 'R05')).toMatchObject({
      state: 'correctionRequested',
      holder: 'enterprise',
      colour: 'blue',
      corrections: [
        { round: 1, beforeAcceptance: true, answeredAt: expect.any(String) },
        { round: 2, beforeAcceptance: false, replyBy: '2026-01-19' },
      ],
    });
  });

  it('has an acceptance whose day was corrected: ZZY-008 R04 was a day earlier', () => {
    expect(itemOf('ZZY-008', 'R04')).toMatchObject({
      acceptedAt: '2025-12-15T02:20:00.000Z',
      state: 'suspended',
      holder: 'intermediary',
    });
  });

  it('has stops that overlap: the clock of ZZY-011 I04 stands still once for both', () => {
    const { state, holder, stops, clocks } = itemOf('ZZY-011', 'I04');

    expect({ state, holder }).toEqual({ state: 'suspended', holder: 'intermediary' });
    expect(stops.map(({ reason, to }) => [reason, to === undefined])).toEqual([
      ['PUBLIC_NOTICE', false],
      ['EXPERT_REVIEW', true],
    ]);
    // 2025-12-16 to 12-19: all before the first stop.
    expect(clocks.find(({ kind }) => kind === 'promised')).toMatchObject({
      limitDays: 10,
      usedDays: 4,
      running: false,
    });
  });

  it('has a veto: one department stops stage 2 of ZZY-021, the others keep their word', () => {
    const { stages } = approvalOf('ZZY-021');
    const { state, done, holder, departments } = itemOf('ZZY-021', 'G11');

    expect({ state, done, holder }).toEqual({
      state: 'inReview',
      done: false,
      holder: 'enterprise',
    });
    expect(departments.map(({ department, state: said }) => [department, said])).toEqual([
      ['自规', 'agree'],
      ['住建', 'agree'],
      ['生态环境', 'disagree'],
      ['城管', 'conditional'],
      ['人防', 'agree'],
    ]);
    expect(stages.find(({ id }) => id === '2')?.blockedBy).toEqual({
      item: 'G11',
      department: '生态环境',
    });
  });

  it('has a deficient acceptance (容缺): ZZY-006 I09 runs, a document is still owed', () => {
    expect(itemOf('ZZY-006', 'I09')).toMatchObject({
      mode: 'deficient',
      state: 'accepted',
      holder: 'authority',
      colour: 'blue',
      deficiencies: [{ document: '农民工工资保证金凭证', dueDate: '2026-01-27', overdue: false }],
    });
  });

  it('has a deemed consent: the silence of one department on ZZY-020 G14, by its rule', () => {
    const { state, done, departments } = itemOf('ZZY-020', 'G14');

    expect({ state, done }).toEqual({ state: 'deemedConsent', done: true });
    expect(departments.find(({ department }) => department === '轨道')).toMatchObject({
      state: 'deemedConsent',
      rule: '示例规则-01',
      announced: [{ ahead: 3 }, { ahead: 1 }],
    });
  });

  it('has a late utility: the proposal for the power of ZZY-017 is two working days over', () => {
    const { state, holder, colour, clocks } = itemOf('ZZY-017', 'T08');

    expect({ state, holder, colour }).toEqual({
      state: 'inReview',
      holder: 'utility',
      colour: 'yellow',
    });
    expect(clocks.find(({ step }) => step === 'proposalIssued')).toMatchObject({ leftDays: -2 });
  });

  it('has promises to be checked, stops by expert reviews and a supply that waits for the customer', () => {
    expect(itemOf('ZZY-019', 'G30')).toMatchObject({
      mode: 'promise',
      done: true,
      promiseCheck: { checked: false },
    });
    expect(itemOf('ZZY-016', 'U09')).toMatchObject({ state: 'suspended', holder: 'enterprise' });
  });

  it('colours a few projects by their approvals, and none red', () => {
    const coloured = active.flatMap(({ registration: { code }, expectedColour }) => {
      const { project } = stands.get(code) ?? {};
      return project && project.colour !== expectedColour ? [[code, project.colour]] : [];
    });

    expect(coloured).toEqual([
      ['ZZY-008', 'blue'],
      ['ZZY-017', 'yellow'],
      ['ZZY-021', 'blue'],
    ]);
  });
});
