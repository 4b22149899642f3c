import { PHASES, type Offset } from '../domain/definitions.ts';
import type { Fault } from './fault.ts';
import { findCycle } from './find-cycle.ts';
import { PROVING_EVENTS, type LifecycleContent } from './lifecycle-template.ts';

type Check = (lifecycle: LifecycleContent) => Fault[];

/** What a well-formed lifecycle gets wrong between its parts; none if it can be used. */
export function lifecycleFaults(lifecycle: LifecycleContent): Fault[] {
  return CHECKS.flatMap((check) => check(lifecycle));
}

const CHECKS: readonly Check[] = [
  repeatedCodes,
  unknownReferences,
  repeatedGates,
  offsetCycle,
  offsetsWithoutAnchor,
  gateCycle,
  impliedByEarlier,
  phasesOutOfOrder,
  rulesOnUnknownFields,
];

function repeatedCodes({ milestones, benchmarks }: LifecycleContent): Fault[] {
  return [
    ...repeats(milestones.map(({ code }) => code)).map((at) =>
      fault(`milestones[${at}].code`, once),
    ),
    ...repeats(benchmarks.map(({ id }) => id)).map((at) => fault(`benchmarks[${at}].id`, once)),
  ];
}

function repeatedGates({ gates }: LifecycleContent): Fault[] {
  return repeats(gates.map(({ milestone }) => milestone)).map((at) =>
    fault(`gates[${at}].milestone`, 'expected one gate a milestone'),
  );
}

function unknownReferences(lifecycle: LifecycleContent): Fault[] {
  const known = new Set(lifecycle.milestones.map(({ code }) => code));
  return references(lifecycle)
    .filter(({ code }) => !known.has(code))
    .map(({ path, code }) => fault(path, `expected a milestone of this lifecycle, not ${code}`));
}

function references(lifecycle: LifecycleContent): { path: string; code: string }[] {
  const { milestones, gates, phases, benchmarks, fullOutput } = lifecycle;
  const ofMilestones = milestones.flatMap(({ offset, impliedBy }, at) => [
    ...(offset ? [{ path: `milestones[${at}].offset.from`, code: offset.from }] : []),
    ...(impliedBy ? [{ path: `milestones[${at}].impliedBy`, code: impliedBy }] : []),
  ]);
  const ofGates = gates.flatMap(({ milestone, hard, soft }, at) => [
    { path: `gates[${at}].milestone`, code: milestone },
    ...hard.map((code, nth) => ({ path: `gates[${at}].hard[${nth}]`, code })),
    ...soft.map((code, nth) => ({ path: `gates[${at}].soft[${nth}]`, code })),
  ]);
  const ofPhases = Object.entries(phases).map(([phase, code]) => ({
    path: `phases.${phase}`,
    code,
  }));
  const ofBenchmarks = benchmarks.flatMap(({ to, within }, at) => [
    { path: `benchmarks[${at}].to`, code: to },
    { path: `benchmarks[${at}].within.from`, code: within.from },
  ]);
  const ofFullOutput = fullOutput
    ? [{ path: 'fullOutput.milestone', code: fullOutput.milestone }]
    : [];
  return [...ofMilestones, ...ofGates, ...ofPhases, ...ofBenchmarks, ...ofFullOutput];
}

function offsetCycle({ milestones }: LifecycleContent): Fault[] {
  const edges = milestones.map(({ code, offset }): [string, string[]] => [
    code,
    offset ? [offset.from] : [],
  ]);
  const cycle = findCycle(new Map(edges));
  return cycle
    ? [fault('milestones', `expected offsets without a cycle, not ${arrows(cycle)}`)]
    : [];
}

// A plan is counted from the day of signing, so each chain of offsets has to begin there.
function offsetsWithoutAnchor({ milestones, phases }: LifecycleContent): Fault[] {
  const offsets = new Map(milestones.map(({ code, offset }) => [code, offset]));
  const anchor = phases.signing;
  return milestones.flatMap(({ code, offset }, at) => {
    if (!offset) return [];
    if (code === anchor) return [fault(`milestones[${at}].offset`, 'expected none at the anchor')];
    const root = rootOf(offset, offsets, anchor);
    // Circles and unknown milestones are told by their own checks.
    if (root === undefined || !offsets.has(root) || root === anchor) return [];
    const expected = anchor ?? 'a milestone named in phases.signing';
    return [fault(`milestones[${at}].offset.from`, `expected a chain to ${expected}, not ${root}`)];
  });
}

/** Where a chain of offsets begins, at the anchor at the latest; `undefined` if it runs in a circle. */
function rootOf(
  { from }: Offset,
  offsets: ReadonlyMap<string, Offset | undefined>,
  anchor: string | undefined,
  steps = 0,
): string | undefined {
  const next = from === anchor ? undefined : offsets.get(from);
  if (!next) return from;
  return steps > offsets.size ? undefined : rootOf(next, offsets, anchor, steps + 1);
}

function gateCycle({ gates }: LifecycleContent): Fault[] {
  const edges = gates.map(({ milestone, hard, soft }): [string, string[]] => [
    milestone,
    [...hard, ...soft],
  ]);
  const cycle = findCycle(new Map(edges));
  return cycle ? [fault('gates', `expected gates without a cycle, not ${arrows(cycle)}`)] : [];
}

function impliedByEarlier({ milestones }: LifecycleContent): Fault[] {
  const place = new Map(milestones.map(({ code }, at) => [code, at]));
  return milestones.flatMap(({ code, impliedBy }, at) => {
    if (impliedBy === undefined || (place.get(impliedBy) ?? Infinity) > at) return [];
    return [fault(`milestones[${at}].impliedBy`, `expected a milestone after ${code}`)];
  });
}

function phasesOutOfOrder({ milestones, phases }: LifecycleContent): Fault[] {
  let reached = -1;
  return PHASES.flatMap((phase) => {
    const at = milestones.findIndex(({ code }) => code === phases[phase]);
    if (at < 0) return [];
    const inOrder = at > reached;
    reached = Math.max(reached, at);
    return inOrder ? [] : [fault(`phases.${phase}`, 'expected a milestone after the phase before')];
  });
}

function rulesOnUnknownFields({ milestones }: LifecycleContent): Fault[] {
  return milestones.flatMap(({ reachedBy }, at) =>
    reachedBy.flatMap(({ event, where = {}, on }, nth) => {
      // The shape admits these events only.
      const fields: readonly string[] = PROVING_EVENTS[event as keyof typeof PROVING_EVENTS];
      const path = `milestones[${at}].reachedBy[${nth}]`;
      const days = fields.filter((field) => field.endsWith('On'));
      return [
        ...Object.keys(where)
          .filter((field) => !fields.includes(field))
          .map((field) => fault(`${path}.where.${field}`, `expected one of ${fields.join(', ')}`)),
        ...(on === undefined || days.includes(on)
          ? []
          : [fault(`${path}.on`, `expected ${days.join(', ') || 'nothing: it names no day'}`)]),
      ];
    }),
  );
}

const once = 'expected each only once';
const fault = (path: string, message: string): Fault => ({ path, message });
const arrows = (cycle: readonly string[]): string => cycle.join(' → ');

const repeats = (values: readonly string[]): number[] =>
  values.flatMap((value, at) => (values.indexOf(value) < at ? [at] : []));
