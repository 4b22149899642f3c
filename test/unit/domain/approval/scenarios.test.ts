import { describe, expect, it } from '@jest/globals';
import type { ApprovalAssessment, ItemAssessment } from '../../../../domain/approval/assessment.ts';
import { approvalCore } from '../../../../domain/approval/core.ts';
import { simulateApproval } from '../../../../domain/approval/simulate.ts';
import type { Traits } from '../../../../domain/approval/template.ts';
import type { Fact } from '../../../../domain/fact.ts';
import { addDays, endOf, startOf, type Day } from '../../../../domain/time.ts';
import {
  accepted,
  acted,
  decided,
  issued,
  opened,
  permit,
  standing,
  submitted,
} from '../../../support/an-approval.ts';
import { catalogue, corrected, person, voided } from '../../../support/a-project.ts';

function definitionsOf(id: string) {
  const template = catalogue.approvals.get(id);
  const policy = catalogue.policies.get(catalogue.defaultPolicy);
  if (!template || !policy) throw new Error(`No template ${id}`);
  return { template, policy, calendar: catalogue.calendar };
}

const G = definitionsOf('G');

interface Known {
  traits?: Traits;
  milestones?: Record<string, { planned?: Day; redLine?: true; reached?: Day | null }>;
}

function assessed(facts: readonly Fact[], today: Day, known: Known = {}, template = G) {
  const whole = [opened(), standing('2026-01-01', known), ...facts];
  return approvalCore.assess(approvalCore.fold(whole), template, endOf(today), { closed: false });
}

function itemOf(assessment: ApprovalAssessment, id = 'G19'): ItemAssessment {
  const item = assessment.items.find((one) => one.id === id);
  if (!item) throw new Error(`No item ${id}`);
  return item;
}

const promised = (item: ItemAssessment) => item.clocks.find(({ kind }) => kind === 'promised');
const dueOf = (facts: readonly Fact[], today: Day) => promised(itemOf(assessed(facts, today)))?.due;
const kindsOf = ({ duties }: ApprovalAssessment, item: string) =>
  duties.filter((duty) => duty.item === item).map(({ kind, detail }) => [kind, detail]);

describe('a promised limit', () => {
  it.each([
    ['of 5 days ends before the make-up Saturday', '2026-02-13', 5, '2026-02-27'],
    ['of 7 days counts the make-up Saturday', '2026-02-13', 7, '2026-03-02'],
    ['begins on a make-up Saturday as on any day', '2026-02-14', 1, '2026-02-24'],
    ['from a day off begins on the next working day', '2026-02-16', 1, '2026-02-25'],
  ])('%s', (_what, on, promisedDays, due) => {
    expect(dueOf([accepted(on, { promisedDays })], on)).toBe(due);
  });

  it('leaves out two stops that overlap once', () => {
    const stop = (suspensionId: string, reasonCode: string, from: Day, to: Day) => [
      permit('permit.clock.suspended.v1', from, { suspensionId, reasonCode }),
      permit('permit.clock.resumed.v1', to, { suspensionId }),
    ];
    const notice = stop('1', 'PUBLIC_NOTICE', '2026-03-02', '2026-03-10');
    const review = stop('2', 'EXPERT_REVIEW', '2026-03-06', '2026-03-16');
    const start = permit(
      'permit.application.accepted.v1',
      '2026-02-27',
      { itemCode: 'G07', promisedDays: 7 },
      { applicationNo: 'SP7' },
    );
    const of = (facts: Fact[]) =>
      facts.map((fact) => ({
        ...fact,
        applicationNo: 'SP7',
        data: { ...fact.data, itemCode: 'G07' },
      })) as Fact[];

    const item = itemOf(assessed([start, ...of([...notice, ...review])], '2026-03-20'), 'G07');

    // 02-28 is a working Saturday and the first day; 03-02 to 03-16 count for neither stop.
    expect(promised(item)).toMatchObject({ usedDays: 5, leftDays: 2, due: '2026-03-24' });
  });
});

