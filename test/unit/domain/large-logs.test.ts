import { describe, expect, it } from '@jest/globals';
import type { Fact } from '../../../domain/fact.ts';
import { addDays } from '../../../domain/time.ts';
import {
  aFact,
  aRegistration,
  assessAt,
  constructionPermit,
  corrected,
  milestone,
  plan,
  registered,
  reported,
  revoked,
  voided,
} from '../../support/a-project.ts';

const SIZE = 20_000;
const project = registered(
  aRegistration({
    milestones: [plan('constructionPermit', '2026-03-01'), plan('groundbreaking', '2026-05-01')],
  }),
);

const permit = (nth: number): Fact =>
  constructionPermit(addDays('2026-01-01', nth % 50), {
    id: `permit-${nth}`,
    certNo: `C-${nth}`,
    applicationNo: 'SP-1',
    sequence: Math.floor(nth / 7000),
  });

const report = (nth: number): Fact =>
  reported('groundbreaking', addDays('2026-01-01', nth % 50), 'projectManager', {
    id: `report-${nth}`,
  });

const pairs = (second: (nth: number) => Fact) => (nth: number) =>
  nth % 2 === 0 ? permit(nth) : { ...second(nth - 1), id: `second-${nth}` };

const KINDS: { kind: string; make: (nth: number) => Fact; states: string[] }[] = [
  { kind: 'permits of one application', make: permit, states: ['reached', 'open'] },
  {
    kind: 'notes',
    make: (nth) => aFact('site.update.noted.v1', '2026-02-01', { text: '' }, { id: `note-${nth}` }),
    states: ['open', 'open'],
  },
  { kind: 'reports that wait for confirmation', make: report, states: ['open', 'reported'] },
  {
    kind: 'permits and their voids',
    make: pairs((nth) => voided(permit(nth), '2026-03-01')),
    states: ['withdrawn', 'open'],
  },
  {
    kind: 'permits and their revocations',
    make: pairs((nth) => revoked(`C-${nth}`, '2026-03-01')),
    states: ['withdrawn', 'open'],
  },
  {
    kind: 'corrections of one permit',
    make: (nth) =>
      nth === 0
        ? permit(0)
        : { ...corrected(permit(0), '2026-03-01', { issuedOn: '2026-02-01' }), id: `fix-${nth}` },
    states: ['reached', 'open'],
  },
];

describe('a log of 20,000 facts', () => {
  it.each(KINDS)('gives an assessment as short as any: $kind', ({ make, states }) => {
    const facts = [project, ...Array.from({ length: SIZE }, (_, nth) => make(nth))];

    const assessment = assessAt(facts, '2026-04-01');

    expect(assessment.milestones.map(({ state }) => state)).toEqual(states);
    expect(JSON.stringify(assessment).length).toBeLessThan(5_000);
    expect(milestone(assessment, 'constructionPermit').facts.length).toBeLessThan(5);
  });
});
