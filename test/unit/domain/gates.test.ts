import { describe, expect, it } from '@jest/globals';
import type { Fact } from '../../../domain/fact.ts';
import {
  aCommand,
  aRegistration,
  assessAt,
  constructionPermit,
  definitionsWith,
  divisionLeader,
  energised,
  milestone,
  plan,
  registered,
  reported,
  signal,
  team,
} from '../../support/a-project.ts';

const TODAY = '2026-04-01';

function projectOf(...codes: string[]): Fact {
  return registered(aRegistration({ milestones: codes.map((code) => plan(code, '2026-06-15')) }));
}

const codesOf = (found: readonly { id: string }[]) => found.map(({ id }) => id);

describe('works that begin without their permit', () => {
  const project = projectOf('signed', 'constructionPermit', 'groundbreaking', 'toppedOut');
  const works = reported('groundbreaking', '2026-03-20', 'team');
  const signing = reported('signed', '2026-01-05', 'team');
  const decide = (decision: 'accept' | 'return', at = '2026-03-25') =>
    aCommand('command.confirm.v1', at, {
      about: 'worksWithoutPermit',
      milestone: 'groundbreaking',
      decision,
      actor: divisionLeader,
    });

  it('are red for the few who must know, and do not advance the stage', () => {
    const assessment = assessAt([project, signing, works], TODAY);

    expect(milestone(assessment, 'groundbreaking')).toMatchObject({
      state: 'withoutPermit',
      actual: '2026-03-20',
    });
    expect(signal(assessment, 'groundbreaking/compliance')).toMatchObject({
      colour: 'red',
      restricted: true,
      reason: { code: 'worksWithoutPermit', days: { actual: '2026-03-20' } },
    });
    expect(assessment).toMatchObject({ stage: 'signed', phase: 'signing', colour: 'red' });
    expect(signal(assessment, 'groundbreaking/due')).toBeUndefined();
  });

  it('count as groundbreaking once a leader accepts them', () => {
    const assessment = assessAt([project, signing, works, decide('accept')], TODAY);

    expect(milestone(assessment, 'groundbreaking').state).toBe('reached');
    expect(assessment.stage).toBe('groundbreaking');
    expect(signal(assessment, 'groundbreaking/compliance')).toBeUndefined();
  });

  it('do not count when a leader returns them: the milestone is open again', () => {
    const assessment = assessAt([project, works, decide('return')], TODAY);

    expect(milestone(assessment, 'groundbreaking').state).toBe('open');
    expect(signal(assessment, 'groundbreaking/due')?.colour).toBe('green');
  });

  it('that were returned stay returned when the permit comes, until they begin anew', () => {
    const facts = [project, works, decide('return'), constructionPermit('2026-03-28')];

    expect(milestone(assessAt(facts, TODAY), 'groundbreaking').state).toBe('open');
    const anew = reported('groundbreaking', '2026-03-30', 'team');
    expect(milestone(assessAt([...facts, anew], TODAY), 'groundbreaking')).toMatchObject({
      state: 'reached',
      actual: '2026-03-30',
    });
  });

  it('ask for a new decision when they begin anew after a return', () => {
    const anew = reported('groundbreaking', '2026-03-30', 'team');

    const assessment = assessAt([project, works, decide('return'), anew], TODAY);

    expect(milestone(assessment, 'groundbreaking')).toMatchObject({
      state: 'withoutPermit',
      actual: '2026-03-30',
    });
  });

  it('wait for a decision after they began; one before says nothing of them', () => {
    const { milestones } = assessAt([project, works, decide('accept', '2026-03-10')], TODAY);

    expect(milestones.find(({ code }) => code === 'groundbreaking')?.state).toBe('withoutPermit');
  });

  it('count from the day on which the permit is there', () => {
    const facts = [project, works, constructionPermit('2026-04-10')];

    expect(milestone(assessAt(facts, '2026-04-09'), 'groundbreaking').state).toBe('withoutPermit');
    const assessment = assessAt(facts, '2026-04-10');
    expect(milestone(assessment, 'groundbreaking')).toMatchObject({
      state: 'reached',
      actual: '2026-03-20',
    });
  });

  it('are no question while they are only reported, or where the permit was never asked for', () => {
    const byManager = reported('groundbreaking', '2026-03-20', 'projectManager');
    expect(milestone(assessAt([project, byManager], TODAY), 'groundbreaking').state).toBe(
      'reported',
    );

    const simple = projectOf('groundbreaking', 'toppedOut');
    expect(milestone(assessAt([simple, works], TODAY), 'groundbreaking').state).toBe('reached');
  });

  it('have no colour under the policy of dates alone, but still do not count', () => {
    const definitions = definitionsWith({ policy: 'milestones-only' });

    const assessment = assessAt([project, signing, works], TODAY, { definitions });

    expect(codesOf(assessment.signals)).toEqual(['constructionPermit/due', 'toppedOut/due']);
    expect(assessment.stage).toBe('signed');
  });
});

describe('a milestone reached before its gate', () => {
  it('counts, and asks for what is missing', () => {
    const assessment = assessAt(
      [projectOf('groundbreaking', 'toppedOut', 'accepted'), reported('toppedOut', '2026-03-01')],
      TODAY,
    );

    expect(assessment.stage).toBe('toppedOut');
    expect(assessment.findings).toMatchObject([
      {
        id: 'gateOpen/toppedOut/groundbreaking',
        words: { milestone: 'toppedOut', gate: 'groundbreaking' },
      },
    ]);
  });

  it('asks no more once the gate is told, however late', () => {
    const { findings } = assessAt(
      [
        projectOf('groundbreaking', 'toppedOut', 'accepted'),
        reported('toppedOut', '2026-03-01'),
        reported('groundbreaking', '2026-03-15', 'team'),
      ],
      TODAY,
    );

    expect(findings).toEqual([]);
  });
});

describe('a soft gate', () => {
  const facts = [
    projectOf('energised', 'accepted', 'trialProduction', 'production'),
    energised('2026-02-01'),
    reported('trialProduction', '2026-03-01', 'team'),
  ];
  const pass = (decision: 'accept' | 'return', documentNo?: string) =>
    aCommand('command.confirm.v1', '2026-03-02', {
      about: 'softGate',
      milestone: 'trialProduction',
      decision,
      actor: team,
      ...(documentNo === undefined ? {} : { documentNo }),
    });
  const found = (...more: Fact[]) => codesOf(assessAt([...facts, ...more], TODAY).findings);

  it('that is open is a gap in the paperwork for the few who must know', () => {
    expect(found()).toEqual(['softGateOpen/trialProduction/accepted']);
    expect(assessAt(facts, TODAY).findings).toMatchObject([{ restricted: true }]);
  });

  it('is passed by a document, and by the milestone itself', () => {
    expect(found(pass('accept', '环验〔2026〕3号'))).toEqual([]);
    expect(found(reported('accepted', '2026-03-20', 'team'))).toEqual([]);
  });

  it('stays open when the document is returned', () => {
    expect(found(pass('return', '环验〔2026〕3号'))).toHaveLength(1);
  });
});