describe('a decision that comes before its acceptance', () => {
  const acceptance = accepted('2026-03-02T02:00:00.000Z', { promisedDays: 2 });
  const decision = decided('2026-03-04T02:00:00.000Z');

  it('counts, and asks a person about the missing acceptance', () => {
    const early = assessed([decision], '2026-03-05');

    expect(itemOf(early)).toMatchObject({ done: true, state: 'approved' });
    expect(early.notes.map(({ code }) => code)).toContain('gap');
    expect(kindsOf(early, 'G19')).toContainEqual(['confirm', 'gap']);
  });

  it('ends in the same state as in order once the acceptance has come', () => {
    const late = assessed([decision, acceptance], '2026-03-05');
    const inOrder = assessed([acceptance, decision], '2026-03-05');

    expect(late).toEqual(inOrder);
    expect(late.notes).toEqual([]);
    expect(kindsOf(late, 'G19')).toEqual([]);
  });
});

describe('a corrected acceptance', () => {
  const acceptance = accepted('2026-03-03', { promisedDays: 2 });
  const correction = corrected(acceptance, '2026-03-04', { occurredAt: '2026-03-02' });

  it('moves the due day by a day, and the view of what was known before keeps the old one', () => {
    const facts = [opened(), standing('2026-01-01'), acceptance, correction];
    const known = (knownAt?: Day) =>
      approvalCore.assess(
        approvalCore.fold(facts, knownAt === undefined ? {} : { knownAt }),
        G,
        endOf('2026-03-04'),
        { closed: false },
      );

    expect(promised(itemOf(known()))?.due).toBe('2026-03-04');
    expect(promised(itemOf(known('2026-03-03')))?.due).toBe('2026-03-05');
  });
});

describe('a voided certificate', () => {
  const certificate = issued('2026-03-04');
  const facts = [accepted('2026-03-02', { promisedDays: 2 }), certificate];
  const reached = { milestones: { groundbreaking: { reached: '2026-03-10' } } };

  it('closes the gate that the milestone has passed, and asks a person to confirm it', () => {
    const after = assessed([...facts, voided(certificate, '2026-03-12')], '2026-03-12', reached);
    const gate = after.gates.find(({ milestone }) => milestone === 'groundbreaking');

    expect(itemOf(after).done).toBe(false);
    expect(gate).toMatchObject({ open: false, missing: ['G19'] });
    expect(after.standing.gates.find((one) => one.milestone === 'groundbreaking')?.missing).toEqual(
      ['G19'],
    );
    expect(kindsOf(after, 'G19')).toContainEqual(['confirm', 'gate']);
    expect(after.notes.map(({ code }) => code)).toContain('voided');
  });

  it('leaves nothing to confirm while the certificate stands', () => {
    const before = assessed(facts, '2026-03-12', reached);

    expect(before.gates.find(({ milestone }) => milestone === 'groundbreaking')?.open).toBe(true);
    expect(kindsOf(before, 'G19')).toEqual([]);
  });
});

const about = (itemCode: string, applicationNo = `SP-${itemCode}`) => ({
  accepted: (on: Day, promisedDays = 7): Fact =>
    permit('permit.application.accepted.v1', on, { itemCode, promisedDays }, { applicationNo }),
  decided: (on: Day): Fact =>
    permit('permit.decision.made.v1', on, { itemCode, decision: 'approved' }, { applicationNo }),
  opinion: (on: Day, department: string, opinion: 'agree' | 'disagree'): Fact =>
    permit('permit.opinion.given.v1', on, { itemCode, department, opinion }, { applicationNo }),
  redesigned: (at: Day): Fact =>
    acted('command.approval.resubmit.v1', at, { item: itemCode, applicationNo, redesign: true }),
});

