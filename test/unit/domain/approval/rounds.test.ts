import { describe, expect, it } from '@jest/globals';
import type { Fact } from '../../../../domain/fact.ts';
import {
  accepted,
  acted,
  issued,
  opened,
  recordsOf,
  standing,
  unnumbered,
} from '../../../support/an-approval.ts';

const rounds = [
  { round: 1, phase: '1', from: '2026-01-01' },
  { round: 2, phase: '2', from: '2026-06-01' },
];
const first = [opened('2026-01-01', { phase: '1' }), standing('2026-06-01', { rounds })];
const second = [opened('2026-06-01', { round: 2, phase: '2' }), standing('2026-06-01', { rounds })];
const numbersIn = (round: Fact[], facts: Fact[]): string[] =>
  recordsOf([...round, ...facts]).records.map(({ no }) => no);

describe('an application belongs to', () => {
  it.each([
    {
      why: 'the round whose phase any of its steps names',
      facts: [accepted('2026-03-02'), issued('2026-07-01', 'K1', { phase: '2' })],
      belongsTo: 2,
    },
    {
      why: 'the round that was the last when it began',
      facts: [accepted('2026-06-02')],
      belongsTo: 2,
    },
    {
      why: 'the round in which it began, however late it is decided',
      facts: [accepted('2026-05-31'), issued('2026-07-01')],
      belongsTo: 1,
    },
    {
      why: 'the first round when it began before any',
      facts: [accepted('2025-12-01')],
      belongsTo: 1,
    },
    {
      why: 'the round of its time when it names a part that is no phase of the project',
      facts: [issued('2026-07-01', 'K1', { phase: '基坑' })],
      belongsTo: 2,
    },
  ])('$why', ({ facts, belongsTo }) => {
    expect(numbersIn(first, facts)).toEqual(belongsTo === 1 ? ['SP1'] : []);
    expect(numbersIn(second, facts)).toEqual(belongsTo === 2 ? ['SP1'] : []);
  });

  it('the round of each fact by itself where its source gives no number', () => {
    const facts = [unnumbered(accepted('2026-03-02')), unnumbered(accepted('2026-06-02'))];

    const records = [first, second].map((round) => recordsOf([...round, ...facts]).records);
    expect(records.map((own) => own.map(({ acceptedAt }) => acceptedAt))).toEqual([
      ['2026-03-02'],
      ['2026-06-02'],
    ]);
  });

  it('the approval that a person speaks to, whatever the day', () => {
    const command = acted('command.approval.submit.v1', '2026-03-02T01:00:00.000Z', {});

    expect(numbersIn(second, [command])).toEqual(['-']);
  });

  it('the only round of a project that has no other', () => {
    const only = [opened('2026-03-01')];

    expect(numbersIn(only, [issued('2026-02-01', 'K1', { phase: '2' })])).toEqual(['SP1']);
  });
});
