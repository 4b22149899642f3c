import { describe, expect, it } from '@jest/globals';
import type { Assessment } from '../../../domain/assessment.ts';
import { explain } from '../../../domain/explain.ts';
import type { Fact } from '../../../domain/fact.ts';
import type { Day } from '../../../domain/time.ts';
import {
  aCommand,
  aGate,
  approvalSaid,
  aRegistration,
  assessAt,
  certificate,
  constructionPermit,
  definitionsWith,
  divisionLeader,
  milestone,
  plan,
  registered,
  reported,
  signal,
  voided,
} from '../../support/a-project.ts';

const TODAY = '2026-04-01';
const BEGUN = '2026-03-20';

const planned = (...codes: string[]): Fact =>
  registered(aRegistration({ milestones: codes.map((code) => plan(code, '2026-06-15')) }));
const project = planned('signed', 'constructionPermit', 'groundbreaking', 'trialProduction');
const permit = constructionPermit('2026-03-18');
const works = reported('groundbreaking', BEGUN, 'team');
const lacks = (at: Day, ...items: string[]) =>
  approvalSaid(at, { gates: [aGate('groundbreaking', items)] });

const groundbreaking = (...facts: Fact[]) =>
  milestone(assessAt([project, permit, works, ...facts], TODAY), 'groundbreaking').state;
const findingsOf = (facts: Fact[]): string[] => assessAt(facts, TODAY).findings.map(({ id }) => id);
const told = (assessment: Assessment, language: 'zh' | 'en') =>
  explain(assessment, TODAY, language).headline;

describe('works that begin with a gate of the approval shut', () => {
  const facts = [project, permit, lacks('2026-02-01', 'G07', 'G08'), works];

  it('are red for the few who must know, say what is missing and do not count', () => {
    const assessment = assessAt(facts, TODAY);

    expect(milestone(assessment, 'groundbreaking').state).toBe('withoutPermit');
    expect(assessment).toMatchObject({ stage: 'constructionPermit', colour: 'red' });
    expect(signal(assessment, 'groundbreaking/compliance')).toMatchObject({
      colour: 'red',
      restricted: true,
      reason: { words: { milestone: 'groundbreaking', items: 'G07 G08' } },
    });
    expect(told(assessment, 'zh')).toBe(
      '开工已于2026-03-20发生，而前置许可（环境影响评价、水土保持方案）尚未取得，待人工决定',
    );
  });

  it('count once a leader accepts them, and once the gate opens', () => {
    const accepted = aCommand('command.confirm.v1', '2026-03-25', {
      about: 'worksWithoutPermit',
      milestone: 'groundbreaking',
      decision: 'accept',
      actor: divisionLeader,
    });

    expect(milestone(assessAt([...facts, accepted], TODAY), 'groundbreaking').state).toBe(
      'reached',
    );
    expect(groundbreaking(lacks('2026-02-01', 'G07'), lacks('2026-03-25'))).toBe('reached');
  });

  it('are no breach where it is not determined whether an item is needed: somebody is asked', () => {
    const unsure = approvalSaid('2026-02-01', {
      gates: [aGate('groundbreaking', [], { undetermined: ['G07'] })],
    });

    expect(groundbreaking(unsure)).toBe('reached');
    expect(findingsOf([project, permit, works, unsure])).toContain(
      'gateUndetermined/groundbreaking/G07',
    );
  });

  it('are no breach where the approval was opened after them: what is missing is asked for', () => {
    const late = lacks('2026-03-21', 'G07');

    expect(groundbreaking(late)).toBe('reached');
    expect(findingsOf([project, permit, works, late])).toContain('gateOpen/groundbreaking/G07');
  });

  it('are no breach where the project has proof of the item that the approval lacks', () => {
    expect(groundbreaking(lacks('2026-02-01', 'G19'))).toBe('reached');
    expect(
      milestone(
        assessAt([planned('groundbreaking'), works, lacks('2026-02-01', 'G19')], TODAY),
        'groundbreaking',
      ).state,
    ).toBe('withoutPermit');
  });

  it('are doubtful while the permitting system is silent, which alone could say otherwise', () => {
    const silent = { source: '/permit/wuhan-gaoxin', matters: ['permit'], since: '2026-03-01' };
    const quiet: Fact = {
      ...approvalSaid('2026-03-05'),
      ...{ id: 'quiet', source: '/silence', type: 'source.fellSilent.v1', data: silent },
    };

    expect(
      signal(assessAt([...facts, quiet], TODAY), 'groundbreaking/compliance')?.unverified,
    ).toMatchObject({ sources: ['/permit/wuhan-gaoxin'], heldColour: 'green' });
  });

  it('are as before in a lifecycle without an approval', () => {
    const definitions = definitionsWith({}, (copy) => {
      delete copy.approval;
    });

    expect(milestone(assessAt(facts, TODAY, { definitions }), 'groundbreaking').state).toBe(
      'reached',
    );
  });
});

