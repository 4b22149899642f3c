import { describe, expect, it } from '@jest/globals';
import { CORE_SCENARIOS } from '../../../bench/core/scenarios.ts';
import { scaled } from '../../../bench/sizes.ts';

describe('each measurement of the core', () => {
  it.each(CORE_SCENARIOS)('$name gives every figure that it promises', (scenario) => {
    const figures = scenario.measure({ sizes: scaled(0.001), number: 0, sofar: {} });

    expect(Object.keys(figures).sort()).toEqual(scenario.figures.map(({ key }) => key).sort());
    for (const value of Object.values(figures)) expect(value).toBeGreaterThan(0);
  });
});
