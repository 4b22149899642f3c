import { describe, expect, it } from '@jest/globals';
import { inDigits, sectionOf, withSections } from '../../../bench/page.ts';
import { resultsOf, titlesOf, type ScenarioResult } from '../../../bench/report.ts';
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

const run = { machine, rounds: 3, coreVersion: 7 };

const measured = {
  rounds: [
    { single: 300, postgresFloor: 1000, delayP50: 30 },
    { single: 800, postgresFloor: 1000, delayP50: 10 },
    { single: 600, postgresFloor: 1000, delayP50: 12 },
  ].map((figures) => ({ ...figures, ofPostgresFloor: figures.single / figures.postgresFloor })),
  loads: { single: [{ gateway: 0.8, kafka: 0.01 }, { gateway: 0.9 }, { gateway: 1 }] },
};

describe('what a run says', () => {
  const results = resultsOf(chooseScenarios(['single', 'delay']), measured);
  const part = textOf(results);

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

  it('names under each title the day, the rounds, the core and the machine', () => {
    for (const result of results) {
      expect(sectionOf(run, result).text).toContain(
        'Measured 2026-03-01, 3 rounds, core version 7; Processor, 2 cores, 8 GB',
      );
    }
  });

  it('knows which comparison lacks a floor', () => {
    expect(results.map(({ title, complete }) => [title, complete])).toEqual([
      ['Events one by one', false],
      ['Delay at half of the maximum', false],
      ['Compared with the floors', false],
    ]);
    const [fold] = resultsOf(chooseScenarios(['fold']), { rounds: [{ fold: 1 }], loads: {} });
    expect(fold?.complete).toBe(true);
  });
});

describe('a figure that misses its target', () => {
  it('is said to be short of it', () => {
    const rounds = [{ delayP50: 16 }];
    const results = resultsOf(chooseScenarios(['delay']), { rounds, loads: {} });

    expect(textOf(results)).toContain('**short of it**');
  });
});

function textOf(results: readonly ScenarioResult[]): string {
  return results.map((result) => sectionOf(run, result).text).join('\n\n');
}

describe('the page of benchmarks', () => {
  const MARKED = '# A\n<!-- measured: begin -->\n\n';
  const REST = '\n\n<!-- measured: end -->\n## B\n';
  const section = (title: string, words: string) => ({ title, text: `### ${title}\n\n${words}` });
  const ORDER = ['One', 'Two', 'Three'];
  const page = `${MARKED}### Three\n\nthree\n\n### Gone\n\ngone\n\n### Two\n\ntwo${REST}`;

  it('takes a section in for that of the same title, in its order, and keeps the others', () => {
    const sections = [section('One', 'first'), section('Two', 'newer')];

    expect(withSections(page, sections, ORDER)).toBe(
      `${MARKED}### One\n\nfirst\n\n### Two\n\nnewer\n\n### Three\n\nthree${REST}`,
    );
  });

  it('says the same when the same is written once more', () => {
    const once = withSections(page, [section('One', '| a | b |')], ORDER);

    expect(withSections(once, [section('One', '| a | b |')], ORDER)).toBe(once);
  });

  it('is not written where its marks are gone', () => {
    expect(() => withSections('# A', [], ORDER)).toThrow('lacks');
  });

  it('has a place for each measurement and the comparison', () => {
    const titles = titlesOf(SCENARIOS);

    expect(new Set(titles).size).toBe(SCENARIOS.length + 1);
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