describe('a department that disagrees', () => {
  const review = about('G11');
  const asked = [
    review.accepted('2026-03-02'),
    review.opinion('2026-03-03', '住建', 'agree'),
    review.opinion('2026-03-03', '生态环境', 'disagree'),
  ];

  it('blocks the stage, and the others keep their results', () => {
    const found = assessed(asked, '2026-03-04');
    const stage = found.stages.find(({ id }) => id === '2');

    expect(stage?.blockedBy).toEqual({ item: 'G11', department: '生态环境' });
    expect(itemOf(found, 'G11').done).toBe(false);
    expect(itemOf(found, 'G11').departments).toContainEqual(
      expect.objectContaining({ department: '住建', state: 'agree' }),
    );
  });

  it('lets nobody approve over it', () => {
    const facts = [opened(), standing('2026-01-01'), ...asked];
    const command = acted('command.approval.decide.v1', '2026-03-04', {
      item: 'G11',
      decision: 'approved',
    });

    const verdict = approvalCore.judge(command, approvalCore.fold(facts), G, endOf('2026-03-04'), {
      closed: false,
    });

    expect(verdict).toMatchObject({ accepted: false, code: 'VETO_STANDS' });
  });

  it('is asked about a new design anew, as all others are, by another duty', () => {
    const dutiesOn = (facts: Fact[]) =>
      assessed(facts, '2026-03-12').duties.flatMap(({ kind, id }) =>
        kind === 'opinion' ? id : [],
      );

    const before = dutiesOn([review.accepted('2026-03-02')]);
    const after = dutiesOn([...asked, review.redesigned('2026-03-11')]);

    expect(before).toContain('G11/1/opinion/生态环境');
    expect(after).toEqual(before.map((id) => `${id}/2`));
  });

  it('leaves dependants stale after a redesign, until somebody says that they hold', () => {
    const drawings = about('G16');
    const facts = [
      review.accepted('2026-03-02'),
      review.decided('2026-03-04'),
      drawings.accepted('2026-03-05'),
      drawings.decided('2026-03-09'),
      review.redesigned('2026-03-11'),
    ];

    const found = assessed(facts, '2026-03-12');

    expect(itemOf(found, 'G16').stale).toMatchObject({ because: 'G11' });
    expect(kindsOf(found, 'G16')).toContainEqual(['confirm', 'stale']);
  });
});

describe('a joint acceptance over several sign-offs', () => {
  const signOff = about('G22').accepted('2026-03-02');
  const duties = (facts: Fact[]) =>
    assessed(facts, '2026-03-10').duties.filter(
      ({ item, kind }) => item === 'G26' && kind === 'opinion',
    );

  it('has a clock from the first sign-off, and asks its departments once it is applied for', () => {
    const begun = itemOf(assessed([signOff], '2026-03-10'), 'G26');

    expect(promised(begun)?.from).toBe('2026-03-02');
    expect(duties([signOff])).toEqual([]);
    expect(duties([signOff, about('G26').accepted('2026-03-05')])).toMatchObject(
      Array.from({ length: 4 }, () => ({ since: '2026-03-05' })),
    );
  });
});

describe('silence', () => {
  const sample = definitionsOf('G-sample');
  const traits = { protectionZone: true };
  const asked = [
    about('G11').accepted('2026-02-24'),
    about('G11').decided('2026-02-25'),
    about('G14').accepted('2026-03-02', 5),
  ];
  const lived = (until: Day, definitions = sample, facts = asked) =>
    simulateApproval({ definitions, project: 'ZZY-900', traits, facts }, startOf(until));

  it('counts as consent at 00:00 of day 6 by a rule that is named, announced 3 and 1 days before', () => {
    // 5 working days from 03-02 end on 03-09.
    const before = lived('2026-03-09');
    const after = lived('2026-03-10');

    const [department] = itemOf(after, 'G14').departments;
    expect(itemOf(before, 'G14').departments.map(({ state }) => state)).not.toContain(
      'deemedConsent',
    );
    expect(department).toMatchObject({ state: 'deemedConsent', rule: '示例规则-01' });
    expect(department?.announced).toEqual([
      { ahead: 3, on: '2026-03-04' },
      { ahead: 1, on: '2026-03-06' },
    ]);
    expect(itemOf(after, 'G14')).toMatchObject({ done: true, state: 'deemedConsent' });
  });

  it('counts for nothing where the template names no rule', () => {
    const found = itemOf(lived('2026-03-20', G), 'G14');

    expect(found.done).toBe(false);
    expect(found.departments.map(({ state }) => state)).not.toContain('deemedConsent');
  });

  it('never approves a licence: it is overdue', () => {
    const licence = [about('G12').accepted('2026-03-02', 3)];
    const found = itemOf(lived('2026-03-20', sample, licence), 'G12');

    expect(found).toMatchObject({ done: false, colour: 'red' });
  });
});

