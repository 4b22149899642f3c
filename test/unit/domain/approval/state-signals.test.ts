import { describe, expect, it } from '@jest/globals';
import type { ColourPolicy } from '../../../../domain/definitions.ts';
import type { Fact } from '../../../../domain/fact.ts';
import type { Day } from '../../../../domain/time.ts';
import {
  accepted,
  decided,
  issued,
  opened,
  permit,
  standing,
} from '../../../support/an-approval.ts';
import {
  approvalAt,
  approvalDefinitionsWith,
  signalOn,
} from '../../../support/assessed-approval.ts';

const RULES: ColourPolicy['rules'] = {
  itemState: {
    ...{ id: 'itemState', done: 'green', running: 'blue', notBegun: 'yellow', over: 'red' },
    contributes: 'full',
  },
  quality: { id: 'quality', colour: 'yellow', contributes: 'full' },
};
const definitions = approvalDefinitionsWith('G', ({ policy }) => {
  policy.rules = RULES;
});

const at = (day: Day, ...facts: Fact[]) =>
  approvalAt([opened('2026-02-02'), standing('2026-02-02'), ...facts], day, { definitions });
const stateOn = (day: Day, ...facts: Fact[]) => signalOn(at(day, ...facts), 'G19/itemState');

const five = accepted('2026-03-02', { promisedDays: 5 });

describe('an item by where it stands', () => {
  it.each([
    {
      why: 'nobody has applied',
      facts: [],
      day: '2026-03-02',
      code: 'itemNotBegun',
      colour: 'yellow',
    },
    {
      why: 'it is accepted',
      facts: [five],
      day: '2026-03-09',
      code: 'itemRunning',
      colour: 'blue',
    },
    { why: 'its limit is over', facts: [five], day: '2026-03-10', code: 'itemOver', colour: 'red' },
    {
      why: 'it was refused, and nobody has applied again',
      facts: [five, decided('2026-03-10', 'rejected')],
      day: '2026-03-20',
      code: 'itemNotBegun',
      colour: 'yellow',
    },
  ])('is $colour when $why', ({ facts, day, code, colour }) => {
    const said = stateOn(day, ...facts);

    expect([said?.reason.code, said?.colour]).toEqual([code, colour]);
  });

  it('says nothing of what is done or does not apply, where that is green', () => {
    expect(stateOn('2026-03-20', five, decided('2026-03-06'))).toBeUndefined();
    const known = approvalAt(
      [opened('2026-02-02'), standing('2026-02-02', { traits: { needsGas: false } })],
      '2026-03-02',
      { definitions },
    );
    expect(signalOn(known, 'G-gas/itemState')).toBeUndefined();
  });

  it('is woken on the day on which its limit is over, and says so before', () => {
    const running = at('2026-03-09', five);

    expect(running.nextChangeAt).toBe('2026-03-09T16:00:00.000Z');
    expect(signalOn(running, 'G19/itemState')?.flips).toEqual([
      { by: 'reach', milestone: 'G19', colour: 'green' },
      { by: 'wait', day: '2026-03-10', colour: 'red' },
    ]);
  });

  it('is stock only as far as it was so when the approval was opened', () => {
    expect(stateOn('2026-03-02')?.stock).toBe('goLive');
    expect(stateOn('2026-03-10', five)?.stock).toBeUndefined();
  });
});

describe('an acceptance that failed', () => {
  const result = (on: Day, is: 'passed' | 'failed') =>
    permit('permit.acceptance.result.v1', on, { result: is, itemCode: 'G26' });
  const qualityOn = (day: Day, ...facts: Fact[]) => signalOn(at(day, ...facts), 'G26/quality');
  const failed = result('2026-03-05', 'failed');

  it('shows until it has passed', () => {
    expect(qualityOn('2026-03-04')).toBeUndefined();
    expect(qualityOn('2026-03-05', failed)).toMatchObject({
      ...{ object: 'G26', colour: 'yellow' },
      reason: { code: 'acceptanceFailed', days: { since: '2026-03-05' }, words: { item: 'G26' } },
      facts: [{ id: failed.id }],
      flips: [{ by: 'reach', milestone: 'G26', colour: 'green' }],
    });
    expect(qualityOn('2026-03-20', failed, result('2026-03-20', 'passed'))).toBeUndefined();
  });

  it('shows again when it fails again, since that day', () => {
    const facts = [failed, result('2026-03-20', 'failed')];

    expect(qualityOn('2026-04-01', ...facts)?.reason.days).toEqual({ since: '2026-03-20' });
  });

  it('is over with a certificate all the same', () => {
    expect(
      qualityOn('2026-03-20', failed, issued('2026-03-18', 'Y1', { itemCode: 'G26' })),
    ).toBeUndefined();
  });
});
