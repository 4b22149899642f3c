import { describe, expect, it } from '@jest/globals';
import { approvalCore } from '../../../../domain/approval/core.ts';
import type { ApprovalCommandFact, Fact } from '../../../../domain/fact.ts';
import { endOf } from '../../../../domain/time.ts';
import { APPROVAL_REFUSAL_CODES } from '../../../../domain/verdict.ts';
import {
  accepted,
  acted,
  decided,
  opened,
  permit,
  standing,
  submitted,
} from '../../../support/an-approval.ts';
import { aFact, catalogue, person } from '../../../support/a-project.ts';

const TODAY = '2026-03-04';

function definitions() {
  const template = catalogue.approvals.get('G');
  const policy = catalogue.policies.get(catalogue.defaultPolicy);
  if (!template || !policy) throw new Error('No template G');
  return { template, policy, calendar: catalogue.calendar };
}

function verdict(command: ApprovalCommandFact, facts: readonly Fact[] = [], closed = false) {
  const whole = [opened(), standing('2026-01-01'), ...facts];
  const dossier = approvalCore.fold(whole);
  return approvalCore.judge(command, dossier, definitions(), endOf(TODAY), { closed });
}

const code = (...given: Parameters<typeof verdict>) => {
  const said = verdict(...given);
  return said.accepted ? 'accepted' : said.code;
};

type Act = Parameters<typeof acted>[2];
const act = (name: string, data: Record<string, unknown> = {}): ApprovalCommandFact =>
  // `as`: the tests below name commands with their own data.
  acted(
    `command.approval.${name}.v1` as Parameters<typeof acted>[0],
    TODAY,
    data as Act,
  ) as ApprovalCommandFact;
const by = (role: Parameters<typeof person>[1], name: string, data: Record<string, unknown> = {}) =>
  act(name, { ...data, actor: person('p-1', role) });
const move = (to: string, role: Parameters<typeof person>[1] = 'team') =>
  aFact(
    'command.approval.moveTemplate.v1',
    TODAY,
    { to, actor: person('p-1', role), reason: '-' },
    { source: '/command' },
  );

const underWay = [accepted('2026-03-02')];
const finished = [...underWay, decided('2026-03-03')];
const vetoed = [
  permit('permit.application.accepted.v1', '2026-03-02', { itemCode: 'G11' }),
  permit('permit.opinion.given.v1', '2026-03-03', {
    itemCode: 'G11',
    department: '住建',
    opinion: 'disagree',
  }),
];
const lacking = [
  accepted('2026-02-10', {
    acceptMode: 'deficient',
    deficiencies: [{ doc: '凭证', dueDate: '2026-02-13' }],
  }),
];
const twice = [
  submitted('2026-03-02'),
  submitted('2026-03-02', { applicationNo: 'SP2', id: 'other' }),
];
const bareOf = { certNo: 'K1' };

