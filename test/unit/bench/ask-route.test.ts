import { describe, expect, it } from '@jest/globals';
import { answersOf } from '../../../bench/ask-route.ts';

const counted = {
  ...{ '2xx': 300, non2xx: 0, errors: 0 },
  ...{ latency: { p50: 12, p99: 40 }, requests: { average: 60 } },
};

describe('the times of a route', () => {
  it('are told where every request was answered', () => {
    expect(answersOf('/today', counted)).toEqual({ p50: 12, p99: 40, rate: 60 });
  });

  it.each([
    ['some were refused', { non2xx: 2 }, '2 requests of /today failed'],
    ['some went without an answer', { errors: 1 }, '1 requests of /today failed'],
    ['none was answered in time', { '2xx': 0, latency: { p50: 0, p99: 0 } }, 'gave no answer'],
  ])('are refused where %s', (_what, over, why) => {
    expect(() => answersOf('/today', { ...counted, ...over })).toThrow(why);
  });
});
