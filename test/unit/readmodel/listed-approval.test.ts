import { describe, expect, it } from '@jest/globals';
import type { ItemAssessment } from '../../../domain/approval/assessment.ts';
import { itemKey, itemKeys } from '../../../readmodel/listed-approval.ts';

// `as`: of an item only these two decide under which keys its approval is found.
const item = (authority: string, state: string) => ({ authority, state }) as ItemAssessment;

describe('the keys under which an approval is found', () => {
  const keys = itemKeys([
    item('住建', 'accepted'),
    item('水务', 'ready'),
    item('住建', 'accepted'),
    item('规划+消防/行业', 'stopped'),
  ]);

  it.each([
    {
      question: { authority: '住建' },
      isFound: true,
      by: 'an authority that one of its items has',
    },
    { question: { state: 'ready' }, isFound: true, by: 'a state' },
    { question: { authority: '住建', state: 'accepted' }, isFound: true, by: 'both of one item' },
    { question: { authority: '住建', state: 'ready' }, isFound: false, by: 'each of another item' },
    { question: { authority: '规划+消防/行业' }, isFound: true, by: 'a joint address' },
    { question: { authority: '消防' }, isFound: true, by: 'one of a joint address' },
    { question: { authority: '行业', state: 'stopped' }, isFound: true, by: 'that and a state' },
    { question: { authority: '规划+消防' }, isFound: false, by: 'a part of a joint address' },
    { question: { authority: '发改' }, isFound: false, by: 'an authority that none has' },
  ])('find it ($isFound) by $by', ({ question, isFound }) => {
    expect(keys.includes(itemKey(question) ?? '')).toBe(isFound);
  });

  it('are each kept once', () => {
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('are none for a question about no item', () => {
    expect(itemKey({})).toBeUndefined();
  });
});
