import { describe, expect, it } from '@jest/globals';
import { NotOpened } from '../../../../domain/approval/assess.ts';
import type { Fact, FactData } from '../../../../domain/fact.ts';
import type { Day, Moment } from '../../../../domain/time.ts';
import {
  accepted,
  acted,
  decided,
  issued,
  opened,
  permit,
  standing,
  submitted,
} from '../../../support/an-approval.ts';
import { aFact } from '../../../support/a-project.ts';
import { approvalAt, item } from '../../../support/assessed-approval.ts';

const begun = (...facts: Fact[]): Fact[] => [
  opened('2026-02-02'),
  standing('2026-02-02'),
  ...facts,
];

const about = (itemCode: string) => ({ applicationNo: `${itemCode}-1` });

/** Steps of an application for that item, all by the same number. */
const of = (itemCode: string) => ({
  submitted: (on: Moment): Fact =>
    permit('permit.application.submitted.v1', on, { itemCode }, about(itemCode)),
  accepted: (on: Moment, more: Partial<FactData['permit.application.accepted.v1']> = {}): Fact =>
    permit('permit.application.accepted.v1', on, { itemCode, ...more }, about(itemCode)),
  approved: (on: Moment): Fact =>
    permit('permit.decision.made.v1', on, { itemCode, decision: 'approved' }, about(itemCode)),
  stopped: (on: Moment, reasonCode: string): Fact =>
    permit(
      'permit.clock.suspended.v1',
      on,
      { itemCode, suspensionId: `${reasonCode} ${on}`, reasonCode },
      about(itemCode),
    ),
  resumed: (on: Moment, reasonCode: string, from: Moment): Fact =>
    permit(
      'permit.clock.resumed.v1',
      on,
      { itemCode, suspensionId: `${reasonCode} ${from}` },
      about(itemCode),
    ),
});

const G12 = of('G12');
const supply = (step: string, on: Moment): Fact =>
  // All steps of a supply carry the same data.
  aFact(`utility.application.${step}.v1` as 'utility.application.accepted.v1', on, {
    utility: 'power',
  });

describe('an approval that nobody has opened', () => {
  it('is not assessed', () => {
    expect(() => approvalAt([standing('2026-02-02')], '2026-02-03')).toThrow(NotOpened);
  });
});

describe('an application that nobody answers', () => {
  const silent = begun(submitted('2026-03-02'));

  it('counts as accepted on its receipt after five silent working days, until somebody confirms it', () => {
    expect(item(approvalAt(silent, '2026-03-09'), 'G19')).toMatchObject({ state: 'submitted' });
    const presumed = approvalAt(silent, '2026-03-10');

    expect(item(presumed, 'G19')).toMatchObject({
      state: 'accepted',
      presumed: { on: '2026-03-10' },
      holder: 'authority',
    });
    expect(item(presumed, 'G19').clocks).toMatchObject([
      { kind: 'statutory', from: '2026-03-02' },
      { kind: 'promised', from: '2026-03-02', limitDays: 2, leftDays: -4 },
    ]);
    // Four days over its promise would be red.
    expect(presumed.signals.map(({ id, colour }) => [id, colour])).toContainEqual([
      'G19/presumed',
      'blue',
    ]);
    expect(item(presumed, 'G19').colour).toBe('blue');
  });

  it('is answered by its certificate, where the source tells no more than that', () => {
    const certified = [...silent, issued('2026-03-04')];

    expect(item(approvalAt(certified, '2026-03-20'), 'G19')).toMatchObject({
      state: 'certificateIssued',
      done: true,
      colour: 'green',
    });
  });

  it.each([
    { decision: 'accept', colour: 'red', state: 'accepted' },
    { decision: 'return', colour: 'green', state: 'submitted' },
  ] as const)(
    'is $state and $colour once a person says "$decision"',
    ({ decision, colour, state }) => {
      const said = acted('command.approval.confirm.v1', '2026-03-10T02:00:00.000Z', {
        about: 'presumedAcceptance',
        decision,
      });
      const assessed = item(approvalAt([...silent, said], '2026-03-10'), 'G19');

      expect(assessed).toMatchObject({ state, colour });
      expect(assessed.presumed).toBeUndefined();
    },
  );

  it('begins its five days anew when corrected papers come in', () => {
    const asked = permit('permit.application.correction_requested.v1', '2026-03-04', { round: 1 });
    const answered = permit('permit.application.resubmitted.v1', '2026-03-06', { round: 1 });

    expect(
      item(approvalAt(begun(submitted('2026-03-02'), asked), '2026-03-20'), 'G19'),
    ).toMatchObject({
      state: 'correctionRequested',
      holder: 'enterprise',
    });
    const given = begun(submitted('2026-03-02'), asked, answered);
    expect(item(approvalAt(given, '2026-03-13'), 'G19').presumed).toBeUndefined();
    expect(item(approvalAt(given, '2026-03-14'), 'G19').presumed).toEqual({ on: '2026-03-14' });
  });
});

