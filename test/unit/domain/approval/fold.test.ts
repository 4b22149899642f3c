import { describe, expect, it } from '@jest/globals';
import type { Fact } from '../../../../domain/fact.ts';
import {
  aFact,
  corrected,
  fellSilent,
  revoked,
  spoke,
  voided,
} from '../../../support/a-project.ts';
import {
  accepted,
  acted,
  decided,
  issued,
  liaison,
  opened,
  permit,
  recordsOf,
  standing,
  submitted,
  unnumbered,
} from '../../../support/an-approval.ts';

describe('a decision that comes before its acceptance', () => {
  const acceptance = accepted('2026-03-02T02:20:00.000Z', { promisedDays: 2 });
  const decision = decided('2026-03-04T07:00:00.000Z');
  const inOrder = recordsOf([acceptance, decision]);

  it('counts, and shows the gap', () => {
    const [record] = recordsOf([decision]).records;

    expect(record?.state).toBe('approved');
    expect(record?.notes).toEqual([
      {
        code: 'gap',
        item: 'G19',
        application: 'SP1',
        words: { step: 'decided', on: '2026-03-04', missing: 'accepted' },
        ref: { source: decision.source, id: decision.id },
      },
    ]);
  });

  it('ends, once the acceptance has come, as if both had come in order', () => {
    expect(recordsOf([decision, acceptance])).toEqual(inOrder);
    expect(inOrder.records[0]?.notes).toEqual([]);
    expect(inOrder.records[0]?.acceptedAt).toBe('2026-03-02T02:20:00.000Z');
  });

  it('has one gap however many steps follow it', () => {
    const extension = permit('permit.limit.extended.v1', '2026-03-03', {
      extraDays: 5,
      reason: '',
    });
    const [record] = recordsOf([extension, decision, issued('2026-03-05')]).records;

    expect(record?.state).toBe('certificateIssued');
    expect(record?.notes.map(({ code }) => code)).toEqual(['gap']);
  });

  it('keeps its state when the acceptance is dated after it', () => {
    const late = accepted('2026-03-09T01:00:00.000Z');
    const [record] = recordsOf([decision, late]).records;

    expect(record?.state).toBe('approved');
    expect(record?.acceptedAt).toBe('2026-03-09T01:00:00.000Z');
    expect(record?.notes.map(({ code }) => code)).toEqual(['lateStep']);
  });

  it('needs no note when both are told by the day and stand in the wrong order of ids', () => {
    const facts = [
      accepted('2026-03-02', {}, { id: 'b' }),
      decided('2026-03-02', 'approved', { id: 'a' }),
    ];

    expect(recordsOf(facts).records[0]).toMatchObject({ state: 'approved', notes: [] });
  });
});

describe('steps of one day, told without a time', () => {
  const asked = permit(
    'permit.application.correction_requested.v1',
    '2026-03-02',
    { round: 1 },
    { id: 'a' },
  );
  const acceptance = accepted('2026-03-02', {}, { id: 'b' });

  it('are taken in the order in which such things happen', () => {
    const [record] = recordsOf([asked, acceptance]).records;

    expect(record?.corrections[0]?.beforeAcceptance).toBe(false);
    expect(record?.stops).toMatchObject([{ reason: 'CORRECTION', from: '2026-03-02' }]);
  });

  it('are taken in the order of their source where it numbers them', () => {
    const numbered = [
      { ...asked, sequence: 1 },
      { ...acceptance, sequence: 2 },
    ];

    expect(recordsOf(numbered).records[0]?.corrections[0]?.beforeAcceptance).toBe(true);
  });
});

