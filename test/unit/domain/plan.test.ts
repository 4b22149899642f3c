import { describe, expect, it } from '@jest/globals';
import type { LifecycleTemplate } from '../../../domain/definitions.ts';
import { planFromTemplate } from '../../../domain/plan.ts';
import { daysBetween } from '../../../domain/time.ts';
import { loadDefinitions } from '../../../schemas/definitions.ts';

const { lifecycles } = loadDefinitions();

function lifecycle(id: string): LifecycleTemplate {
  const found = lifecycles.get(id);
  if (!found) throw new Error(`No lifecycle ${id}`);
  return found;
}

/** Days from signing to each milestone of the plan, in the plan's order. */
function targets(id: string, signedOn: string): Record<string, number> {
  const plan = planFromTemplate(lifecycle(id), signedOn);
  return Object.fromEntries(
    plan.map(({ code, planned }) => [code, daysBetween(signedOn, planned)]),
  );
}

describe('planFromTemplate', () => {
  it.each([
    {
      id: 'greenfield_fast',
      expected: {
        signed: 0,
        filed: 7,
        landSupplied: 45,
        planningPermit: 75,
        constructionPermit: 86,
        groundbreaking: 92,
        toppedOut: 182,
        equipmentIn: 272,
        energised: 290,
        accepted: 430,
        trialProduction: 440,
        production: 457,
        fullOutput: 640,
      },
    },
    {
      id: 'greenfield',
      expected: {
        signed: 0,
        filed: 15,
        landSupplied: 75,
        planningPermit: 120,
        constructionPermit: 145,
        groundbreaking: 150,
        toppedOut: 330,
        equipmentIn: 420,
        energised: 450,
        accepted: 510,
        trialProduction: 525,
        production: 545,
        fullOutput: 820,
      },
    },
    {
      id: 'tenant',
      expected: {
        signed: 0,
        leaseSigned: 15,
        filed: 20,
        constructionPermit: 50,
        groundbreaking: 55,
        equipmentIn: 110,
        energised: 120,
        accepted: 140,
        trialProduction: 150,
        production: 165,
        fullOutput: 300,
      },
    },
    {
      id: 'upgrade',
      expected: {
        signed: 0,
        filed: 10,
        constructionPermit: 60,
        groundbreaking: 65,
        equipmentIn: 150,
        energised: 165,
        accepted: 190,
        trialProduction: 200,
        production: 215,
        fullOutput: 340,
      },
    },
    {
      id: 'relocation',
      expected: {
        signed: 0,
        filed: 45,
        planningPermit: 120,
        constructionPermit: 150,
        groundbreaking: 160,
        accepted: 330,
        production: 345,
      },
    },
    {
      id: 'infrastructure',
      expected: {
        signed: 0,
        filed: 30,
        planningPermit: 120,
        constructionPermit: 180,
        groundbreaking: 190,
        toppedOut: 400,
        energised: 520,
        accepted: 560,
        production: 580,
      },
    },
    {
      id: 'road',
      expected: {
        signed: 0,
        filed: 30,
        planningPermit: 100,
        constructionPermit: 150,
        groundbreaking: 160,
        accepted: 420,
        production: 430,
      },
    },
    {
      id: 'facility',
      expected: {
        signed: 0,
        filed: 30,
        landSupplied: 80,
        planningPermit: 130,
        constructionPermit: 160,
        groundbreaking: 165,
        toppedOut: 320,
        accepted: 450,
        production: 465,
      },
    },
    { id: 'pipeline', expected: { signed: 0 } },
  ])('sets the targets of $id', ({ id, expected }) => {
    // Three months from 26 August are 92 days, as many as they can be.
    const found = targets(id, '2024-08-26');

    expect(found).toEqual(expected);
    expect(Object.keys(found)).toEqual(Object.keys(expected));
  });

  it.each([
    { signedOn: '2024-08-26', groundbreaking: '2024-11-26', production: '2025-11-26' },
    { signedOn: '2025-11-30', groundbreaking: '2026-02-28', production: '2027-02-28' },
    { signedOn: '2025-02-01', groundbreaking: '2025-05-01', production: '2026-05-01' },
  ])(
    'keeps the day number over months, from $signedOn to $groundbreaking',
    ({ signedOn, groundbreaking, production }) => {
      const plan = planFromTemplate(lifecycle('greenfield_fast'), signedOn);

      expect(plan).toContainEqual({
        code: 'groundbreaking',
        planned: groundbreaking,
        redLine: true,
      });
      expect(plan).toContainEqual({ code: 'production', planned: production, redLine: true });
    },
  );

  it.each([
    { id: 'greenfield_fast', codes: ['groundbreaking', 'production'] },
    { id: 'greenfield', codes: ['groundbreaking', 'production'] },
    { id: 'tenant', codes: ['groundbreaking', 'production'] },
    { id: 'upgrade', codes: ['groundbreaking', 'production'] },
    { id: 'infrastructure', codes: ['production'] },
    { id: 'road', codes: [] },
    { id: 'facility', codes: [] },
    { id: 'relocation', codes: [] },
  ])('draws the red line of $id at $codes', ({ id, codes }) => {
    const plan = planFromTemplate(lifecycle(id), '2026-01-15');

    expect(plan.filter(({ redLine }) => redLine).map(({ code }) => code)).toEqual(codes);
  });
});
