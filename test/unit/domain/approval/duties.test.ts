import { describe, expect, it } from '@jest/globals';
import { approvalCore } from '../../../../domain/approval/core.ts';
import type { Traits } from '../../../../domain/approval/template.ts';
import type { Fact } from '../../../../domain/fact.ts';
import { endOf } from '../../../../domain/time.ts';
import { accepted, opened, permit, standing, submitted } from '../../../support/an-approval.ts';
import { aFact, catalogue } from '../../../support/a-project.ts';

const template = catalogue.approvals.get('G');
const policy = catalogue.policies.get(catalogue.defaultPolicy);
if (!template || !policy) throw new Error('No template G');
const definitions = { template, policy, calendar: catalogue.calendar };

interface Known {
  closed?: boolean;
  traits?: Traits;
}

function duties(facts: readonly Fact[], { closed = false, traits = {} }: Known = {}) {
  const dossier = approvalCore.fold([opened(), standing('2026-01-01', { traits }), ...facts]);
  return approvalCore.assess(dossier, definitions, endOf('2026-03-04'), { closed }).duties;
}

const idsOf = (item: string, ...given: Parameters<typeof duties>) =>
  duties(...given)
    .filter((duty) => duty.item === item)
    .map(({ id }) => id);

const power = (on: string): Fact =>
  aFact(
    'utility.application.accepted.v1',
    on,
    { utility: 'power' },
    { applicationNo: 'YD1', source: '/utility/power' },
  );

describe('the duties of an approval', () => {
  it('ask to hand in exactly what has its prerequisites', () => {
    const asked = duties([]).filter(({ kind }) => kind === 'apply');

    expect(asked.map(({ item }) => item)).toEqual(['G01', 'G02']);
  });

  it.each<[string, Fact[], string[]]>([
    ['what was handed in is accepted', [submitted('2026-03-03')], ['G19/1/accept']],
    ['what was accepted is decided', [accepted('2026-03-02')], ['G19/1/decide']],
    [
      'a clock that is stopped goes on to be decided',
      [
        accepted('2026-03-02'),
        permit('permit.clock.suspended.v1', '2026-03-03', {
          suspensionId: '1',
          reasonCode: 'HEARING',
        }),
      ],
      ['G19/1/decide'],
    ],
    [
      'a correction is answered',
      [
        accepted('2026-03-02'),
        permit('permit.application.correction_requested.v1', '2026-03-03', { round: 1 }),
      ],
      ['G19/1/decide', 'G19/1/correct/1'],
    ],
  ])('ask that %s', (_what, facts, ids) => {
    expect(idsOf('G19', facts)).toEqual(ids);
  });

  it('ask all departments of a joint review at once', () => {
    const facts = [permit('permit.application.accepted.v1', '2026-03-02', { itemCode: 'G11' })];
    const departments = ['自规', '住建', '生态环境', '城管', '人防'];

    expect(idsOf('G11', facts)).toEqual([
      'G11/1/decide',
      ...departments.map((one) => `G11/1/opinion/${one}`),
    ]);
  });

  it('ask for the next step of a supply', () => {
    expect(idsOf('G-power', [power('2026-03-02')])).toEqual(['G-power/1/step/surveyed']);
  });

  it('ask whether an item applies only while nobody knows', () => {
    expect(idsOf('G07', [])).toEqual(['G07/1/determine']);
    expect(idsOf('G07', [], { traits: { eiaClass: 'exempt' } })).toEqual([]);
  });

  it('are none once the project is over', () => {
    expect(duties([accepted('2026-03-02')], { closed: true })).toEqual([]);
  });
});
