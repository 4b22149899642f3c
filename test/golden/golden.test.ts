import { describe, expect, it } from '@jest/globals';
import { CORE_VERSION, type Assessment } from '../../domain/assessment.ts';
import { assessSight, readDefinitions, readGolden, type GoldenFile } from './golden-file.ts';
import { goldenFault } from './golden-fault.ts';
import { STORIES } from './stories.ts';
import type { Sight } from './story.ts';

const definitions = readDefinitions();
const golden = readGolden();
const current = {
  coreVersion: CORE_VERSION,
  say: (facts: GoldenFile['facts'], sight: Sight) => assessSight(facts, sight, definitions),
};

describe('the recorded stories', () => {
  it.each([...golden])('%s has the outcome that was recorded', (name, file) => {
    expect(goldenFault(name, file, current)).toBeUndefined();
  });

  it('are all recorded, with the facts and the days that they tell', () => {
    const told = STORIES.map(({ name, facts, sights }) => ({ name, facts, sights }));
    const kept = [...golden].map(([name, { facts, sights }]) => ({
      name,
      facts,
      sights,
    }));

    expect(kept.toSorted(byName)).toMatchObject(told.toSorted(byName));
  });

  it('are looked at in every status and colour', () => {
    const all = [...golden.values()].flatMap(({ sights }) => sights);
    const seen = <T>(of: (assessment: Assessment) => T) =>
      new Set(all.map(({ assessment }) => of(assessment)));

    expect(seen(({ status }) => status).size).toBe(5);
    expect(seen(({ colour }) => colour).size).toBe(5);
  });
});

const byName = (a: { name: string }, b: { name: string }): number => (a.name < b.name ? -1 : 1);

describe('the check of recorded stories', () => {
  const name = 'works-without-a-permit';
  const file = golden.get(name);
  // Red already on the two days before the permit came.
  const turnedRed = (facts: GoldenFile['facts'], sight: Sight): Assessment => ({
    ...current.say(facts, sight),
    colour: 'red',
  });

  it('bites when an outcome changes under the same version, and says what to do', () => {
    const fault = file && goldenFault(name, file, { ...current, say: turnedRed });

    expect(fault).toMatch(/another outcome on 2026-03-20 under the same CORE_VERSION/);
    expect(fault).toContain('raise CORE_VERSION in domain/assessment.ts');
    expect(fault).toContain('npm run golden:record');
    expect(fault).toContain('CHANGELOG.md');
  });

  it('asks for a new record once the version is raised', () => {
    const raised = { coreVersion: CORE_VERSION + 1, say: turnedRed };

    expect(file && goldenFault(name, file, raised)).toMatch(
      `recorded under CORE_VERSION ${CORE_VERSION}, this core is ${CORE_VERSION + 1}: record anew`,
    );
  });
});
