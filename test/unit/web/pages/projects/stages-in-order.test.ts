import { describe, expect, it } from '@jest/globals';
import { stagesInOrder } from '../../../../../web/pages/projects/stages-in-order.ts';

const lifecycles = {
  greenfield: { label: '新建', milestones: ['signed', 'filed', 'production', 'closed'] },
  tenant: { label: '租赁', milestones: ['signed', 'leaseSigned', 'production'] },
};

describe('stagesInOrder', () => {
  it('begins before the first milestone and follows the longest lifecycle', () => {
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

  it('puts a stage that no lifecycle knows at the end', () => {
    expect(stagesInOrder({ lifecycles }, [{ stage: 'old' }]).at(-1)).toBe('old');
  });
});
