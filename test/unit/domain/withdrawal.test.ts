import { describe, expect, it } from '@jest/globals';
import type { Fact } from '../../../domain/fact.ts';
import {
  aCommand,
  aFact,
  aRegistration,
  assessAt,
  constructionPermit,
  divisionLeader,
  milestone,
  person,
  plan,
  registered,
  reported,
  revoked,
  team,
  voided,
} from '../../support/a-project.ts';

const PLANNED = '2026-06-15';
const TODAY = '2026-07-01';

function projectWith(code: string, overrides: Parameters<typeof aRegistration>[0] = {}): Fact {
  return registered(aRegistration({ milestones: [plan(code, PLANNED)], ...overrides }));
}

function stateOf(code: string, facts: Fact[]) {
  return milestone(assessAt([projectWith(code), ...facts], TODAY), code);
}

const confirmed = aCommand('command.confirm.v1', '2026-06-20', {
  about: 'milestone',
  milestone: 'groundbreaking',
  decision: 'accept',
  actor: team,
});

/** Works that began while their permit was still missing. */
const awaitingPermit = registered(
  aRegistration({
    milestones: [plan('constructionPermit', '2026-07-10'), plan('groundbreaking', '2026-08-15')],
  }),
);
const works = reported('groundbreaking', '2026-06-20', 'supervision');