describe('an item taken back behind works that began rightly', () => {
  const opened = lacks('2026-03-10');
  const shut = lacks('2026-03-25', 'G07');
  const facts = [project, permit, opened, works, shut];

  it('is red and sends no stage back by itself', () => {
    const assessment = assessAt(facts, TODAY);

    expect(assessment).toMatchObject({ stage: 'groundbreaking', colour: 'red' });
    expect(signal(assessment, 'groundbreaking/withdrawn')).toMatchObject({
      colour: 'red',
      reason: { code: 'gateClosed', words: { items: 'G07' } },
    });
    expect(findingsOf(facts)).not.toContain('gateOpen/groundbreaking/G07');
    expect(told(assessment, 'en')).toBe(
      'Groundbreaking was reached on 2026-03-20 and Environmental impact assessment was taken back since; the stage stays until somebody confirms',
    );
  });

  it('is settled when the approval says that the gate is open again', () => {
    const assessment = assessAt([...facts, lacks('2026-03-28')], TODAY);

    expect(signal(assessment, 'groundbreaking/withdrawn')).toBeUndefined();
  });

  it('is told by the milestone that its certificate proves, where there is one', () => {
    const taken = [
      project,
      permit,
      opened,
      works,
      lacks('2026-03-25', 'G19'),
      voided(permit, '2026-03-25'),
    ];
    const assessment = assessAt(taken, TODAY);

    expect(signal(assessment, 'constructionPermit/withdrawn')?.colour).toBe('red');
    expect(signal(assessment, 'groundbreaking/withdrawn')).toBeUndefined();
    expect(assessment.stage).toBe('groundbreaking');
  });

  it('before the works began makes them works without permit', () => {
    const before = [opened, lacks('2026-03-15', 'G07')];

    expect(groundbreaking(...before)).toBe('withoutPermit');
  });
});

describe('a gate of the approval that only asks', () => {
  const trial = reported('trialProduction', BEGUN, 'team');
  const gate = aGate('trialProduction', ['G29'], { soft: ['G26'] });
  const facts = [project, approvalSaid('2026-02-01', { gates: [gate] }), trial];

  it('lets the milestone count and asks for what is missing', () => {
    expect(milestone(assessAt(facts, TODAY), 'trialProduction').state).toBe('reached');
    expect(findingsOf(facts)).toEqual(
      expect.arrayContaining(['gateOpen/trialProduction/G29', 'softGateOpen/trialProduction/G26']),
    );
  });

  it('is passed softly by a document number', () => {
    const passed = aCommand('command.confirm.v1', '2026-03-25', {
      about: 'softGate',
      milestone: 'trialProduction',
      decision: 'accept',
      documentNo: '园复〔2026〕12号',
      actor: divisionLeader,
    });

    expect(findingsOf([...facts, passed])).not.toContain('softGateOpen/trialProduction/G26');
  });
});

describe('a certificate that a person has recorded in the approval', () => {
  const own = certificate('建筑工程施工许可证', '2026-03-18', {
    source: '/approval/ZZY-900',
    applicationNo: 'SP-1',
  });

  it('proves its milestone like any other, and asks for no acceptance', () => {
    expect(milestone(assessAt([project, own], TODAY), 'constructionPermit')).toMatchObject({
      state: 'reached',
      evidence: 'certified',
    });
    expect(findingsOf([project, own])).not.toContain('gap//approval/ZZY-900/SP-1');
  });
});
