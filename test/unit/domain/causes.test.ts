import { describe, expect, it } from '@jest/globals';
import type { Fact } from '../../../domain/fact.ts';
import {
  aCommand,
  aFact,
  aGate,
  anItemSignal,
  approvalSaid,
  aRegistration,
  assessAt,
  plan,
  registered,
  reported,
  signal,
} from '../../support/a-project.ts';

const TODAY = '2026-06-01';
const LATE = '2026-05-25';
const DEPENDENCY = { on: 'ZZY-800', gates: 'accepted', type: 'blocks' as const, lagDays: 0 };
const project = registered(
  aRegistration({
    milestones: ['constructionPermit', 'groundbreaking', 'toppedOut', 'energised', 'accepted'].map(
      (code) => plan(code, LATE),
    ),
    dependencies: [{ ...DEPENDENCY, milestone: 'energised' }],
  }),
);
const causes = (id: string, facts: readonly Fact[] = []) =>
  signal(assessAt([project, ...facts], TODAY), id)?.causes;

const upstream = (day: string, expected: string) =>
  aFact('upstream.date.v1', day, {
    ...{ project: 'ZZY-800', milestone: 'energised', reached: false, chain: [] },
    ...{ planned: '2026-05-01', expected },
  });
const held = (item: string, holder: string) => {
  const limit = anItemSignal(item, 'yellow');
  return { ...limit, reason: { ...limit.reason, words: { ...limit.reason.words, holder } } };
};
const named = (cause: 'land' | 'funding') =>
  aCommand('command.acknowledge.v1', '2026-05-28', {
    alertId: 'alert/ZZY-900/toppedOut/due',
    cause,
  });

describe('the causes that are proposed', () => {
  it.each<{ what: string; id: string; facts?: Fact[]; expected: string[] | undefined }>([
    { what: 'of a permit the approval', id: 'constructionPermit/due', expected: ['approval'] },
    { what: 'of a supply the utility', id: 'energised/due', expected: ['utility'] },
    {
      what: 'of works the permit that they wait for',
      id: 'groundbreaking/due',
      expected: ['approval'],
    },
    { what: 'of works that nothing stops none', id: 'toppedOut/due', expected: undefined },
    {
      what: 'what somebody has named last before all',
      id: 'toppedOut/due',
      facts: [named('land'), { ...named('funding'), occurredAt: '2026-05-29' }],
      expected: ['funding'],
    },
    {
      what: 'of what comes too late the project that it waits for',
      id: 'accepted/due',
      facts: [upstream('2026-01-10', '2026-05-01'), upstream('2026-05-01', '2026-06-20')],
      expected: ['upstream', 'approval'],
    },
    {
      what: 'of that wait itself the same',
      id: 'accepted/blocked/ZZY-800/energised',
      facts: [upstream('2026-01-10', '2026-05-01'), upstream('2026-05-01', '2026-06-20')],
      expected: ['upstream'],
    },
    {
      what: 'whoever has the next move on an item that it waits for',
      id: 'accepted/due',
      facts: [
        approvalSaid('2026-05-20', {
          gates: [aGate('accepted', ['G24'])],
          signals: [held('G24', 'intermediary')],
        }),
      ],
      expected: ['contractor', 'approval'],
    },
    {
      what: 'of an item itself whoever has the next move',
      id: 'G24/limit',
      facts: [approvalSaid('2026-05-20', { signals: [held('G24', 'enterprise')] })],
      expected: ['enterprise'],
    },
    {
      what: 'of works without a permit whoever builds',
      id: 'groundbreaking/compliance',
      facts: [reported('groundbreaking', '2026-05-24', 'team')],
      expected: ['enterprise', 'approval'],
    },
  ])('are $what', ({ id, facts, expected }) => {
    expect(causes(id, facts)).toEqual(expected);
  });

  it('are none of what is green', () => {
    const early = registered(aRegistration({ milestones: [plan('energised', '2026-12-01')] }));

    expect(signal(assessAt([early], TODAY), 'energised/due')).not.toHaveProperty('causes');
  });
});