describe('an item accepted with papers missing', () => {
  const deficient = begun(
    accepted('2026-03-02', {
      acceptMode: 'deficient',
      deficiencies: [{ doc: '保证金凭证', dueDate: '2026-03-06' }],
    }),
    decided('2026-03-03'),
  );

  it.each([
    { on: '2026-03-06', colour: 'blue', held: undefined },
    { on: '2026-03-07', colour: 'yellow', held: true },
  ] as const)('is $colour on $on', ({ on, colour, held }) => {
    const assessment = approvalAt(deficient, on);

    expect(item(assessment, 'G19')).toMatchObject({
      colour,
      deficiencies: [{ overdue: held ?? false }],
    });
    expect(item(assessment, 'G19').certificateHeld).toBe(held);
  });

  it('clears once they are made up', () => {
    const made = acted('command.approval.confirm.v1', '2026-03-09T02:00:00.000Z', {
      about: 'deficiency',
      document: '保证金凭证',
      decision: 'accept',
    });
    const assessed = item(approvalAt([...deficient, made], '2026-03-10'), 'G19');

    expect(assessed).toMatchObject({ colour: 'green', deficiencies: [{ overdue: false }] });
    expect(assessed.certificateHeld).toBeUndefined();
  });
});

describe('an approval on a promise', () => {
  const promised = begun(
    of('G01').approved('2026-02-27'),
    of('G08').accepted('2026-03-02', { acceptMode: 'promise' }),
    of('G08').approved('2026-03-02'),
  );

  it('is to be checked within the days of its template', () => {
    expect(item(approvalAt(promised, '2026-03-03'), 'G08').promiseCheck).toEqual({
      due: '2026-05-28',
      checked: false,
    });
  });

  it('is revoked when a person finds the promise broken, and kept when it is found kept', () => {
    const found = (decision: 'accept' | 'return') =>
      acted('command.approval.confirm.v1', '2026-04-01T02:00:00.000Z', {
        item: 'G08',
        about: 'promise',
        decision,
      });

    expect(item(approvalAt([...promised, found('return')], '2026-04-02'), 'G08')).toMatchObject({
      state: 'revoked',
      done: false,
      round: 2,
      holder: 'enterprise',
    });
    expect(item(approvalAt([...promised, found('accept')], '2026-04-02'), 'G08')).toMatchObject({
      done: true,
      promiseCheck: { checked: true },
    });
  });
});

describe('what was revoked', () => {
  const story = begun(
    G12.accepted('2026-03-02'),
    G12.approved('2026-03-04'),
    of('G30').accepted('2026-03-05'),
    of('G30').approved('2026-03-06'),
  );
  const revoked = permit(
    'permit.certificate.revoked.v1',
    '2026-03-10',
    { itemCode: 'G12', certNo: '-', reason: '撤销', revokedOn: '2026-03-10' },
    about('G12'),
  );

  it('opens again what rests on it, until it is given anew or a person lets it stand', () => {
    const open = approvalAt([...story, revoked], '2026-03-11');
    expect(item(open, 'G12')).toMatchObject({ state: 'revoked', done: false });
    expect(item(open, 'G30')).toMatchObject({
      done: false,
      stale: { because: 'G12' },
      waitsFor: ['G12'],
      state: 'approved',
    });

    const stands = acted('command.approval.confirm.v1', '2026-03-11T02:00:00.000Z', {
      item: 'G30',
      about: 'stale',
      decision: 'accept',
    });
    expect(item(approvalAt([...story, revoked, stands], '2026-03-11'), 'G30')).toMatchObject({
      done: true,
    });

    const anew = permit(
      'permit.decision.made.v1',
      '2026-03-20',
      { itemCode: 'G12', decision: 'approved' },
      { applicationNo: 'G12-2' },
    );
    const again = approvalAt([...story, revoked, anew], '2026-03-20');
    expect(item(again, 'G12')).toMatchObject({ done: true, round: 2 });
    expect(item(again, 'G30')).toMatchObject({ done: true });
  });
});

