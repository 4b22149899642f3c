import { describe, expect, it } from '@jest/globals';
import type { Reason, Signal } from '../../../domain/assessment.ts';
import { projectRisks } from '../../../domain/project-risks.ts';

const signal = (over: Partial<Signal>, reason: Partial<Reason> = {}): Signal => ({
  ...{ id: 'production/due', object: 'production', kind: 'due' },
  ...{ colour: 'red', projectColour: 'red', contributes: 'full', facts: [], flips: [] },
  rule: { policy: { id: 'default', version: '1', hash: 'h' }, rule: 'due' },
  reason: {
    ...{ code: 'overdue', numbers: {}, words: {} },
    days: { due: '2026-01-10', forecast: '2026-02-01' },
    ...reason,
  },
  ...over,
});

describe('what makes a project late', () => {
  it.each<[string, Signal, ReturnType<typeof projectRisks>[number]]>([
    [
      'the root of what it waits for, by how much later it comes than it is needed',
      signal(
        { kind: 'blocked' },
        {
          words: { on: 'B-1', root: 'B-9' },
          days: { needed: '2026-01-01', expected: '2026-01-31' },
        },
      ),
      { kind: 'project', id: 'B-9', days: 30 },
    ],
    [
      'what it waits for, where that is the root',
      signal({ kind: 'blocked' }, { words: { on: 'B-1' }, days: { since: '2026-01-05' } }),
      { kind: 'project', id: 'B-1', since: '2026-01-05' },
    ],
    [
      'the authority whose clock runs, before any cause',
      signal({ causes: ['contractor'] }, { words: { authority: '住建' } }),
      { kind: 'authority', id: '住建', days: 22 },
    ],
    [
      'the likeliest cause',
      signal({ causes: ['contractor', 'funding'] }),
      { kind: 'cause', id: 'contractor', days: 22 },
    ],
    [
      'what is late since its day, where nobody says when it comes',
      signal({ causes: ['contractor'] }, { days: { due: '2026-01-10' } }),
      { kind: 'cause', id: 'contractor', since: '2026-01-10' },
    ],
    [
      'what comes in time after all, by no day',
      signal({ causes: ['contractor'] }, { days: { due: '2026-01-10', forecast: '2026-01-08' } }),
      { kind: 'cause', id: 'contractor', days: 0 },
    ],
  ])('is %s', (_what, one, risk) => {
    expect(projectRisks({ signals: [one], closed: false })).toEqual([risk]);
  });

  const known: Partial<Signal> = { causes: ['contractor'] };

  it.each<[string, Signal, boolean]>([
    ['only blue for the project', signal({ ...known, projectColour: 'blue' }), false],
    ['restricted', signal({ ...known, restricted: true }), false],
    ['nobody’s', signal({}), false],
    ['without a day', signal(known, { days: {} }), false],
    ['of a project that is closed', signal(known), true],
  ])('is nothing that is %s', (_what, one, closed) => {
    expect(projectRisks({ signals: [one], closed })).toEqual([]);
  });
});