describe('the time of a step', () => {
  it('is the one that its data names more exactly than the event', () => {
    const typedLater = accepted('2026-03-04T10:00:00.000Z', {
      acceptedAt: '2026-03-02T02:20:00.000Z',
    });
    const decision = decided('2026-03-03T07:00:00.000Z');
    const [record] = recordsOf([typedLater, decision]).records;

    expect(record?.acceptedAt).toBe('2026-03-02T02:20:00.000Z');
    expect(record?.notes).toEqual([]);
  });

  it('is the corrected one, whatever the data of the event says', () => {
    const acceptance = accepted('2026-03-04T02:20:00.000Z', {
      acceptedAt: '2026-03-04T02:20:00.000Z',
    });
    const earlier = corrected(acceptance, '2026-03-06', { occurredAt: '2026-03-03T08:40:00.000Z' });

    expect(recordsOf([acceptance, earlier]).records[0]?.acceptedAt).toBe(
      '2026-03-03T08:40:00.000Z',
    );
  });

  it('is for a command the day that it speaks of, and it is recorded when it is given', () => {
    const command = acted('command.approval.accept.v1', '2026-03-10T01:00:00.000Z', {
      on: '2026-03-02',
    });
    const { dossier } = recordsOf([command, decided('2026-03-04T07:00:00.000Z')]);
    const [step] = dossier.applications[0]?.steps ?? [];

    expect(step).toMatchObject({
      kind: 'accepted',
      at: '2026-03-02',
      recordedAt: '2026-03-10T01:00:00.000Z',
      by: { source: '/command', actor: { id: 'liaison-1', role: 'permitLiaison' } },
    });
  });

  it('hides from a view of the past what came later, but never what the approval is', () => {
    const facts = [
      opened('2026-03-05'),
      standing('2026-03-05'),
      accepted('2026-03-02'),
      decided('2026-03-04'),
    ];
    const { dossier, records } = recordsOf(facts, { asOf: '2026-03-03' });

    expect(records.map(({ state }) => state)).toEqual(['accepted']);
    expect(dossier.opening?.template).toBe('G');
    expect(dossier.project?.name).toBe('示例项目');
  });

  it('hides from a view of what was known then what reached us later', () => {
    const facts = [
      accepted('2026-03-02'),
      decided('2026-03-04', 'approved', { arrivedAt: '2026-03-20T00:00:00.000Z' }),
    ];

    expect(recordsOf(facts, { knownAt: '2026-03-10' }).records[0]?.state).toBe('accepted');
  });
});

describe('a fact that was voided', () => {
  const acceptance = accepted('2026-03-02');
  const certificate = issued('2026-03-05');
  const facts = [acceptance, decided('2026-03-04'), certificate, voided(certificate, '2026-03-08')];

  it('never happened, and is noted', () => {
    const { dossier, records } = recordsOf(facts);

    expect(records[0]).toMatchObject({ state: 'approved', certificates: [] });
    expect(dossier.notes).toMatchObject([
      {
        code: 'voided',
        item: 'G19',
        application: 'SP1',
        words: { step: 'certified', on: '2026-03-05' },
      },
    ]);
  });

  it('is not noted in a view from before its void', () => {
    expect(recordsOf(facts, { asOf: '2026-03-06' }).dossier.notes).toEqual([]);
  });
});

