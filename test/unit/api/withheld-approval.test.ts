import { describe, expect, it } from '@jest/globals';
import { NO_PART, type Sight } from '../../../api/sight.ts';
import { approvalFor } from '../../../api/withheld-approval.ts';
import { approvalAt } from '../../support/assessed-approval.ts';
import { opened, permit } from '../../support/an-approval.ts';

const WORD = '落实环评措施后同意';
const WHOLE: Sight = { ...NO_PART, parts: { ...NO_PART.parts, remarks: null } };
const facts = [
  opened(),
  permit('permit.application.submitted.v1', '2026-03-02', { itemCode: 'G11' }),
  permit(
    'permit.opinion.given.v1',
    '2026-03-03',
    { itemCode: 'G11', department: '气象', opinion: 'conditional', text: WORD },
    { id: 'opinion' },
  ),
];

describe('an approval', () => {
  const approval = approvalAt(facts, '2026-03-04');
  const told = (shown: object) => JSON.stringify(shown);

  it('says what a department said to whoever sees remarks', () => {
    expect(told(approvalFor(WHOLE, approval))).toContain(WORD);
  });

  it('says to others that it has answered, and how', () => {
    const shown = approvalFor(NO_PART, approval);
    const item = shown.items.find(({ id }) => id === 'G11');

    expect(told(shown)).not.toContain(WORD);
    expect(item?.opinions).toMatchObject([{ department: '气象', opinion: 'conditional' }]);
  });
});
