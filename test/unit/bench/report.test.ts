import { describe, expect, it } from '@jest/globals';
import { inDigits, measuredPart, withMeasured } from '../../../bench/page.ts';
import { resultsOf } from '../../../bench/report.ts';
import { chooseScenarios, SCENARIOS } from '../../../bench/scenarios.ts';

const machine = {
  date: '2026-03-01',
  processor: 'Processor',
  cores: 2,
  memoryGigabytes: 8,
  system: 'Linux 6',
  node: '20.0.0',
  loadAtStart: '0.1',
};

const measured = {
  rounds: [
    { single: 300, postgresFloor: 1000, delayP50: 30 },
    { single: 800, postgresFloor: 1000, delayP50: 10 },
    { single: 600, postgresFloor: 1000, delayP50: 12 },
  ].map((figures) => ({ ...figures, ofPostgresFloor: figures.single / figures.postgresFloor })),
  loads: { single: [{ gateway: 0.8, kafka: 0.01 }, { gateway: 0.9 }, { gateway: 1 }] },
};

describe('what a run says', () => {
  const part = measuredPart(machine, 3, resultsOf(chooseScenarios(['single', 'delay']), measured));

  it('is the median with its range, and whether it reaches its target', () => {
    expect(part).toContain('| p50 | 12 ms | 10 to 30 | ≤ 15 | reached |');
    expect(part).toContain('| events | 600 a second | 300 to 800 |  |  |');
  });

  it('compares with the floors within a round', () => {
    expect(part).toContain('0.600 × | 0.300 to 0.800 | ≥ 0.500 | reached |');
  });

  it('tells what was busy, without what did next to nothing', () => {
    expect(part).toContain('Cores in use: gateway 0.90.');
  });

  it('names the machine and the day', () => {
    expect(part).toContain('2026-03-01, Processor, 2 cores, 8 GB');
  });
});

describe('a figure that misses its target', () => {
  it('is said to be short of it', () => {
    const rounds = [{ delayP50: 16 }];
    const results = resultsOf(chooseScenarios(['delay']), { rounds, loads: {} });

    expect(measuredPart(machine, 1, results)).toContain('**short of it**');
  });
});

describe('the page of benchmarks', () => {
  it('keeps what stands around the measured part', () => {
    const page = '# A\n<!-- measured: begin -->\nold\n<!-- measured: end -->\n## B\n';

    const twice = withMeasured(withMeasured(page, 'new'), 'newer');

    expect(twice).toBe('# A\n<!-- measured: begin -->\n\nnewer\n\n<!-- measured: end -->\n## B\n');
  });

  it('is not written where its marks are gone', () => {
    expect(() => withMeasured('# A', 'new')).toThrow('lacks');
  });
});

it.each([
  [12_345.6, '12,346'],
  [45.25, '45.3'],
  [6, '6'],
  [0.0421, '0.042'],
  [0, '0'],
])('writes %d as %s', (value, text) => {
  expect(inDigits(value)).toBe(text);
});

describe('the choice of measurements', () => {
  it('takes with each those that it needs, in the order of a round', () => {
    expect(chooseScenarios(['delay']).map(({ name }) => name)).toEqual(['single', 'delay']);
  });

  it('is all of them without a name', () => {
    expect(chooseScenarios([])).toEqual(SCENARIOS);
  });

  it('refuses a name that none has, with those there are', () => {
    expect(() => chooseScenarios(['speed'])).toThrow(/No measurement speed; expected assess, fold/);
  });
});
