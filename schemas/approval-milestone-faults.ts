import type { Requirement } from '../domain/approval/template.ts';
import { leavesAt, requirementsOf } from './approval-leaves.ts';
import type { ApprovalContent } from './approval-template.ts';
import type { Fault } from './fault.ts';
import type { LifecycleContent } from './lifecycle-template.ts';

/**
 * Milestones that a lifecycle lacks whose projects have this template: nobody would ever reach them.
 * A template that no lifecycle names may be named by any project, so one lifecycle has to fit.
 */
export function milestoneFaults(
  template: ApprovalContent,
  lifecycles: readonly LifecycleContent[],
): Fault[] {
  const naming = lifecycles.filter(({ approval }) => approval === template.id);
  if (naming.length > 0) {
    return [
      ...gatesOfNone(template, naming),
      ...naming.flatMap((lifecycle) => faultsUnder(template, lifecycle)),
    ];
  }
  const each = lifecycles.map((lifecycle) => [
    ...gatesOfNone(template, [lifecycle]),
    ...faultsUnder(template, lifecycle),
  ]);
  return each.toSorted((a, b) => a.length - b.length)[0] ?? [];
}

function gatesOfNone({ gates }: ApprovalContent, lifecycles: readonly LifecycleContent[]): Fault[] {
  const known = lifecycles.map(codesOf);
  const ids = lifecycles.map(({ id }) => id).join(', ');
  return gates.flatMap(({ milestone }, at) =>
    known.some((codes) => codes.has(milestone))
      ? []
      : [fault(`gates[${at}].milestone`, `expected a milestone of ${ids}, not ${milestone}`)],
  );
}

// A gate to a milestone that a lifecycle lacks opens nothing there, so what it asks for is not missed.
function faultsUnder(template: ApprovalContent, lifecycle: LifecycleContent): Fault[] {
  const known = codesOf(lifecycle);
  const idle = template.gates.flatMap(({ milestone }, at) =>
    known.has(milestone) ? [] : [`gates[${at}].`],
  );
  const { beginsAt } = template;
  return [
    ...(known.has(beginsAt) ? [] : [missing('beginsAt', beginsAt, lifecycle)]),
    ...requirementsOf(template)
      .filter(({ path }) => !idle.some((gate) => path.startsWith(gate)))
      .filter(({ what }) => !isReachable(what, known))
      .flatMap(({ path, what }) =>
        leavesAt(what, path).flatMap((leaf) =>
          'milestone' in leaf.what && !known.has(leaf.what.milestone)
            ? [missing(`${leaf.path}.milestone`, leaf.what.milestone, lifecycle)]
            : [],
        ),
      ),
  ];
}

function isReachable(requirement: Requirement, known: ReadonlySet<string>): boolean {
  if ('all' in requirement) return requirement.all.every((one) => isReachable(one, known));
  if ('any' in requirement) return requirement.any.some((one) => isReachable(one, known));
  return !('milestone' in requirement) || known.has(requirement.milestone);
}

const codesOf = ({ milestones }: LifecycleContent): ReadonlySet<string> =>
  new Set(milestones.map(({ code }) => code));

const fault = (path: string, message: string): Fault => ({ path, message });

const missing = (path: string, code: string, { id }: LifecycleContent): Fault =>
  fault(path, `expected a milestone of the lifecycle ${id}, not ${code}`);
