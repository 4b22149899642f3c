import { describe, expect, it } from '@jest/globals';
import type { Fact } from '../../../domain/fact.ts';
import {
  aCommand,
  aFact,
  aRegistration,
  assessAt,
  constructionPermit,
  corrected,
  plan,
  registered,
  reported,
  team,
  voided,
} from '../../support/a-project.ts';

const TODAY = '2026-04-01';
const project = registered(
  aRegistration({
    milestones: [plan('constructionPermit', '2026-06-01'), plan('groundbreaking', '2026-06-15')],
  }),
);
const found = (...facts: Fact[]) =>
  assessAt([project, ...facts], TODAY).findings.map(({ id }) => id);
const permit = constructionPermit('2026-03-01');

describe('a finding', () => {
  it('is made of a report that waits for confirmation, with the last day for it', () => {
    const { findings } = assessAt(
      [project, permit, reported('groundbreaking', '2026-03-30')],
      TODAY,
    );

    // 4 to 6 April are days off.
    expect(findings).toMatchObject([
      { id: 'confirmationDue/groundbreaking', words: { until: '2026-04-07' } },
    ]);
  });

  it('is settled by the confirmation', () => {
    const confirm = aCommand('command.confirm.v1', '2026-03-31', {
      about: 'milestone',
      milestone: 'groundbreaking',
      decision: 'accept',
      actor: team,
    });

    expect(found(permit, reported('groundbreaking', '2026-03-30'), confirm)).toEqual([]);
  });

  it('is made once of several reports of a milestone that the template lacks, and not of a voided one', () => {
    const opening = reported('opening', '2026-03-01');

    expect(found(opening, reported('opening', '2026-03-02'))).toEqual(['unknownMilestone/opening']);
    expect(found(opening, voided(opening, '2026-03-03'))).toEqual([]);
  });

  it('is made of a correction and a void whose event has not come, until it comes', () => {
    const correction = corrected(permit, '2026-03-05', { issuedOn: '2026-02-28' });

    expect(found(correction)).toEqual([`correctionOfUnknown/${permit.id}`]);
    expect(found(correction, permit)).toEqual([]);
    expect(found(voided(permit, '2026-03-05'))).toEqual([`voidOfUnknown/${permit.id}`]);
  });

  it('is made of a decision without its acceptance, again when the acceptance is voided', () => {
    const application = { applicationNo: 'A-1' };
    const decision = aFact(
      'permit.decision.made.v1',
      '2026-03-02',
      { itemCode: 'G19', decision: 'approved' },
      application,
    );
    const accepted = aFact(
      'permit.application.accepted.v1',
      '2026-03-01',
      { itemCode: 'G19' },
      application,
    );

    const gap = ['gap//permit/wuhan-gaoxin/A-1'];
    expect(found(decision)).toEqual(gap);
    expect(found(decision, accepted)).toEqual([]);
    expect(found(decision, accepted, voided(accepted, '2026-03-03'))).toEqual(gap);
    expect(found(decision, voided(decision, '2026-03-03'))).toEqual([]);
  });

  it('is made of a plan that contradicts its own gates, until one of the two has come', () => {
    const upsideDown = registered(
      aRegistration({
        milestones: [
          plan('constructionPermit', '2026-06-20'),
          plan('groundbreaking', '2026-06-15'),
        ],
      }),
    );
    const conflicts = (...facts: Fact[]) =>
      assessAt([upsideDown, ...facts], TODAY).findings.map(({ id }) => id);

    expect(conflicts()).toEqual(['planConflict/constructionPermit/groundbreaking']);
    expect(conflicts(permit)).toEqual([]);
  });

  it('colours nothing', () => {
    expect(assessAt([project, voided(permit, '2026-03-05')], TODAY).colour).toBe('green');
  });
});

it('keeps the last note and the last monthly figures of a project', () => {
  const note = (at: string, text: string) => aFact('site.update.noted.v1', at, { text });
  const month = (at: string, data: { month: string; physicalShare?: number; text?: string }) =>
    aFact('site.progress.reported.v1', at, data);
  const facts = [
    note('2026-03-30', '桩基完成'),
    note('2026-03-01', '进场'),
    month('2026-03-05', { month: '2026-02', physicalShare: 12 }),
    month('2026-02-05', { month: '2026-01', physicalShare: 5 }),
    month('2026-03-06', { month: '2026-02', text: '雨天' }),
  ];

  expect(assessAt([project, ...facts], TODAY)).toMatchObject({
    lastUpdate: { day: '2026-03-30', text: '桩基完成' },
    progress: { month: '2026-02', physicalShare: 12, text: '雨天' },
  });
});
