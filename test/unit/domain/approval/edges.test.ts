import { describe, expect, it } from '@jest/globals';
import { approvalEdges } from '../../../../domain/approval/edges.ts';
import type { Fact } from '../../../../domain/fact.ts';
import type { Day } from '../../../../domain/time.ts';
import {
  accepted,
  decided,
  issued,
  opened,
  permit,
  standing,
  submitted,
} from '../../../support/an-approval.ts';
import { approvalAt } from '../../../support/assessed-approval.ts';

const story = (...facts: Fact[]): Fact[] => [
  opened('2026-02-02'),
  standing('2026-02-02'),
  ...facts,
];

/** The lines between two assessments, without those of signals and colours. */
const between = (before: Fact[], after: Fact[], day: Day, then = day) =>
  approvalEdges(approvalAt(before, day), approvalAt(after, then))
    .filter(({ kind }) => !/^(signal|colour)/.test(kind))
    .map(({ kind, object, from, to }) => [kind, object, from, to]);

describe('approvalEdges', () => {
  it('tells of a new approval only that it was opened, whatever has happened in it', () => {
    const after = approvalAt(story(submitted('2026-03-02'), accepted('2026-03-03')), '2026-03-30');

    expect(approvalEdges(undefined, after)).toMatchObject([
      { kind: 'approvalOpened', object: 'approval', to: 'G', detail: { round: 1 } },
    ]);
  });

  it('tells nothing when nothing changed', () => {
    const same = approvalAt(story(submitted('2026-03-02')), '2026-03-03');

    expect(approvalEdges(same, same)).toEqual([]);
  });

  it('tells each new state of an item, and the gate that opens by it', () => {
    const before = story(accepted('2026-03-03'));

    expect(between(before, [...before, decided('2026-03-04')], '2026-03-04')).toEqual([
      ['itemChanged', 'G19', 'accepted', 'approved'],
      ['gateOpened', 'groundbreaking', undefined, '2026-03-04'],
    ]);
  });

  it('tells that a certificate was revoked and closes the gate', () => {
    const before = story(issued('2026-03-04'));
    const revoked = permit('permit.certificate.revoked.v1', '2026-03-09', {
      certNo: 'K1',
      reason: '撤销',
      revokedOn: '2026-03-09',
    });

    expect(between(before, [...before, revoked], '2026-03-09')).toEqual([
      ['itemRevoked', 'G19', 'certificateIssued', 'revoked'],
      ['gateClosed', 'groundbreaking', undefined, undefined],
    ]);
  });

  it('tells that an acceptance is presumed', () => {
    const silent = story(submitted('2026-03-02'));

    expect(between(silent, silent, '2026-03-09', '2026-03-10')).toEqual([
      ['itemChanged', 'G19', 'submitted', 'accepted'],
      ['acceptancePresumed', 'G19', undefined, '2026-03-10'],
    ]);
  });

  it('tells that a due day has moved, unless its clock stands', () => {
    const before = story(accepted('2026-03-03'));
    const extended = permit('permit.limit.extended.v1', '2026-03-04', {
      extraDays: 3,
      reason: '延期',
    });
    const stopped = permit('permit.clock.suspended.v1', '2026-03-04', {
      suspensionId: 'S1',
      reasonCode: 'HEARING',
    });

    expect(between(before, [...before, extended], '2026-03-04')).toEqual([
      ['dueMoved', 'G19', '2026-03-05', '2026-03-10'],
    ]);
    expect(between([...before, stopped], [...before, stopped], '2026-03-05', '2026-03-09')).toEqual(
      [],
    );
  });

  it('tells of a signal as of those of projects, and the colour that it gives', () => {
    const facts = story(accepted('2026-03-03'));
    const edges = approvalEdges(approvalAt(facts, '2026-03-05'), approvalAt(facts, '2026-03-06'));

    expect(edges).toMatchObject([
      { kind: 'signalWorsened', object: 'G19/limit', from: 'blue', to: 'yellow' },
      { kind: 'colourChanged', object: 'approval', from: 'blue', to: 'yellow' },
    ]);
  });
});
