import { describe, expect, it } from '@jest/globals';
import type { MilestoneTemplate } from '../../../domain/definitions.ts';
import type { LifecycleContent } from '../../../schemas/lifecycle-template.ts';
import { altered, faultsWith } from '../../support/altered-definitions.ts';

const FILE = 'lifecycles/greenfield.json';

function milestone({ milestones }: LifecycleContent, code: string): MilestoneTemplate {
  const found = milestones.find((candidate) => candidate.code === code);
  if (!found) throw new Error(`No milestone ${code}`);
  return found;
}

describe('validation of a lifecycle', () => {
  it.each<{ name: string; change: (lifecycle: LifecycleContent) => void; faults: RegExp[] }>([
    {
      name: 'a milestone twice',
      change: (lifecycle) => lifecycle.milestones.push(milestone(lifecycle, 'filed')),
      faults: [/^milestones\[20\]\.code expected each only once/],
    },
    {
      name: 'an offset from an unknown milestone',
      change: (lifecycle) => (milestone(lifecycle, 'filed').offset = { from: 'moon', days: 1 }),
      faults: [/^milestones\[4\]\.offset\.from .*not moon/],
    },
    {
      name: 'an offset of both days and months',
      change: (lifecycle) =>
        (milestone(lifecycle, 'filed').offset = { from: 'signed', days: 1, months: 1 }),
      faults: [/^milestones\[4\]\.offset expected either days or months/],
    },
    {
      name: 'offsets in a circle',
      change: (lifecycle) => {
        milestone(lifecycle, 'filed').offset = { from: 'landSupplied', days: 1 };
        milestone(lifecycle, 'landSupplied').offset = { from: 'filed', days: 1 };
      },
      faults: [/^milestones expected offsets without a cycle, not filed → landSupplied → filed/],
    },
    {
      name: 'an offset that does not lead to the signing',
      change: (lifecycle) => (milestone(lifecycle, 'filed').offset = { from: 'lead', days: 1 }),
      faults: [/^milestones\[4\]\.offset\.from expected a chain to signed, not lead/],
    },
    {
      name: 'an offset of the signing itself',
      change: (lifecycle) => (milestone(lifecycle, 'signed').offset = { from: 'lead', days: 1 }),
      faults: [/^milestones\[2\]\.offset expected none at the anchor/],
    },
    {
      name: 'a gate of an unknown milestone',
      change: ({ gates }) =>
        gates.push({ milestone: 'moon', hard: ['mars'], soft: ['sun'], whenOpen: 'gap' }),
      faults: [
        /^gates\[9\]\.milestone .*not moon/,
        /^gates\[9\]\.hard\[0\] .*not mars/,
        /^gates\[9\]\.soft\[0\] .*not sun/,
      ],
    },
    {
      name: 'two gates of one milestone',
      change: ({ gates }) =>
        gates.push({ milestone: 'production', hard: [], soft: [], whenOpen: 'gap' }),
      faults: [/^gates\[9\]\.milestone expected one gate a milestone/],
    },
    {
      name: 'gates in a circle',
      change: ({ gates }) =>
        gates.push({ milestone: 'filed', hard: ['production'], soft: [], whenOpen: 'gap' }),
      faults: [/^gates expected gates without a cycle, not /],
    },
    {
      name: 'a phase that opens with an unknown milestone',
      change: ({ phases }) => (phases.production = 'moon'),
      faults: [/^phases\.production .*not moon/],
    },
    {
      name: 'phases in another order than their milestones',
      change: ({ phases }) => (phases.production = 'filed'),
      faults: [/^phases\.production expected a milestone after the phase before/],
    },
    {
      name: 'a benchmark between unknown milestones',
      change: ({ benchmarks }) =>
        benchmarks.push({
          id: 'apollo',
          label: { zh: '登月', en: 'Apollo' },
          to: 'moon',
          within: { from: 'earth', days: 8 },
        }),
      faults: [/^benchmarks\[2\]\.to .*not moon/, /^benchmarks\[2\]\.within\.from .*not earth/],
    },
    {
      name: 'a rule of full output for an unknown milestone',
      change: ({ fullOutput }) => fullOutput && (fullOutput.milestone = 'moon'),
      faults: [/^fullOutput\.milestone .*not moon/],
    },
    {
      name: 'a milestone implied by an unknown one',
      change: (lifecycle) => (milestone(lifecycle, 'worksCompleted').impliedBy = 'moon'),
      faults: [/^milestones\[14\]\.impliedBy .*not moon/],
    },
    {
      name: 'a milestone implied by an earlier one',
      change: (lifecycle) => (milestone(lifecycle, 'worksCompleted').impliedBy = 'filed'),
      faults: [/^milestones\[14\]\.impliedBy expected a milestone after worksCompleted/],
    },
    {
      name: 'a rule that compares a field that its event lacks',
      change: (lifecycle) =>
        milestone(lifecycle, 'energised').reachedBy.push({
          event: 'utility.application.connected.v1',
          where: { utilty: 'power' },
          level: 'certified',
        }),
      faults: [/^milestones\[13\]\.reachedBy\[1\]\.where\.utilty expected one of utility, phase/],
    },
    {
      name: 'a rule that takes its day from a field that holds none',
      change: (lifecycle) =>
        milestone(lifecycle, 'filed').reachedBy.push({
          event: 'permit.certificate.issued.v1',
          on: 'certNo',
          level: 'certified',
        }),
      faults: [/^milestones\[4\]\.reachedBy\[3\]\.on expected issuedOn/],
    },
    {
      name: 'a rule on an event that proves nothing',
      change: (lifecycle) =>
        milestone(lifecycle, 'filed').reachedBy.push({
          event: 'permit.application.submitted.v1',
          level: 'certified',
        }),
      faults: [/^milestones\[4\]\.reachedBy\[3\]\.event .*expected one of/],
    },
  ])('refuses $name', ({ change, faults }) => {
    const text = altered(FILE, (lifecycle) => {
      change(lifecycle);
    });

    const found = faultsWith({ [FILE]: text });

    expect(found.map(({ file }) => file)).toEqual(faults.map(() => FILE));
    expect(found.map(({ path, message }) => `${path} ${message}`)).toEqual(
      faults.map((fault) => expect.stringMatching(fault)),
    );
  });
});
