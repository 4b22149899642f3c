import { describe, expect, it } from '@jest/globals';
import { differences, runCase } from '../../../domain/policy-cases/run-case.ts';
import { DEFAULT_DIRECTORY, definitionsFor } from '../../../schemas/definitions.ts';
import { readCase, type WrittenCase } from '../../../schemas/policy-case.ts';
import { readPolicyCases } from '../../../schemas/policy-files.ts';
import { catalogue } from '../../support/a-project.ts';

const CASES = [...readPolicyCases(DEFAULT_DIRECTORY)].flatMap(([policy, cases]) =>
  cases.map((written) => ({ policy, title: written.title, written })),
);

function faultsIn(policy: string, written: WrittenCase): string[] {
  const read = readCase(written, catalogue);
  if ('faults' in read) return read.faults.map(({ path, message }) => `${path}: ${message}`);
  const definitions = definitionsFor(catalogue, { ...read.registration, policy });
  return differences(read, runCase(read, definitions));
}

describe('the cases of the shipped policies', () => {
  it('show what each policy means', () => {
    const policies = new Set(CASES.map(({ policy }) => policy));

    expect([...policies].sort()).toEqual([...catalogue.policies.keys()].sort());
  });

  it.each(CASES)('$policy: $title', ({ policy, written }) => {
    expect(faultsIn(policy, written)).toEqual([]);
  });

  it('come out otherwise when the rule is another', () => {
    const late = CASES.find(
      ({ policy, title }) => policy === 'default' && title.includes('晚一天'),
    );
    if (!late) throw new Error('The default policy has no case of a milestone that is a day late');

    expect(faultsIn('ouhai_2020', late.written)).toEqual(
      expect.arrayContaining([
        'expected colour yellow',
        'not expected: colour red',
        'expected message 2026-04-22 08:30 toppedOut/due note digest to manager',
      ]),
    );
  });
});

describe('the preset of milestones alone', () => {
  it('is two rows of the default policy, with the colours and the ladder of that one', () => {
    const [preset, whole] = ['milestones-only', 'default'].map((id) => catalogue.policies.get(id));
    const { due, redLineDue } = whole?.rules ?? {};

    expect(preset?.rules).toEqual({ due, redLineDue });
    expect(preset?.colours).toEqual(whole?.colours);
    expect(preset?.alerting).toEqual({
      ...whole?.alerting,
      ladders: whole?.alerting?.ladders.slice(0, 1),
      ladderOf: {},
    });
  });
});

describe('readCase', () => {
  const [first] = CASES;
  const written = (over: Partial<WrittenCase>): WrittenCase => {
    if (!first) throw new Error('There is no case');
    return { ...first.written, ...over };
  };

  it.each<{ name: string; over: Partial<WrittenCase>; path: string }>([
    {
      name: 'a lifecycle that there is not',
      over: { project: { template: 'bridge', signedOn: '2026-05-06' } },
      path: 'project.template',
    },
    {
      name: 'a milestone that the lifecycle lacks',
      over: {
        project: { template: 'road', milestones: [{ code: 'moon', planned: '2026-05-06' }] },
      },
      path: 'project.milestones[0].code',
    },
    {
      name: 'a fact of no known type',
      over: { facts: [{ type: 'site.moon.v1', at: '2026-05-06', data: {} }] },
      path: 'facts[0].type',
    },
    {
      name: 'data that the type does not have',
      over: { facts: [{ type: 'site.progress.reported.v1', at: '2026-05-06', data: {} }] },
      path: 'facts[0].data.month',
    },
    {
      name: 'a command without its actor',
      over: { facts: [{ type: 'command.endOverride.v1', at: '2026-05-06', data: {} }] },
      path: 'facts[0].data.actor',
    },
  ])('refuses $name', ({ over, path }) => {
    const read = readCase(written(over), catalogue);

    expect('faults' in read && read.faults.map((fault) => fault.path)).toContain(path);
  });
});
