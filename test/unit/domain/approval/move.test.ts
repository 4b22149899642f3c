import { describe, expect, it } from '@jest/globals';
import { approvalCore } from '../../../../domain/approval/core.ts';
import { previewMove } from '../../../../domain/approval/move.ts';
import type { ApprovalTemplate } from '../../../../domain/approval/template.ts';
import { endOf } from '../../../../domain/time.ts';
import { accepted, opened, standing } from '../../../support/an-approval.ts';
import { catalogue } from '../../../support/a-project.ts';

const template = catalogue.approvals.get('G');
const policy = catalogue.policies.get(catalogue.defaultPolicy);
if (!template || !policy) throw new Error('No template G');

const assessedBy = (version: ApprovalTemplate) =>
  approvalCore.assess(
    approvalCore.fold([opened(), standing('2026-01-01'), accepted('2026-03-02')]),
    { template: version, policy, calendar: catalogue.calendar },
    endOf('2026-03-03'),
    { closed: false },
  );

const changed = (change: Partial<ApprovalTemplate>) =>
  previewMove(assessedBy(template), assessedBy({ ...template, version: '2027.1', ...change }));

describe('previewMove', () => {
  it('is empty where both versions come to the same', () => {
    expect(changed({})).toEqual([]);
  });

  it('names what a shorter promise moves', () => {
    const items = template.items.map((item) =>
      item.id === 'G19' ? { ...item, promised: { n: 1, unit: 'wd' as const } } : item,
    );

    expect(changed({ items })).toContainEqual({
      object: 'G19',
      what: 'due',
      from: '2026-03-04',
      to: '2026-03-03',
    });
  });

  it('names items and gates that come and go', () => {
    const [first, ...others] = template.gates;
    const found = changed({
      items: template.items.filter(({ id }) => id !== 'G20'),
      gates: [...others, { milestone: 'accepted', hard: [{ item: 'G27' }], soft: [] }],
    });

    expect(found).toContainEqual({ object: 'G20', what: 'dropped', from: 'G20', to: '' });
    expect(found).toContainEqual({
      object: `gate:${first?.milestone ?? ''}`,
      what: 'dropped',
      from: `gate:${first?.milestone ?? ''}`,
      to: '',
    });
    expect(found.map(({ object, what }) => [object, what])).toContainEqual([
      'gate:accepted',
      'added',
    ]);
  });
});