describe('applications', () => {
  it('of one number are one, whichever source speaks of it', () => {
    const facts = [
      accepted('2026-03-02'),
      decided('2026-03-04', 'approved', { source: '/ledger/permits' }),
    ];

    expect(recordsOf(facts).records.map(({ no, state }) => [no, state])).toEqual([
      ['SP1', 'approved'],
    ]);
  });

  it('without a number take the number that is told later', () => {
    const facts = [
      acted('command.approval.submit.v1', '2026-03-01T01:00:00.000Z', {}),
      accepted('2026-03-02'),
    ];

    expect(recordsOf(facts).records).toMatchObject([
      { no: 'SP1', state: 'accepted', submittedAt: '2026-03-01T01:00:00.000Z' },
    ]);
  });

  it('are found by the item alone when a person names no number', () => {
    const decision = acted('command.approval.decide.v1', '2026-03-04T01:00:00.000Z', {
      decision: 'approved',
      certNo: 'K1',
    });

    expect(recordsOf([accepted('2026-03-02'), decision]).records).toMatchObject([
      {
        no: 'SP1',
        state: 'certificateIssued',
        certificates: [{ no: 'K1', issuedOn: '2026-03-04' }],
      },
    ]);
  });

  it.each([
    { how: 'under the same number', told: (fact: Fact) => fact, no: 'SP1' },
    { how: 'without any number', told: unnumbered, no: '-' },
  ])('begin anew when one is handed in $how after a rejection', ({ told, no }) => {
    const facts = [
      submitted('2026-03-01'),
      accepted('2026-03-02'),
      decided('2026-03-04', 'rejected'),
      submitted('2026-03-06'),
      accepted('2026-03-07'),
    ];

    expect(recordsOf(facts.map(told)).records.map((one) => [one.no, one.state])).toEqual([
      [no, 'rejected'],
      [`${no}#2`, 'accepted'],
    ]);
  });

  it('leave a certificate to the one that was approved, not to the one that is still open', () => {
    const facts = [
      accepted('2026-03-01'),
      decided('2026-03-02'),
      accepted('2026-03-03', {}, { applicationNo: 'SP2' }),
      unnumbered(issued('2026-03-04')),
    ];

    expect(recordsOf(facts).records.map(({ state }) => state)).toEqual([
      'certificateIssued',
      'accepted',
    ]);
  });

  it('are revoked by the number of their certificate', () => {
    const facts = [
      issued('2026-03-01', 'K1'),
      issued('2026-03-02', 'K2', {}, { applicationNo: 'SP2' }),
      unnumbered(revoked('K1', '2026-03-09')),
    ];

    expect(recordsOf(facts).records.map(({ no, state }) => [no, state])).toEqual([
      ['SP1', 'revoked'],
      ['SP2', 'certificateIssued'],
    ]);
  });
});

describe('the dossier', () => {
  it('keeps rulings, confirmations, announcements, silences and the version that it was moved to', () => {
    const waived = acted('command.approval.waive.v1', '2026-03-02T01:00:00.000Z', {
      applies: false,
    });
    const confirmed = acted('command.approval.confirm.v1', '2026-03-03T01:00:00.000Z', {
      about: 'gap',
      decision: 'accept',
      applicationNo: 'SP1',
    });
    const announced = aFact('approval.consentAnnounced.v1', '2026-03-04', {
      item: 'G14',
      round: 1,
      department: '文物局',
      ahead: 3,
      due: '2026-03-09',
    });
    const moved = aFact('command.approval.moveTemplate.v1', '2026-03-05', {
      actor: liaison,
      reason: '新版',
      to: '2026.2',
    });
    const silent = [
      fellSilent('/permit/wuhan-gaoxin', '2026-03-01'),
      fellSilent('/utility/power', '2026-03-01'),
      spoke('/utility/power', '2026-03-01', '2026-03-08'),
    ];
    const { dossier } = recordsOf([opened(), waived, confirmed, announced, moved, ...silent]);

    expect(dossier).toMatchObject({
      applicability: { G19: { applies: false, on: '2026-03-02', by: liaison } },
      confirmations: [{ about: 'gap', applicationNo: 'SP1', decision: 'accept' }],
      announcements: { 'G14/1/文物局': [{ ahead: 3, on: '2026-03-04', due: '2026-03-09' }] },
      movedTo: { version: '2026.2' },
      silences: [{ source: '/permit/wuhan-gaoxin', since: '2026-03-01' }],
    });
  });

  it('does not hear again what it told its project itself', () => {
    const echoed = issued('2026-03-04', 'K1', {}, { source: '/approval/ZZY-900' });

    expect(recordsOf([accepted('2026-03-02'), echoed]).records[0]?.state).toBe('accepted');
  });
});
