import { describe, expect, it } from '@jest/globals';
import type { Fact } from '../../../../domain/fact.ts';
import {
  accepted,
  acted,
  decided,
  opened,
  permit,
  standing,
} from '../../../support/an-approval.ts';
import { approvalAt, item } from '../../../support/assessed-approval.ts';

const begun = (...facts: Fact[]): Fact[] => [
  opened('2026-02-02'),
  standing('2026-02-02'),
  ...facts,
];
const stop = { suspensionId: 'ZT-1' };
const asked = permit('permit.application.correction_requested.v1', '2026-03-03', { round: 1 });
const stopped = permit('permit.clock.suspended.v1', '2026-03-03T02:00:00.000Z', {
  ...stop,
  reasonCode: 'CORRECTION',
});
const answered = permit('permit.application.resubmitted.v1', '2026-03-09', { round: 1 });
const resumed = permit('permit.clock.resumed.v1', '2026-03-11', stop);

describe('a clock that a source stops for a correction', () => {
  it.each([
    { what: 'alone', facts: [stopped] },
    { what: 'beside asking for it', facts: [asked, stopped] },
  ])('runs again with the answer, stopped $what', ({ facts }) => {
    const shown = item(
      approvalAt(begun(accepted('2026-03-02'), ...facts, answered), '2026-03-12'),
      'G19',
    );

    expect(shown).toMatchObject({ state: 'inReview', holder: 'authority' });
    expect(shown.clocks.find(({ kind }) => kind === 'promised')).toMatchObject({
      running: true,
      usedDays: 3,
    });
  });

  it('runs again when its source says so, where it says so after the answer', () => {
    const facts = begun(accepted('2026-03-02'), stopped, answered, resumed);
    const shown = approvalAt(facts, '2026-03-12');

    expect(item(shown, 'G19').clocks.find(({ kind }) => kind === 'promised')?.usedDays).toBe(1);
    expect(shown.notes).toEqual([]);
  });
});

describe('a decision without acceptance', () => {
  it.each([
    ['G01', 0],
    ['G14', 0],
    ['G19', 1],
  ])('of %s leaves %i notes of a gap', (itemCode, notes) => {
    const made = permit('permit.decision.made.v1', '2026-03-04', {
      itemCode,
      decision: 'approved',
    });

    const found = approvalAt(begun(made), '2026-03-05').notes.filter(({ code }) => code === 'gap');
    expect(found).toHaveLength(notes);
  });
});

describe('an approval whose project is paused', () => {
  it('hands nothing in, while what is under way goes on', () => {
    const paused = [...begun(accepted('2026-03-02')), standing('2026-03-03', { status: 'paused' })];
    const kinds = approvalAt(paused, '2026-03-04').duties.map(({ kind }) => kind);

    expect(kinds).not.toContain('apply');
    expect(kinds).toContain('decide');
    expect(approvalAt(begun(decided('2026-03-02')), '2026-03-04').duties).toContainEqual(
      expect.objectContaining({ kind: 'apply' }),
    );
  });

  it('begins a promise found broken anew with the next application of a person', () => {
    const facts = begun(
      permit('permit.application.accepted.v1', '2026-03-02', {
        itemCode: 'G08',
        acceptMode: 'promise',
      }),
      permit('permit.decision.made.v1', '2026-03-02', { itemCode: 'G08', decision: 'approved' }),
      acted('command.approval.confirm.v1', '2026-04-01T02:00:00.000Z', {
        item: 'G08',
        about: 'promise',
        decision: 'return',
      }),
      acted('command.approval.submit.v1', '2026-04-08T02:00:00.000Z', { item: 'G08' }),
    );

    expect(item(approvalAt(facts, '2026-04-08'), 'G08')).toMatchObject({ state: 'submitted' });
  });
});
