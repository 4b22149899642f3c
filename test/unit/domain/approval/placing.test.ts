import { describe, expect, it } from '@jest/globals';
import { foldApproval } from '../../../../domain/approval/fold.ts';
import { applicationsOf } from '../../../../domain/approval/placing.ts';
import { unknownItems } from '../../../../domain/approval/unknown-items.ts';
import { recordOf } from '../../../../domain/approval/trace.ts';
import type { Fact, FactType } from '../../../../domain/fact.ts';
import type { Moment } from '../../../../domain/time.ts';
import { aFact } from '../../../support/a-project.ts';
import { acted, permit } from '../../../support/an-approval.ts';

type Supply = Exclude<
  Extract<FactType, `utility.application.${string}`>,
  `${string}.suspended.v1` | `${string}.cancelled.v1`
>;

const power = { id: 'T08', utility: 'power' } as const;
const supply = (type: Supply, on: Moment): Fact =>
  aFact(type, on, { utility: 'power' }, { applicationNo: 'BZ1' });
const recordsFor = (facts: Fact[]) => applicationsOf(foldApproval(facts), power).map(recordOf);

describe('an application for supply', () => {
  const accepted = supply('utility.application.accepted.v1', '2026-03-02');
  const surveyed = supply('utility.application.surveyed.v1', '2026-03-05');
  const connected = supply('utility.application.connected.v1', '2026-04-20');

  it('is found by the utility of its item, and each step keeps its day', () => {
    expect(recordsFor([connected, surveyed, accepted])).toMatchObject([
      {
        item: 'T08',
        no: 'BZ1',
        state: 'approved',
        acceptedAt: '2026-03-02',
        utility: { accepted: '2026-03-02', surveyed: '2026-03-05', connected: '2026-04-20' },
        decision: { is: 'approved', at: '2026-04-20' },
        notes: [],
      },
    ]);
  });

  it('is under review after the first step beyond its acceptance', () => {
    expect(recordsFor([accepted]).map(({ state }) => state)).toEqual(['accepted']);
    expect(recordsFor([accepted, surveyed]).map(({ state }) => state)).toEqual(['inReview']);
  });

  it('waits for the works of the customer', () => {
    const waits = aFact(
      'utility.application.suspended.v1',
      '2026-03-06',
      { utility: 'power', reason: 'CUSTOMER_WORKS' },
      { applicationNo: 'BZ1' },
    );

    expect(recordsFor([accepted, surveyed, waits])).toMatchObject([
      { state: 'suspended', stops: [{ reason: 'CUSTOMER_WORKS', from: '2026-03-06' }] },
    ]);
    const goesOn = supply('utility.application.resumed.v1', '2026-04-01');
    expect(recordsFor([accepted, surveyed, waits, goesOn])[0]?.stops[0]?.to).toBe('2026-04-01');
  });

  it('is one story, whether the system or a person tells its steps', () => {
    const typed = acted('command.approval.utilityStep.v1', '2026-03-09T01:00:00.000Z', {
      item: 'T08',
      step: 'proposalIssued',
    });

    expect(recordsFor([accepted, surveyed, typed])).toMatchObject([
      { no: 'BZ1', utility: { proposalIssued: '2026-03-09T01:00:00.000Z' } },
    ]);
    expect(recordsFor([accepted, surveyed, typed])).toHaveLength(1);
  });

  it('that was cancelled may be handed in again', () => {
    const cancelled = aFact(
      'utility.application.cancelled.v1',
      '2026-03-10',
      { utility: 'power', reason: '用户撤销' },
      { applicationNo: 'BZ1' },
    );
    const again = supply('utility.application.accepted.v1', '2026-03-20');

    expect(recordsFor([accepted, cancelled, again]).map(({ no, state }) => [no, state])).toEqual([
      ['BZ1', 'withdrawn'],
      ['BZ1#2', 'accepted'],
    ]);
  });

  it('of another utility is not among them', () => {
    const water = aFact('utility.application.accepted.v1', '2026-03-02', { utility: 'water' });

    expect(recordsFor([water])).toEqual([]);
  });
});

describe('an application of an item that the template does not have', () => {
  it('is noted, unless its source names only a utility or a parcel', () => {
    const facts = [
      permit('permit.application.submitted.v1', '2026-03-02', { itemCode: 'G99' }),
      aFact('utility.application.accepted.v1', '2026-03-02', { utility: 'water' }),
      permit('permit.application.submitted.v1', '2026-03-02', {}, { applicationNo: 'SP2' }),
    ];

    expect(unknownItems(foldApproval(facts), [{ id: 'G19' }])).toMatchObject([
      { code: 'unknownItem', item: 'G99', application: 'SP1' },
    ]);
  });
});

describe('a land fact', () => {
  it('settles the item that it proves, without any application', () => {
    const signed = aFact('land.contract.signed.v1', '2026-03-02', { parcelNo: 'P(2026)001' });
    const dossier = foldApproval([signed]);

    expect(applicationsOf(dossier, { id: 'G03', land: 'contract' }).map(recordOf)).toMatchObject([
      {
        item: 'G03',
        no: 'P(2026)001',
        state: 'approved',
        decision: { at: '2026-03-02' },
        notes: [],
      },
    ]);
    expect(applicationsOf(dossier, { id: 'I06', land: 'cleared' })).toEqual([]);
  });
});
