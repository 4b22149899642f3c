import { describe, expect, it } from '@jest/globals';
import { approvalCore } from '../../../../domain/approval/core.ts';
import type { Fact } from '../../../../domain/fact.ts';
import { endOf, type Day } from '../../../../domain/time.ts';
import {
  accepted,
  acted,
  decided,
  issued,
  opened,
  permit,
  standing,
} from '../../../support/an-approval.ts';
import { approvalAt, approvalDefinitionsWith, item } from '../../../support/assessed-approval.ts';

const begun = (...facts: Fact[]): Fact[] => [
  opened('2026-02-02'),
  standing('2026-02-02'),
  ...facts,
];
const certified = (validUntil: Day, certNo = 'K1', issuedOn = '2026-03-04'): Fact =>
  permit('permit.certificate.issued.v1', issuedOn, {
    certType: '建筑工程施工许可证',
    certNo,
    issuedOn,
    validUntil,
  });

describe('a certificate with an end', () => {
  const ending = begun(accepted('2026-03-02'), decided('2026-03-04'), certified('2026-06-04'));

  it('lapses on the day after it, its gate closes, and it is to be applied for anew', () => {
    const valid = approvalAt(ending, '2026-06-04');
    expect(item(valid, 'G19')).toMatchObject({ state: 'certificateIssued', done: true });
    expect(approvalAt(ending, '2026-03-05').nextChangeAt).toBe('2026-06-04T16:00:00.000Z');

    const lapsed = approvalAt(ending, '2026-06-05');
    expect(item(lapsed, 'G19')).toMatchObject({ state: 'lapsed', done: false, round: 2 });
    expect(lapsed.gates[0]?.missing).toContain('G19');
  });

  it('has done its part once the milestone that it leads to is reached', () => {
    const milestones = { groundbreaking: { reached: '2026-04-01' } };
    const built = [...ending, standing('2026-04-01', { milestones })];

    expect(item(approvalAt(built, '2026-06-05'), 'G19')).toMatchObject({ done: true });
  });

  it('goes on with a later one, or with one that has no end', () => {
    const renewed = [...ending, certified('2026-12-31', 'K2', '2026-06-01')];
    const unlimited = [...ending, issued('2026-06-01', 'K2')];

    expect(item(approvalAt(renewed, '2026-06-05'), 'G19')).toMatchObject({ done: true });
    expect(item(approvalAt(unlimited, '2026-06-05'), 'G19')).toMatchObject({ done: true });
  });

  it('is renewed by a new application, also of a person without a number', () => {
    const again = [
      ...ending,
      acted('command.approval.submit.v1', '2026-06-08T02:00:00.000Z', {}),
      acted('command.approval.accept.v1', '2026-06-09T02:00:00.000Z', {}),
      acted('command.approval.decide.v1', '2026-06-10T02:00:00.000Z', {
        decision: 'approved',
        certNo: 'K2',
      }),
    ];

    expect(item(approvalAt(again, '2026-06-08'), 'G19').applications).toHaveLength(2);
    expect(item(approvalAt(again, '2026-06-10'), 'G19')).toMatchObject({ done: true });
  });
});

describe('a permit that is given in stages', () => {
  const first = begun(
    accepted('2026-03-02'),
    decided('2026-03-04'),
    issued('2026-03-04', 'K1', { phase: '基坑' }),
  );
  const judge = (facts: Fact[], ...[type, data]: Parameters<typeof commandOf>) =>
    approvalCore.judge(
      commandOf(type, data),
      approvalCore.fold(facts),
      approvalDefinitionsWith(),
      endOf('2026-03-20'),
      { closed: false },
    ).accepted;
  const commandOf = (
    type: 'command.approval.submit.v1' | 'command.approval.decide.v1',
    data: object,
  ) => acted(type as 'command.approval.submit.v1', '2026-03-20T02:00:00.000Z', data);

  it('opens its gate with the first, and lets the next be applied for and decided', () => {
    expect(approvalAt(first, '2026-03-05').gates[0]).toMatchObject({ open: true });
    expect(judge(first, 'command.approval.submit.v1', {})).toBe(true);
    const next = [
      ...first,
      acted('command.approval.submit.v1', '2026-03-10T02:00:00.000Z', {}),
      acted('command.approval.accept.v1', '2026-03-11T02:00:00.000Z', {}),
    ];
    const shown = approvalAt(next, '2026-03-12');

    expect(item(shown, 'G19')).toMatchObject({
      done: true,
      state: 'accepted',
      holder: 'authority',
    });
    expect(shown.duties.map(({ id }) => id)).toContain('G19/1/decide');
    expect(judge(next, 'command.approval.decide.v1', { decision: 'approved', certNo: 'K2' })).toBe(
      true,
    );
  });

  it('is not applied for twice where it is one certificate', () => {
    const whole = begun(accepted('2026-03-02'), decided('2026-03-04'), issued('2026-03-04'));

    expect(judge(whole, 'command.approval.submit.v1', {})).toBe(false);
  });
});

describe('what was opened again by a revocation', () => {
  it('stands with a certificate of a later day', () => {
    const about = (itemCode: string) => ({ applicationNo: `${itemCode}-1` });
    const of = (itemCode: string, day: Day, no = about(itemCode)): Fact =>
      permit('permit.decision.made.v1', day, { itemCode, decision: 'approved' }, no);
    const story = begun(
      of('G12', '2026-03-02'),
      accepted('2026-03-03'),
      decided('2026-03-04'),
      issued('2026-03-04'),
      permit(
        'permit.certificate.revoked.v1',
        '2026-03-10',
        { itemCode: 'G12', certNo: '-', reason: '撤销', revokedOn: '2026-03-10' },
        about('G12'),
      ),
    );
    expect(item(approvalAt(story, '2026-03-10'), 'G19')).toMatchObject({ done: false });

    const anew = [...story, issued('2026-03-20', 'K2')];
    expect(item(approvalAt(anew, '2026-03-20'), 'G19')).toMatchObject({ done: true });
  });
});