describe('who holds an item', () => {
  it('is told by its last step, and the days of each are counted once', () => {
    const facts = begun(
      of('G11').approved('2026-02-26'),
      G12.submitted('2026-03-02'),
      G12.accepted('2026-03-03'),
      G12.stopped('2026-03-05', 'APPLICANT_HOLD'),
      G12.resumed('2026-03-09', 'APPLICANT_HOLD', '2026-03-05'),
      G12.approved('2026-03-11'),
    );
    const holderOn = (day: Day) => item(approvalAt(facts, day, { asOf: day }), 'G12').holder;

    expect(
      ['2026-03-02', '2026-03-04', '2026-03-06', '2026-03-10', '2026-03-11'].map(holderOn),
    ).toEqual(['authority', 'authority', 'enterprise', 'authority', undefined]);
    const done = item(approvalAt(facts, '2026-03-31'), 'G12');
    // From the application on; 03-05, 03-06 and 03-09 are the enterprise's.
    expect(done).toMatchObject({
      readyOn: '2026-03-02',
      holderDays: { authority: 4, enterprise: 3 },
    });
    expect(done.clocks.map(({ kind, usedDays }) => [kind, usedDays])).toEqual([
      ['statutory', 3],
      ['promised', 3],
    ]);
  });

  it('is the park, a review body, a utility or the customer where it is theirs', () => {
    const facts = begun(
      of('G16').accepted('2026-03-02'),
      supply('accepted', '2026-03-02'),
      supply('proposal_issued', '2026-03-05'),
    );
    const holders = (day: Day) =>
      ['G02', 'G16', 'G-power'].map((id) => item(approvalAt(facts, day, { asOf: day }), id).holder);

    expect(holders('2026-03-04')).toEqual(['park', 'intermediary', 'utility']);
    expect(holders('2026-03-06')).toEqual(['park', 'intermediary', 'enterprise']);
  });
});

describe('a supply', () => {
  it('has a clock for the step that it waits for, and the customer does not use up that of the whole', () => {
    const facts = begun(
      supply('accepted', '2026-03-02'),
      supply('proposal_issued', '2026-03-05'),
      supply('proposal_confirmed', '2026-03-09'),
      supply('works_completed', '2026-04-10'),
    );
    const clocksOn = (day: Day) =>
      item(approvalAt(facts, day, { asOf: day }), 'G-power')
        .clocks.filter(({ kind }) => kind === 'promised')
        .map(({ step, usedDays, running }) => [step, usedDays, running]);

    expect(clocksOn('2026-03-03')).toEqual([
      [undefined, 1, true],
      ['proposalIssued', 1, true],
    ]);
    expect(clocksOn('2026-04-01')).toEqual([[undefined, 2, false]]);
    expect(clocksOn('2026-04-14')).toEqual([
      [undefined, 4, true],
      ['inspected', 2, true],
    ]);
  });
});

describe('a stop that the template does not allow', () => {
  it('is noted and does not stop the clock', () => {
    const facts = begun(G12.accepted('2026-03-02'), G12.stopped('2026-03-03', 'CUSTOMER_WORKS'));
    const assessment = approvalAt(facts, '2026-03-10');

    expect(item(assessment, 'G12').clocks).toMatchObject([{ usedDays: 6 }, { usedDays: 6 }]);
    expect(assessment.notes).toMatchObject([
      { code: 'stopNotAllowed', item: 'G12', words: { reason: 'CUSTOMER_WORKS' } },
    ]);
  });
});

describe('joint acceptance', () => {
  it('runs one clock from the first of its sign-offs on', () => {
    const facts = begun(of('G22').accepted('2026-03-02'), of('G23').accepted('2026-03-04'));

    expect(item(approvalAt(facts, '2026-03-05'), 'G26').clocks).toMatchObject([
      { kind: 'promised', limitDays: 10, from: '2026-03-02', usedDays: 3 },
    ]);
  });
});

describe('the umbrella of a stage', () => {
  it('stands while no authority is at work', () => {
    const facts = begun(
      G12.accepted('2026-03-02'),
      G12.stopped('2026-03-04', 'CORRECTION'),
      G12.resumed('2026-03-10', 'CORRECTION', '2026-03-04'),
    );
    const stage = approvalAt(facts, '2026-03-11').stages.find(({ id }) => id === '2');

    expect(stage?.clock).toMatchObject({
      limitDays: 10,
      from: '2026-03-02',
      usedDays: 2,
      running: true,
    });
  });
});

describe('an item that is not needed', () => {
  it('is left out by its traits, by a person, and is asked about while that is not known', () => {
    const traits = { hazardousChemicals: false };
    const facts = [opened('2026-02-02'), standing('2026-02-02', { traits })];
    const waived = acted('command.approval.waive.v1', '2026-02-03T02:00:00.000Z', {
      item: 'G08',
      applies: false,
    });
    const assessment = approvalAt([...facts, waived], '2026-02-04');

    expect(item(assessment, 'G09')).toMatchObject({
      applies: 'no',
      skipped: { reason: 'hazardousChemicals=false' },
    });
    expect(item(assessment, 'G08')).toMatchObject({
      applies: 'no',
      skipped: { by: { id: 'liaison-1' } },
    });
    expect(item(assessment, 'G07')).toMatchObject({ applies: 'undetermined', state: 'notStarted' });
    const gate = assessment.gates.find(({ milestone }) => milestone === 'groundbreaking');
    expect(gate).toMatchObject({ missing: ['G19'], undetermined: ['G06', 'G07'] });
  });
});

describe('an item with a certificate', () => {
  it('is done by it, whatever else is known', () => {
    expect(item(approvalAt(begun(issued('2026-03-05')), '2026-03-06'), 'G19')).toMatchObject({
      state: 'certificateIssued',
      done: true,
      doneOn: '2026-03-05',
      certificates: [{ no: 'K1' }],
    });
  });
});
