import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { assessPortfolio, upstreamFirst } from '../../../domain/portfolio.ts';
import { definitionsFor } from '../../../schemas/definitions.ts';
import { parsePortfolio } from '../../../schemas/portfolio.ts';
import { aRegistration, catalogue, plan } from '../../support/a-project.ts';

const SAMPLE = new URL('../../../definitions/sample-park/portfolio.json', import.meta.url);
const { asOf, entries } = parsePortfolio(JSON.parse(readFileSync(SAMPLE, 'utf8')));
const registrations = entries.map(({ registration }) => registration);

const assessSample = (policy: string) =>
  assessPortfolio(
    registrations,
    ({ template }) => definitionsFor(catalogue, { template, policy }),
    asOf,
  );
const sample = assessSample('milestones-only');
const bySample = new Map(sample.map((assessment) => [assessment.code, assessment]));

describe('the sample park at its asOf under milestones-only', () => {
  it.each(entries.map((entry) => ({ ...entry, code: entry.registration.code })))(
    '$code is $expectedColour at $expectedStage',
    ({ code, expectedColour, expectedStage }) => {
      const assessment = bySample.get(code);

      expect(assessment?.colour).toBe(expectedColour);
      expect(assessment?.stage).toBe(expectedStage);
    },
  );

  it('counts 15 green, 2 blue, 2 yellow and 1 red, and 8 in the pipeline', () => {
    const count = (colour: string | null) => sample.filter((one) => one.colour === colour).length;

    expect(['green', 'blue', 'yellow', 'red', null].map(count)).toEqual([15, 2, 2, 1, 8]);
    expect(sample.filter(({ status }) => status === 'pipeline')).toHaveLength(8);
  });

  it('finds exactly the plan conflicts that the list marks', () => {
    const found = sample.flatMap(({ code, findings }) =>
      findings.filter((one) => one.code === 'planConflict').map(({ object }) => [code, object]),
    );
    const marked = entries.flatMap(({ registration, expectedPlanConflicts }) =>
      expectedPlanConflicts.map((object) => [registration.code, object]),
    );

    expect(found).toEqual(marked);
    expect(found.map(([code]) => code)).toEqual(['ZZY-015', 'ZZY-022']);
  });

  it.each([
    { code: 'ZZY-013', on: 'ZZY-001', slack: 237 },
    { code: 'ZZY-014', on: 'ZZY-001', slack: 307 },
    { code: 'ZZY-014', on: 'ZZY-002', slack: 341 },
    { code: 'ZZY-022', on: 'ZZY-009', slack: 6 },
    { code: 'ZZY-023', on: 'ZZY-010', slack: 10 },
  ])('leaves $code $slack days of slack on $on', ({ code, on, slack }) => {
    const edges = bySample.get(code)?.dependencies ?? [];

    expect(edges.find((edge) => edge.on === on && edge.type === 'blocks')?.slackDays).toBe(slack);
  });

  it('colours nobody by the plan conflict of ZZY-015, whose edge is 84 days short', () => {
    const assessment = bySample.get('ZZY-015');

    expect(assessment?.dependencies).toMatchObject([{ slackDays: -84, planConflict: true }]);
    expect(assessment?.colour).toBe('green');
  });
});

it('gives the sample park the same colours under the default policy, for want of forecasts and events', () => {
  const colours = assessSample('default').map(({ colour }) => colour);

  expect(colours).toEqual(sample.map(({ colour }) => colour));
});

describe('upstreamFirst', () => {
  const edge = (on: string) => ({
    on,
    milestone: 'energised',
    gates: 'energised',
    type: 'blocks' as const,
    lagDays: 0,
  });
  const project = (code: string, ...on: string[]) =>
    aRegistration({
      code,
      milestones: [plan('energised', '2026-06-01')],
      dependencies: on.map(edge),
    });
  const codesOf = (...projects: ReturnType<typeof project>[]) =>
    upstreamFirst(projects).map(({ code }) => code);

  it('puts a project after all that it waits for, directly or not', () => {
    expect(codesOf(project('C', 'B'), project('B', 'A'), project('A'))).toEqual(['A', 'B', 'C']);
  });

  it('keeps the order of the list where nobody waits', () => {
    expect(codesOf(project('B'), project('A'), project('C'))).toEqual(['B', 'A', 'C']);
  });

  it('ends on a circle and on a project that the list lacks, with each project once', () => {
    expect(codesOf(project('A', 'B', 'X'), project('B', 'A')).sort()).toEqual(['A', 'B']);
  });

  it('passes the late day of a blocker on through the project between', () => {
    const late = plan('energised', '2026-01-02', { actual: '2026-01-10' });
    const [, between, last] = assessPortfolio(
      [
        { ...project('A'), milestones: [late] },
        { ...project('B', 'A'), milestones: [plan('energised', '2026-01-05')] },
        { ...project('C', 'B'), milestones: [plan('energised', '2026-01-20')] },
      ],
      ({ template }) => definitionsFor(catalogue, { template }),
      '2026-01-15',
    );

    expect(between?.milestones).toMatchObject([{ expected: '2026-01-10', chain: ['A'] }]);
    expect(last?.dependencies).toMatchObject([
      { on: 'B', expected: '2026-01-10', slackDays: 10, chain: ['A', 'B'] },
    ]);
  });
});
