import { describe, expect, it } from '@jest/globals';
import { stagesInOrder } from '../../../../web/parts/stages-in-order.ts';

const lifecycles = {
  greenfield: { label: '新建', milestones: ['signed', 'filed', 'production', 'closed'] },
  tenant: { label: '租赁', milestones: ['signed', 'leaseSigned', 'production'] },
};

describe('stagesInOrder', () => {
  it('begins with negotiation and follows the longest lifecycle', () => {
    expect(stagesInOrder({ lifecycles }, [])).toEqual([
      'negotiation',
      ...lifecycles.greenfield.milestones,
    ]);
  });

  it('puts a stage of another lifecycle where that has it, if a project stands there', () => {
    expect(stagesInOrder({ lifecycles }, [{ stage: 'leaseSigned' }])).toEqual([
      ...['negotiation', 'signed', 'leaseSigned', 'filed', 'production', 'closed'],
    ]);
  });

  it('puts a lead before negotiation, and the review of admission after it', () => {
    const milestones = ['lead', 'review', ...lifecycles.greenfield.milestones];
    const withLeads = { greenfield: { label: '新建', milestones } };

    expect(stagesInOrder({ lifecycles: withLeads }, []).slice(0, 4)).toEqual([
      ...['lead', 'negotiation', 'review', 'signed'],
    ]);
  });

  it('puts a stage that no lifecycle knows at the end', () => {
    expect(stagesInOrder({ lifecycles }, [{ stage: 'old' }]).at(-1)).toBe('old');
  });
});
