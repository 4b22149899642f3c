import { describe, expect, it } from '@jest/globals';
import type { Fact } from '../../../domain/fact.ts';
import {
  aCommand,
  aRegistration,
  assessAt,
  certificate,
  constructionPermit,
  definitionsWith,
  divisionLeader,
  plan,
  registered,
  reported,
  voided,
} from '../../support/a-project.ts';

const TODAY = '2026-06-15';

const reopen = (at = '2026-06-10') =>
  aCommand('command.reopen.v1', at, { actor: divisionLeader, reason: '二期' });

describe('a pipeline project', () => {
  const pipeline = registered(
    aRegistration({
      pipeline: true,
      milestones: [plan('signed', '2026-05-01'), plan('groundbreaking', '2026-08-01')],
    }),
  );

  it('carries no colour of its dates before it is signed', () => {
    expect(assessAt([pipeline], TODAY)).toMatchObject({
      status: 'pipeline',
      phase: 'lead',
      stage: 'negotiation',
      colour: null,
      signals: [],
    });
  });

  it('is coloured before it is signed where the policy says so', () => {
    const definitions = definitionsWith({}, ({ policy }) => {
      policy.pipelineDates = true;
    });

    expect(assessAt([pipeline], TODAY, { definitions })).toMatchObject({
      status: 'pipeline',
      colour: 'red',
    });
  });

  it('becomes an ordinary one with its signature, not with a report of it', () => {
    expect(assessAt([pipeline, reported('signed', '2026-06-01')], TODAY).status).toBe('pipeline');
    expect(assessAt([pipeline, reported('signed', '2026-06-01', 'team')], TODAY)).toMatchObject({
      status: 'active',
      phase: 'signing',
      stage: 'signed',
      colour: 'green',
    });
  });

  it("is signed by the template's own anchor", () => {
    const definitions = definitionsWith({}, ({ template }) => {
      template.phases.signing = 'filed';
    });

    const facts = [pipeline, certificate('企业投资项目备案证', '2026-06-01')];

    expect(assessAt(facts, TODAY, { definitions }).status).toBe('active');
  });

  it('keeps its status when the signature is withdrawn, until somebody decides', () => {
    const signing = reported('signed', '2026-06-01', 'team');

    expect(assessAt([pipeline, signing, voided(signing, '2026-06-05')], TODAY)).toMatchObject({
      status: 'active',
      colour: 'red',
    });
  });
});

describe('a project whose whole plan is done', () => {
  const project = registered(
    aRegistration({
      milestones: [plan('constructionPermit', '2026-03-01'), plan('groundbreaking', '2026-04-01')],
    }),
  );
  const done: Fact[] = [
    constructionPermit('2026-03-01'),
    reported('groundbreaking', '2026-04-01', 'team'),
  ];

  it('is completed and closed, and time changes nothing in it', () => {
    const handover = aCommand('command.assign.v1', '2026-06-01', {
      post: 'manager',
      person: 'pm-2',
      from: '2026-09-01',
    });

    const assessment = assessAt([project, ...done, handover], TODAY);

    expect(assessment).toMatchObject({ status: 'completed', closed: true, colour: null });
    expect(assessment).not.toHaveProperty('nextChangeAt');
  });

  it('is not completed while a report waits or something happened beside the plan that does', () => {
    const beside = reported('signed', '2026-04-01');

    expect(assessAt([project, ...done, beside], TODAY).status).toBe('active');
  });

  it('stays closed by the latch whatever comes later', () => {
    const [permit] = done;
    const taken = permit ? [voided(permit, '2026-06-01')] : [];

    const assessment = assessAt([project, ...done, ...taken], TODAY, { closed: true });

    expect(assessment).toMatchObject({ status: 'completed', closed: true, colour: null });
  });

  it('is open again when reopened, and closes only after some progress', () => {
    expect(assessAt([project, ...done, reopen()], TODAY)).toMatchObject({
      status: 'active',
      closed: false,
      colour: 'green',
    });
    const more = certificate('竣工验收备案表', '2026-06-12');
    expect(assessAt([project, ...done, reopen(), more], TODAY).status).toBe('completed');
  });
});

describe('a terminated project', () => {
  const terminate = aCommand('command.terminate.v1', '2026-06-01', { actor: divisionLeader });
  const project = registered(aRegistration({ milestones: [plan('accepted', '2026-03-01')] }));

  it('is closed and without colour', () => {
    expect(assessAt([project, terminate], TODAY)).toMatchObject({
      status: 'terminated',
      closed: true,
      colour: null,
      signals: [],
    });
  });

  it('is terminated although it is paused or its plan is done', () => {
    const pause = aCommand('command.pause.v1', '2026-05-01', { from: '2026-05-01' });
    const accepted = certificate('竣工验收备案表', '2026-02-01');

    expect(assessAt([project, pause, accepted, terminate], TODAY).status).toBe('terminated');
  });

  it('runs again when reopened', () => {
    expect(assessAt([project, terminate, reopen()], TODAY)).toMatchObject({
      status: 'active',
      closed: false,
      colour: 'red',
    });
  });
});

describe('the stage', () => {
  const project = registered(
    aRegistration({ milestones: [plan('signed', '2026-01-05'), plan('production', '2026-12-01')] }),
  );
  const stageOf = (...facts: Fact[]) => {
    const { stage, phase } = assessAt([project, ...facts], TODAY);
    return `${phase}: ${stage}`;
  };

  it.each([
    { facts: [], stage: 'lead: negotiation' },
    { facts: [reported('review', '2026-01-02')], stage: 'lead: review' },
    { facts: [reported('signed', '2026-01-05', 'team' as const)], stage: 'signing: signed' },
    {
      facts: [
        reported('signed', '2026-01-05', 'team' as const),
        certificate('企业投资项目备案证', '2026-02-01'),
      ],
      stage: 'signing: filed',
    },
    {
      facts: [reported('groundbreaking', '2026-03-01', 'team' as const)],
      stage: 'groundbreaking: groundbreaking',
    },
    {
      facts: [
        reported('production', '2026-06-01', 'team' as const),
        reported('toppedOut', '2026-05-01'),
      ],
      stage: 'production: production',
    },
    {
      facts: [reported('fullOutput', '2026-06-01', 'team' as const)],
      stage: 'fullOutput: fullOutput',
    },
    { facts: [reported('production', '2026-06-01')], stage: 'lead: negotiation' },
  ])('is $stage, by the furthest milestone that counts', ({ facts, stage }) => {
    expect(stageOf(...facts)).toBe(stage);
  });
});
