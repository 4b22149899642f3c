import { describe, expect, it } from '@jest/globals';
import type { Step } from '../../../../domain/approval/dossier.ts';
import { aStep, traced } from '../../../support/an-approval.ts';

const asked = (days: number, round?: number): Step =>
  aStep('correctionRequested', days, {
    ...(round !== undefined && { round }),
    documents: [{ name: '施工合同', reason: '缺少签章' }],
    replyBy: '2026-03-20',
  });
const answered = (days: number): Step => aStep('resubmitted', days, { round: 1 });
const stopped = (days: number, suspensionId: string): Step =>
  aStep('suspended', days, { suspensionId, stop: 'PUBLIC_NOTICE' });
const resumed = (days: number, suspensionId?: string): Step =>
  aStep('resumed', days, suspensionId === undefined ? {} : { suspensionId });

describe('a correction', () => {
  it('stops no clock before acceptance', () => {
    const record = traced(asked(1), answered(3), aStep('accepted', 4));

    expect(record.corrections).toMatchObject([
      { round: 1, askedAt: '2026-03-02', answeredAt: '2026-03-04', beforeAcceptance: true },
    ]);
    expect(record.stops).toEqual([]);
  });

  it('stops the clock after acceptance until it is answered', () => {
    const record = traced(aStep('accepted', 0), asked(1), answered(3));

    expect(record.stops).toMatchObject([
      { reason: 'CORRECTION', from: '2026-03-02', to: '2026-03-04', plannedResumeOn: '2026-03-20' },
    ]);
    expect(record.state).toBe('inReview');
  });

  it('told twice while it is open is one round', () => {
    const record = traced(asked(1, 1), asked(1, 1), answered(3));

    expect(record.corrections).toHaveLength(1);
  });

  it('is the next round when one was answered before, though the source counts none', () => {
    const record = traced(asked(1, 1), answered(2), asked(3, 1));

    expect(record.corrections.map(({ round, answeredAt }) => [round, answeredAt])).toEqual([
      [1, '2026-03-03'],
      [2, undefined],
    ]);
  });

  it('asked for again without an answer in between ends the round before', () => {
    const record = traced(aStep('accepted', 0), asked(1, 1), asked(5, 2));

    expect(record.corrections.map(({ answeredAt }) => answeredAt)).toEqual([
      '2026-03-06',
      undefined,
    ]);
    expect(record.stops.map(({ to }) => to)).toEqual(['2026-03-06', undefined]);
  });

  it('left open by an acceptance is not asked for any more', () => {
    const record = traced(asked(1), aStep('accepted', 4));

    expect(record.state).toBe('accepted');
    expect(record.corrections[0]?.answeredAt).toBe('2026-03-05');
  });
});

describe('stops', () => {
  it('may overlap; the application goes on when the last has ended', () => {
    const steps = [
      aStep('accepted', 0),
      stopped(1, 'ZT-1'),
      stopped(5, 'ZT-2'),
      resumed(9, 'ZT-1'),
    ];

    expect(traced(...steps).state).toBe('suspended');
    expect(traced(...steps, resumed(15, 'ZT-2'))).toMatchObject({
      state: 'inReview',
      stops: [
        { id: 'ZT-1', from: '2026-03-02', to: '2026-03-10' },
        { id: 'ZT-2', from: '2026-03-06', to: '2026-03-16' },
      ],
    });
  });

  it('of a source that gives no ids end by the only one that is open', () => {
    const record = traced(aStep('accepted', 0), stopped(1, 'ZT-1'), resumed(4));

    expect(record.stops[0]?.to).toBe('2026-03-05');
  });

  it('are not ended by the end of another', () => {
    const record = traced(aStep('accepted', 0), stopped(1, 'ZT-1'), resumed(4, 'ZT-9'));

    expect(record.state).toBe('suspended');
    expect(record.notes.map(({ code }) => code)).toEqual(['illegalStep']);
  });

  it('told before the acceptance count from when it is known', () => {
    const before = [stopped(1, 'ZT-1')];

    expect(traced(...before).notes.map(({ code }) => code)).toEqual(['gap']);
    expect(traced(...before, aStep('accepted', 2))).toMatchObject({
      state: 'suspended',
      notes: [],
    });
  });
});

