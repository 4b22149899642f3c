import { describe, expect, it } from '@jest/globals';
import type { Fact } from '../../../domain/fact.ts';
import { projectNews, toldProject } from '../../../domain/news.ts';
import type { ProjectChange } from '../../../domain/project-change.ts';
import { endOf } from '../../../domain/time.ts';
import { ProjectChangeData } from '../../../schemas/project-events.ts';
import {
  aRegistration,
  assessAt,
  constructionPermit,
  plan,
  registered,
  reported,
  voided,
} from '../../support/a-project.ts';
import { anyDay, anyFacts } from '../../support/any-project.ts';
import { fc } from '../../support/property.ts';
import { foldChanges, promised } from '../../support/subscriber.ts';

const project = registered(
  aRegistration({
    milestones: [
      plan('constructionPermit', '2026-03-01'),
      plan('groundbreaking', '2026-06-15', { redLine: true }),
    ],
  }),
);
const permit = constructionPermit('2026-03-01');

interface Moment {
  day: string;
  facts?: Fact[];
}

/** What is told between two days, and facts that the second knows more. */
function news(from: Moment, to: Moment): ProjectChange[] {
  const before = assessAt([project, ...(from.facts ?? [])], from.day);
  const after = assessAt([project, ...(from.facts ?? []), ...(to.facts ?? [])], to.day);
  return projectNews(toldProject(before), after);
}

const words = (changes: ProjectChange[]) =>
  changes.map((change) => {
    const { type } = change;
    const name = type.replace(/^project\.|\.v1$/g, '');
    return 'milestone' in change ? `${name} ${change.milestone}` : name;
  });

describe('what other systems are told of a project', () => {
  it('is all of it at first: plan, stage and colour', () => {
    const first = projectNews(undefined, assessAt([project], '2026-02-01'));

    expect(words(first)).toEqual([
      'plan.changed constructionPermit',
      'plan.changed groundbreaking',
      'stage.changed',
      'colour.changed',
    ]);
  });

  it('is nothing while nothing of it changed', () => {
    expect(news({ day: '2026-02-01' }, { day: '2026-02-02' })).toEqual([]);
  });

  it('is what was reached, with the day, and the stage and colour that follow', () => {
    const changes = news({ day: '2026-05-10' }, { day: '2026-05-10', facts: [permit] });

    expect(words(changes)).toEqual([
      'milestone.reached constructionPermit',
      'stage.changed',
      'colour.changed',
    ]);
    expect(changes[0]).toMatchObject({ on: '2026-03-01', evidence: 'certified', redLine: false });
    expect(changes[2]).toMatchObject({ from: 'red', to: 'green', reasons: [], withheld: 0 });
  });

  it('is what lost its proof, with the day on which it had counted as reached', () => {
    const works = reported('groundbreaking', '2026-05-10', 'team');
    const before = { day: '2026-05-12', facts: [permit, works] };

    const changes = news(before, { day: '2026-05-12', facts: [voided(works, '2026-05-11')] });

    expect(changes[0]).toMatchObject({
      type: 'project.milestone.withdrawn.v1',
      milestone: 'groundbreaking',
      before: '2026-05-10',
    });
  });

  it('is a colour with its reasons and their numbers, the leading one first', () => {
    const [change] = news({ day: '2026-02-27' }, { day: '2026-05-10' });

    expect(change).toMatchObject({ type: 'project.colour.changed.v1', to: 'red' });
    const reasons = change && 'reasons' in change ? change.reasons : [];
    expect(reasons[0]).toMatchObject({
      signal: 'constructionPermit/due',
      rule: expect.stringMatching(/^default@\S+ \S+/),
      reason: { code: 'overdue', days: { due: '2026-03-01' } },
    });
  });

  it('keeps to itself what only people of the project may see', () => {
    const works = reported('groundbreaking', '2026-05-10', 'team');

    const changes = news({ day: '2026-02-01' }, { day: '2026-05-12', facts: [works] });

    const colour = changes.find(({ type }) => type === 'project.colour.changed.v1');
    expect(JSON.stringify(colour)).not.toContain('compliance');
    expect(colour).toMatchObject({ to: 'red', withheld: 1 });
  });

  it('folded gives stage, colour, plan and what is reached, whatever came between', () => {
    fc.assert(
      fc.property(anyFacts, fc.array(anyDay, { minLength: 1, maxLength: 6 }), (facts, days) => {
        const assessments = days.map((day) => assessAt(facts, endOf(day)));
        const changes = assessments.flatMap((after, nth) => {
          const before = assessments[nth - 1];
          return projectNews(before && toldProject(before), after);
        });
        const last = assessments.at(-1);
        expect(foldChanges(changes.map((change) => ProjectChangeData.parse(change)))).toEqual(
          last && promised(last),
        );
      }),
      { numRuns: 60 },
    );
  });
});
