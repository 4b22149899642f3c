import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { definitionsFor, loadDefinitions } from '../../../schemas/definitions.ts';
import { parsePortfolio, PortfolioError } from '../../../schemas/portfolio.ts';
import { registrationFaults } from '../../../schemas/registration.ts';

const FILE = new URL('../../../definitions/sample-park/portfolio.json', import.meta.url);
const text = readFileSync(FILE, 'utf8');
const { asOf, entries } = parsePortfolio(JSON.parse(text));

interface Json {
  [key: string]: Json;
}

/** The faults of the shipped list after `change`. */
function faultsAfter(change: (list: Json, project: Json) => unknown): string[] {
  const list = JSON.parse(text) as Json; // indexed by the tests only where the file has something
  const project = list['projects']?.[0];
  if (!project) throw new Error('The list has no project');
  change(list, project);
  try {
    parsePortfolio(list);
  } catch (error) {
    if (error instanceof PortfolioError) return error.faults.map(({ path }) => path);
    throw error;
  }
  return [];
}

describe('parsePortfolio', () => {
  it('reads the sample park', () => {
    expect(asOf).toBe('2026-01-15');
    expect(entries).toHaveLength(28);
    expect(entries.filter(({ registration }) => registration.pipeline)).toHaveLength(8);
    expect(entries.every(({ registration }) => registration.sample)).toBe(true);
  });

  it('keeps the colours that the list expects', () => {
    const count = (colour: string | null) =>
      entries.filter(({ expectedColour }) => expectedColour === colour).length;

    expect(['green', 'blue', 'yellow', 'red', null].map(count)).toEqual([15, 2, 2, 1, 8]);
  });

  it('passes on the approval template and the traits of a row', () => {
    const entry = entries.find(({ registration }) => registration.code === 'ZZY-012');

    expect(entry?.registration).toMatchObject({
      approval: 'G-sample',
      traits: { eiaClass: 'report_form', protectionZone: true },
    });
  });

  it('makes a registration of a row', () => {
    const entry = entries.find(({ registration }) => registration.code === 'ZZY-022');

    expect(entry?.registration).toMatchObject({
      code: 'ZZY-022',
      template: 'tenant',
      pipeline: true,
      phases: [],
      sample: true,
    });
    expect(entry?.registration.manager).toMatch(/^项目经理/);
    expect(entry?.registration.patron).toMatch(/^分管领导/);
    expect(entry?.registration.milestones[0]).toEqual({ code: 'signed', planned: '2026-02-10' });
    expect(entry?.registration.milestones).toContainEqual({
      code: 'production',
      planned: '2026-07-25',
      redLine: true,
    });
    expect(entry?.registration.dependencies[0]).toEqual({
      on: 'ZZY-009',
      milestone: 'accepted',
      gates: 'leaseSigned',
      type: 'soft',
      lagDays: 0,
    });
    expect(entry?.expectedPlanConflicts).toEqual(['ZZY-009/accepted/leaseSigned']);
  });

  it('takes over what is to be invested, by year where the row says so, and nothing where nothing is', () => {
    const investmentOf = (change: object) => {
      const list = JSON.parse(text) as Json; // as above
      Object.assign(list['projects']?.[0] ?? {}, change);
      return parsePortfolio(list).entries[0]?.registration.investment;
    };
    const investmentByYear = { 2026: 6000, 2027: 3000 };

    expect(investmentOf({ investment: 9000, investmentByYear })).toEqual({
      total: 9000,
      byYear: investmentByYear,
    });
    expect(investmentOf({ investment: 0, investmentByYear })).toBeUndefined();
  });

  it('takes over what was reached already', () => {
    const entry = entries.find(({ registration }) => registration.code === 'ZZY-012');

    expect(entry?.registration.milestones).toContainEqual({
      code: 'production',
      planned: '2025-10-30',
      actual: '2025-10-28',
      redLine: true,
    });
  });

  it('agrees with the lifecycle and the approval template of every project', () => {
    const catalogue = loadDefinitions();

    const faults = entries.flatMap(({ registration }) => {
      const { template, approval } = definitionsFor(catalogue, registration);
      return registrationFaults(registration, template, approval);
    });

    expect(faults).toEqual([]);
  });

  it.each<{ name: string; change: (list: Json, project: Json) => unknown; path: string }>([
    {
      name: 'another format',
      change: (list) => Object.assign(list, { schema: 'kaigong.portfolio/v2' }),
      path: 'schema',
    },
    {
      name: 'an unknown field',
      change: (_list, project) => Object.assign(project, { planprofile: 'road' }),
      path: 'projects[0]',
    },
    {
      name: 'an impossible day',
      change: (_list, project) =>
        Object.assign(project['milestones']?.[5] ?? {}, { planned: '2026-02-30' }),
      path: 'projects[0].milestones[5].planned',
    },
    {
      name: 'a day reached after the day of the list',
      change: (_list, project) =>
        Object.assign(project['milestones']?.[5] ?? {}, { actual: '2026-01-16' }),
      path: 'projects[0].milestones[5].actual',
    },
    {
      name: 'a mark that the list does not explain',
      change: (_list, project) =>
        Object.assign(project['milestones']?.[5] ?? {}, { provenance: 'toString' }),
      path: 'projects[0].milestones[5].provenance',
    },
    {
      name: 'a milestone twice',
      change: (_list, project) =>
        Object.assign(project['milestones']?.[5] ?? {}, { code: 'signed' }),
      path: 'projects[0].milestones[5].code',
    },
    {
      name: 'a project twice',
      change: (_list, project) => Object.assign(project, { id: 'ZZY-002' }),
      path: 'projects[1].id',
    },
    {
      name: 'a project that waits for itself',
      change: (_list, project) =>
        Object.assign(project, {
          dependencies: [
            { on: 'ZZY-001', milestone: 'signed', gates: 'production', type: 'blocks' },
          ],
        }),
      path: 'projects[0].dependencies[0].on',
    },
    {
      name: 'a dependency of a milestone that is not planned',
      change: (_list, project) =>
        Object.assign(project, {
          dependencies: [
            { on: 'ZZY-002', milestone: 'production', gates: 'fullOutput', type: 'soft' },
          ],
        }),
      path: 'projects[0].dependencies[0].gates',
    },
  ])('refuses $name', ({ change, path }) => {
    expect(faultsAfter(change)).toEqual([path]);
  });

  it('lists every fault at once', () => {
    const faults = faultsAfter((list, project) => {
      Object.assign(list, { asOf: 'today' });
      Object.assign(project, { pipeline: 'no', planProfile: 'Road' });
    });

    expect(faults).toEqual(['asOf', 'projects[0].planProfile', 'projects[0].pipeline']);
  });
});