describe('a deficient acceptance', () => {
  const facts = [
    accepted('2026-03-02', {
      promisedDays: 20,
      acceptMode: 'deficient',
      deficiencies: [{ doc: '保证金凭证', dueDate: '2026-03-10' }],
    }),
  ];

  it.each([
    ['2026-03-09', 'blue', undefined],
    ['2026-03-11', 'yellow', true],
  ])('shows on %s the missing document as %s', (today, colour, held) => {
    const found = assessed(facts, today);
    const signal = found.signals.find(({ kind }) => kind === 'deficiency');

    expect(signal?.colour).toBe(colour);
    expect(itemOf(found).certificateHeld).toBe(held);
    expect(kindsOf(found, 'G19')).toContainEqual(['makeUp', '保证金凭证']);
  });
});

describe('an application on which nothing is said for five working days', () => {
  const facts = [submitted('2026-03-02')];

  it('is presumed to be accepted, at most blue, and told to the liaison until it is confirmed', () => {
    const found = assessed(facts, '2026-04-20');

    expect(itemOf(found).presumed).toBeDefined();
    expect(['green', 'blue']).toContain(itemOf(found).colour);
    expect(kindsOf(found, 'G19')).toContainEqual(['confirm', 'presumedAcceptance']);
  });

  it('counts in full once somebody confirms it', () => {
    const confirmed = acted('command.approval.confirm.v1', '2026-03-12', {
      about: 'presumedAcceptance',
      decision: 'accept',
    });
    const found = assessed([...facts, confirmed], '2026-04-20');

    expect(itemOf(found).presumed).toBeUndefined();
    expect(itemOf(found).colour).toBe('red');
  });
});

describe('a broken promise', () => {
  it('revokes the item and opens its dependants again', () => {
    const traits = { civilDefence: true };
    const made = [
      permit(
        'permit.application.accepted.v1',
        '2026-03-02',
        { itemCode: 'G13', acceptMode: 'promise', promisedDays: 3 },
        { applicationNo: 'SP-G13' },
      ),
      about('G13').decided('2026-03-03'),
    ];
    const breach = acted('command.approval.confirm.v1', '2026-03-20', {
      item: 'G13',
      about: 'promise',
      decision: 'return',
    });
    const works = { milestones: { worksCompleted: { reached: '2026-03-01' } }, traits };

    const kept = assessed(made, '2026-03-21', works);
    const broken = assessed([...made, breach], '2026-03-21', works);

    expect(itemOf(kept, 'G13')).toMatchObject({ done: true });
    expect(kindsOf(kept, 'G13')).toContainEqual(['checkPromise', undefined]);
    expect(itemOf(kept, 'G24').waitsFor).toEqual([]);
    expect(itemOf(broken, 'G13')).toMatchObject({ done: false, state: 'revoked' });
    expect(itemOf(broken, 'G24').waitsFor).toEqual(['G13']);
  });
});

describe('the right to act', () => {
  it.each([
    ['projectManager', false],
    ['permitLiaison', true],
    ['team', true],
  ] as const)('to decide is given to %s: %s', (role, isAccepted) => {
    const facts = [opened(), standing('2026-01-01'), accepted('2026-03-02')];
    const command = acted('command.approval.decide.v1', '2026-03-04', {
      decision: 'approved',
      certNo: 'K1',
    });
    const by = { ...command, data: { ...command.data, actor: person('p-1', role) } };

    const verdict = approvalCore.judge(by, approvalCore.fold(facts), G, endOf('2026-03-04'), {
      closed: false,
    });

    expect(verdict.accepted).toBe(isAccepted);
  });
});

describe('nextChangeAt', () => {
  it('lies after now, so that walking it ends', () => {
    const found = assessed([accepted('2026-03-02')], '2026-03-04');

    expect(found.nextChangeAt).toBe(startOf(addDays('2026-03-04', 1)));
  });
});