describe('a proof that is taken back', () => {
  it('leaves a milestone open that it had never reached', () => {
    const mistake = reported('groundbreaking', '2026-06-10', 'projectManager');
    const assessment = assessAt(
      [projectWith('groundbreaking'), mistake, voided(mistake, '2026-06-12')],
      '2026-06-12',
    );

    expect(milestone(assessment, 'groundbreaking')).toMatchObject({ state: 'open', facts: [] });
    expect(assessment).toMatchObject({ stage: 'negotiation', colour: 'blue' });
  });

  it('leaves works open that never counted for want of a permit', () => {
    const begun = assessAt([awaitingPermit, works], '2026-06-21');
    const gone = assessAt([awaitingPermit, works, voided(works, '2026-06-22')], '2026-06-22');

    expect(milestone(begun, 'groundbreaking').state).toBe('withoutPermit');
    expect(milestone(gone, 'groundbreaking').state).toBe('open');
    expect(gone).toMatchObject({ stage: 'negotiation', colour: 'green' });
  });

  it('withdraws works that a leader had let count without their permit', () => {
    const allowed = aCommand('command.confirm.v1', '2026-06-21', {
      about: 'worksWithoutPermit',
      milestone: 'groundbreaking',
      decision: 'accept',
      actor: divisionLeader,
    });

    const gone = assessAt(
      [awaitingPermit, works, allowed, voided(works, '2026-06-22')],
      '2026-06-22',
    );

    expect(milestone(gone, 'groundbreaking').state).toBe('withdrawn');
  });

  it('is withdrawn when it had been confirmed', () => {
    const report = reported('groundbreaking', '2026-06-10');
    const facts = [report, confirmed, voided(report, '2026-06-25')];

    expect(stateOf('groundbreaking', facts).state).toBe('withdrawn');
  });

  it('is withdrawn although a weaker report stands, and the stage stays', () => {
    const permit = constructionPermit('2026-06-10');
    const report = reported('constructionPermit', '2026-06-09');
    const assessment = assessAt(
      [
        projectWith('constructionPermit', {
          milestones: [plan('constructionPermit', PLANNED), plan('groundbreaking', '2026-12-01')],
        }),
        permit,
        report,
        revoked('建筑工程施工许可证-1', '2026-06-20'),
      ],
      TODAY,
    );

    expect(milestone(assessment, 'constructionPermit')).toMatchObject({
      state: 'withdrawn',
      actual: '2026-06-10',
      evidence: 'reported',
    });
    expect(assessment.stage).toBe('constructionPermit');
  });

  it('names the proof and what took it back', () => {
    const permit = constructionPermit('2026-06-10');
    const taken = revoked('建筑工程施工许可证-1', '2026-06-20');

    expect(stateOf('constructionPermit', [permit, taken]).facts).toEqual(
      [permit, taken].map(({ source, id }) => ({ source, id })),
    );
  });

  it('that was certified by day leaves the certified day, not the day of its event', () => {
    const late = aFact('permit.certificate.issued.v1', '2026-06-14', {
      itemCode: 'G19',
      certType: '施工许可证',
      certNo: 'C-1',
      issuedOn: '2026-06-10',
    });

    expect(stateOf('constructionPermit', [late, revoked('C-1', '2026-06-20')]).actual).toBe(
      '2026-06-10',
    );
  });

  it('is revoked from the day of the revocation on, not from its announcement', () => {
    const facts = [
      projectWith('constructionPermit'),
      constructionPermit('2026-06-01'),
      revoked('建筑工程施工许可证-1', '2026-07-10', '2026-06-20'),
    ];

    const before = assessAt(facts, TODAY);

    expect(milestone(before, 'constructionPermit').state).toBe('reached');
    expect(milestone(assessAt(facts, '2026-07-10'), 'constructionPermit').state).toBe('withdrawn');
  });

  it.each([
    { told: 'a day before', at: '2026-06-09' },
    { told: 'on the same day, without a time', at: '2026-06-10' },
  ])('is revoked even if the revocation is told $told its issue', ({ at }) => {
    const permit = aFact('permit.certificate.issued.v1', '2026-06-10T08:00:00.000Z', {
      itemCode: 'G19',
      certType: '施工许可证',
      certNo: 'C-1',
      issuedOn: '2026-06-10',
    });

    const assessment = assessAt(
      [projectWith('constructionPermit'), permit, revoked('C-1', '2026-06-10', at)],
      TODAY,
    );

    expect(milestone(assessment, 'constructionPermit').state).toBe('withdrawn');
    expect(assessment.findings).toEqual([]);
  });

  it('is issued anew under the same number after its revocation', () => {
    const facts = [
      constructionPermit('2026-06-01', { certNo: 'C-1' }),
      revoked('C-1', '2026-06-05'),
      constructionPermit('2026-06-20', { certNo: 'C-1' }),
    ];

    expect(stateOf('constructionPermit', facts)).toMatchObject({
      state: 'reached',
      actual: '2026-06-20',
    });
  });

  it('needs no second decision when the same certificate is taken back twice', () => {
    const permit = constructionPermit('2026-06-01', { certNo: 'C-1' });
    const kept = aCommand('command.confirm.v1', '2026-06-10', {
      about: 'withdrawal',
      milestone: 'constructionPermit',
      decision: 'return',
      actor: divisionLeader,
    });

    const facts = [permit, voided(permit, '2026-06-05'), kept, revoked('C-1', '2026-06-20')];

    expect(stateOf('constructionPermit', facts).state).toBe('reached');
  });

  it('that was typed in error counts at once, though its void bears the date of tomorrow', () => {
    const permit = constructionPermit('2026-06-01');

    expect(stateOf('constructionPermit', [permit, voided(permit, '2026-07-02')]).state).toBe(
      'withdrawn',
    );
  });

  it('stands again when its revocation was typed in error', () => {
    const taken = revoked('建筑工程施工许可证-1', '2026-06-20');

    const facts = [constructionPermit('2026-06-10'), taken, voided(taken, '2026-06-22')];

    expect(stateOf('constructionPermit', facts)).toMatchObject({
      state: 'reached',
      actual: '2026-06-10',
    });
  });

  it('of unknown number is a gap', () => {
    const { findings } = assessAt(
      [projectWith('constructionPermit'), revoked('C-9', '2026-06-20')],
      TODAY,
    );

    expect(findings.map(({ id }) => id)).toEqual(['gap/C-9']);
  });

  it('does not take back what a person said, even if it names the same id', () => {
    const said = aCommand('command.recordMilestone.v1', '2026-06-11', {
      milestone: 'groundbreaking',
      date: '2026-06-10',
      actor: person('team-2', 'team'),
    });
    const project = projectWith('groundbreaking');

    const facts = [project, said, voided(said, '2026-06-12'), voided(project, '2026-06-12')];

    expect(milestone(assessAt(facts, TODAY), 'groundbreaking').state).toBe('reached');
  });

  it('is lost for good by the decision of a leader, and open for a new one', () => {
    const permit = constructionPermit('2026-06-01');
    const decision = aCommand('command.confirm.v1', '2026-06-20', {
      about: 'withdrawal',
      milestone: 'constructionPermit',
      decision: 'accept',
      actor: divisionLeader,
    });
    const facts = [permit, voided(permit, '2026-06-10'), decision];

    const lost = stateOf('constructionPermit', facts);
    expect(lost.state).toBe('open');
    expect(lost).not.toHaveProperty('actual');
    expect(
      stateOf('constructionPermit', [...facts, reported('constructionPermit', '2026-06-22')]),
    ).toMatchObject({ state: 'reported', actual: '2026-06-22' });
  });
});