const REFUSED: { expected: string; why: string; given: Parameters<typeof verdict> }[] = [
  { expected: 'UNKNOWN_ITEM', why: 'no item is called so', given: [act('submit', { item: 'X1' })] },
  {
    expected: 'UNKNOWN_APPLICATION',
    why: 'the item has no such application',
    given: [act('withdraw', { by: 'applicant', applicationNo: 'SP9' }), underWay],
  },
  {
    expected: 'SEVERAL_APPLICATIONS',
    why: 'two are open and none is named',
    given: [act('withdraw', { by: 'applicant' }), twice],
  },
  {
    expected: 'UNKNOWN_DEPARTMENT',
    why: 'nobody asked it',
    given: [act('opinion', { item: 'G11', department: '气象', opinion: 'agree' }), vetoed],
  },
  {
    expected: 'NOT_APPLICABLE',
    why: 'the item was left out',
    given: [
      act('submit', { item: 'G01' }),
      [act('waive', { item: 'G01', applies: false, evidenceNo: 'D1' })],
    ],
  },
  { expected: 'NOT_READY', why: 'it waits for others', given: [act('submit')] },
  { expected: 'WRONG_STATE', why: 'nothing was handed in', given: [act('requestCorrection')] },
  { expected: 'WRONG_STATE', why: 'it is decided', given: [act('decide', bareOf), finished] },
  {
    expected: 'WRONG_STATE',
    why: 'it was not accepted',
    given: [act('decide', { decision: 'approved', ...bareOf }), [submitted('2026-03-03')]],
  },
  { expected: 'WRONG_STATE', why: 'it was accepted', given: [act('accept'), underWay] },
  { expected: 'WRONG_STATE', why: 'no correction is open', given: [act('resubmit'), underWay] },
  { expected: 'WRONG_STATE', why: 'no clock is stopped', given: [act('resume'), underWay] },
  {
    expected: 'WRONG_STATE',
    why: 'it is left out while it is under way',
    given: [act('waive', { applies: false, evidenceNo: 'D1' }), underWay],
  },
  {
    expected: 'WRONG_KIND',
    why: 'a supply has steps',
    given: [by('team', 'accept', { item: 'G-power' })],
  },
  {
    expected: 'WRONG_KIND',
    why: 'a licence has none',
    given: [act('utilityStep', { step: 'surveyed' })],
  },
  {
    expected: 'MODE_NOT_ALLOWED',
    why: 'the item is never handled on a promise',
    given: [act('accept', { mode: 'promise' }), [submitted('2026-03-03')]],
  },
  {
    expected: 'STOP_NOT_ALLOWED',
    why: 'that does not stop its clock',
    given: [act('suspend', { stop: 'BIDDING' }), underWay],
  },
  {
    expected: 'INVALID_PERIOD',
    why: 'it would go on in the past',
    given: [act('suspend', { stop: 'CORRECTION', plannedResumeOn: '2026-03-03' }), underWay],
  },
  {
    expected: 'INVALID_PERIOD',
    why: 'it would be decided before it was accepted',
    given: [act('decide', { decision: 'approved', on: '2026-02-27', ...bareOf }), underWay],
  },
  {
    expected: 'VETO_STANDS',
    why: 'a department disagrees',
    given: [act('decide', { item: 'G11', decision: 'approved' }), vetoed],
  },
  {
    expected: 'CERTIFICATE_HELD',
    why: 'a missing document is overdue',
    given: [act('decide', { decision: 'approved', ...bareOf }), lacking],
  },
  {
    expected: 'DOCUMENT_REQUIRED',
    why: 'a licence is granted without a number',
    given: [act('decide', { decision: 'approved' }), underWay],
  },
  {
    expected: 'DOCUMENT_REQUIRED',
    why: 'a limit is extended without a paper',
    given: [act('extend', { extraDays: 5 }), underWay],
  },
  {
    expected: 'DOCUMENT_REQUIRED',
    why: 'an item is left out without a paper',
    given: [act('waive', { applies: false })],
  },
  {
    expected: 'NOTHING_TO_DECIDE',
    why: 'nothing is presumed',
    given: [act('confirm', { about: 'presumedAcceptance', decision: 'accept' }), underWay],
  },
  { expected: 'NOTHING_CHANGES', why: 'it is needed', given: [act('waive', { applies: true })] },
  {
    expected: 'NOT_IN_FUTURE',
    why: 'it has not happened yet',
    given: [act('withdraw', { by: 'applicant', on: '2026-03-05' }), underWay],
  },
  { expected: 'ROLE_TOO_LOW', why: 'an auditor acts', given: [by('auditor', 'submit')] },
  {
    expected: 'ROLE_TOO_LOW',
    why: 'the permit liaison records a step of a utility',
    given: [by('permitLiaison', 'utilityStep', { item: 'G-power', step: 'accepted' })],
  },
  { expected: 'ROLE_TOO_LOW', why: 'a manager moves it', given: [move('9', 'projectManager')] },
  { expected: 'PROJECT_CLOSED', why: 'the project is over', given: [act('submit'), [], true] },
];

describe('a command about an approval', () => {
  it.each(REFUSED)('is refused with $expected when $why', ({ expected, given }) => {
    expect(code(...given)).toBe(expected);
  });

  it('is refused before the approval is open', () => {
    const now = endOf(TODAY);

    const said = approvalCore.judge(act('submit'), undefined, definitions(), now, {
      closed: false,
    });

    expect(said).toMatchObject({ accepted: false, code: 'APPROVAL_NOT_OPEN' });
  });

  it('has a test for every code of approvals', () => {
    const tested = new Set([...REFUSED.map(({ expected }) => expected), 'APPROVAL_NOT_OPEN']);

    expect(APPROVAL_REFUSAL_CODES.filter((one) => !tested.has(one))).toEqual([]);
  });

  it('that moves it to the version by which it runs changes nothing', () => {
    expect(code(move(definitions().template.version))).toBe('NOTHING_CHANGES');
    expect(code(move('2027.1'))).toBe('accepted');
  });

  it.each<[string, Parameters<typeof verdict>]>([
    ['an application for a ready item', [act('submit', { item: 'G01' })]],
    ['the acceptance of what was handed in', [act('accept'), [submitted('2026-03-03')]]],
    ['the missing acceptance of a decided item', [act('accept'), [decided('2026-03-03')]]],
    ['a rejection without a paper', [act('decide', { decision: 'rejected' }), underWay]],
    ['a permit with its number', [act('decide', { decision: 'approved', ...bareOf }), underWay]],
    [
      'the rejection of what a department opposes',
      [act('decide', { item: 'G11', decision: 'rejected' }), vetoed],
    ],
    ['what was missing', [act('resubmit', { documents: ['凭证'] }), lacking]],
    ['a redesign', [act('resubmit', { redesign: true }), underWay]],
    ['a stop that the template allows', [act('suspend', { stop: 'CORRECTION' }), underWay]],
    ['an extension by paper', [act('extend', { extraDays: 5, evidenceNo: 'D1' }), underWay]],
    [
      'an item that is left out by paper',
      [act('waive', { item: 'G20', applies: false, evidenceNo: 'D1' })],
    ],
    [
      'one named of two applications',
      [act('withdraw', { by: 'applicant', applicationNo: 'SP2' }), twice],
    ],
    [
      'a word on a decision without acceptance',
      [act('confirm', { about: 'gap', decision: 'accept' }), [decided('2026-03-03')]],
    ],
    [
      'the first step of a supply, by its liaison',
      [by('utilityLiaison', 'utilityStep', { item: 'G-power', step: 'accepted' })],
    ],
  ])('is accepted for %s', (_what, given) => {
    expect(verdict(...given)).toEqual({ accepted: true });
  });
});