describe('missing documents', () => {
  const deficient = aStep('accepted', 0, {
    mode: 'deficient',
    deficiencies: [
      { doc: '保证金凭证', dueDate: '2026-03-15' },
      { doc: '监理合同', dueDate: '2026-03-15' },
    ],
  });
  const madeUp = (...steps: Step[]) =>
    traced(deficient, ...steps).deficiencies.flatMap((one) => (one.madeUpAt ? [one.document] : []));

  it('are made up by name, or all at once where nothing else was asked for', () => {
    expect(madeUp(aStep('resubmitted', 2, { documents: [{ name: '监理合同' }] }))).toEqual([
      '监理合同',
    ]);
    expect(madeUp(aStep('resubmitted', 2))).toEqual(['保证金凭证', '监理合同']);
  });

  it('are not made up by the answer to a correction', () => {
    expect(madeUp(asked(1), answered(2))).toEqual([]);
  });

  it('do not answer a correction', () => {
    const made = aStep('resubmitted', 2, { documents: [{ name: '监理合同' }] });

    expect(traced(deficient, asked(1), made).state).toBe('correctionRequested');
  });

  it('are as a person who looked at them says', () => {
    const documents = [{ name: '监理合同' }];
    const taken = aStep('deficiencyChecked', 3, { documents, result: 'passed' });
    const sentBack = aStep('deficiencyChecked', 4, { documents, result: 'failed' });

    expect(madeUp(taken)).toEqual(['监理合同']);
    expect(madeUp(taken, sentBack)).toEqual([]);
  });
});

describe('a joint acceptance', () => {
  const failed = aStep('acceptanceResult', 5, {
    result: 'failed',
    rectifications: [{ dept: '消防', issue: '疏散指示缺失', dueDate: '2026-03-20' }],
  });

  it('that failed is a round with all that is wrong, and stops the clock', () => {
    const record = traced(aStep('accepted', 0), failed);

    expect(record).toMatchObject({
      state: 'correctionRequested',
      rectifications: [{ dept: '消防' }],
      corrections: [{ round: 1, documents: [{ name: '消防', reason: '疏散指示缺失' }] }],
      stops: [{ reason: 'RECTIFY', from: '2026-03-06' }],
    });
  });

  it('that is passed afterwards ends the round and decides', () => {
    const passed = aStep('acceptanceResult', 9, { result: 'passed' });
    const record = traced(aStep('accepted', 0), failed, passed);

    expect(record).toMatchObject({
      state: 'approved',
      corrections: [{ answeredAt: '2026-03-10' }],
      stops: [{ to: '2026-03-10' }],
      decision: { is: 'approved', at: '2026-03-10' },
    });
  });
});

describe('certificates', () => {
  const certified = (days: number, certNo: string, phase?: string): Step =>
    aStep('certified', days, { certNo, certType: '施工许可证', ...(phase && { phase }) });
  const revoked = (days: number, certNo: string): Step =>
    aStep('revoked', days, { certNo, revokedOn: '2026-03-20', reason: '材料不实' });

  it('of another phase amend nothing', () => {
    const record = traced(certified(1, 'K1', '基坑'), certified(9, 'K2', '地上'));

    expect(record.state).toBe('certificateIssued');
    expect(record.certificates.map(({ no }) => no)).toEqual(['K1', 'K2']);
  });

  it('leave the application certified as long as one is left', () => {
    const two = [certified(1, 'K1', '基坑'), certified(9, 'K2', '地上'), revoked(19, 'K1')];

    expect(traced(...two).state).toBe('certificateIssued');
    expect(traced(...two, revoked(20, 'K2'))).toMatchObject({
      state: 'revoked',
      ended: { how: 'revoked', reason: '材料不实' },
    });
  });

  it('may be revoked before they are told', () => {
    const record = traced(revoked(1, 'K1'), certified(2, 'K1'));

    expect(record.state).toBe('revoked');
    expect(record.certificates[0]?.revoked?.reason).toBe('材料不实');
  });

  it('of an unknown number revoke nothing that is known, and leave a gap', () => {
    const record = traced(aStep('accepted', 0), certified(1, 'K1'), revoked(2, 'K7'));

    expect(record.state).toBe('certificateIssued');
    expect(record.notes).toMatchObject([{ code: 'gap', words: { certNo: 'K7' } }]);
  });
});

describe('opinions', () => {
  const said = (days: number, opinion: 'agree' | 'disagree', department = '文物局'): Step =>
    aStep('opinionGiven', days, { department, opinion });

  it('are kept each, the same one of the same day once', () => {
    const record = traced(said(1, 'disagree'), said(1, 'disagree'), said(4, 'agree'));

    expect(record.opinions.map(({ opinion, at }) => [opinion, at])).toEqual([
      ['disagree', '2026-03-02'],
      ['agree', '2026-03-05'],
    ]);
    expect(record.notes).toEqual([]);
  });

  it('survive a redesign, whose day is kept', () => {
    const record = traced(
      said(1, 'agree'),
      aStep('decided', 2, { decision: 'approved' }),
      aStep('resubmitted', 9, { redesign: true }),
    );

    expect(record).toMatchObject({ state: 'approved', redesignedAt: '2026-03-10' });
    expect(record.opinions).toHaveLength(1);
  });
});
