import { describe, expect, it } from '@jest/globals';
import { roundsSince } from '../../../domain/approval-rounds.ts';
import type { AssessedApproval } from '../../../domain/assessment.ts';
import { fold } from '../../../domain/fold.ts';
import { aFact, voided } from '../../support/a-project.ts';

const round = (nth: number): AssessedApproval => ({
  round: nth,
  template: 'G',
  phase: String(nth),
  complete: false,
  gates: [],
  names: {},
});
const connected = (on: string, phase: string) =>
  aFact('utility.application.connected.v1', on, { utility: 'power', phase });
const facts = [
  connected('2026-03-09', '2'),
  connected('2026-03-02', '2'),
  connected('2026-01-05', '1'),
];

describe('the rounds of an approval', () => {
  it('run each from the first fact that names its phase', () => {
    expect(roundsSince({ approvals: [round(1), round(2)] }, fold(facts))).toEqual([
      { round: 1, phase: '1', from: '2026-01-05' },
      { round: 2, phase: '2', from: '2026-03-02' },
    ]);
  });

  it('do not begin with a fact that was voided', () => {
    const [later, first] = facts;
    if (!later || !first) throw new Error('expected two facts');
    const dossier = fold([later, first, voided(first, '2026-03-20')]);

    expect(roundsSince({ approvals: [round(1), round(2)] }, dossier)).toEqual([
      { round: 2, phase: '2', from: '2026-03-09' },
    ]);
  });

  it('are not told as long as there is but one', () => {
    expect(roundsSince({ approvals: [round(1)] }, fold(facts))).toBeUndefined();
  });
});
