import type { Condition, Requirement } from '../domain/approval/template.ts';
import type { ApprovalContent } from './approval-template.ts';

/** A plain requirement without `all` and `any`. */
export type Leaf = Exclude<
  Requirement,
  { all: readonly Requirement[] } | { any: readonly Requirement[] }
>;

/** Something in a template, and the path on which its file holds it. */
export interface At<T> {
  path: string;
  what: T;
}

/** The plain requirements in one, in order. */
export function leavesAt(requirement: Requirement, path: string): At<Leaf>[] {
  if ('all' in requirement) {
    return requirement.all.flatMap((one, at) => leavesAt(one, `${path}.all[${at}]`));
  }
  if ('any' in requirement) {
    return requirement.any.flatMap((one, at) => leavesAt(one, `${path}.any[${at}]`));
  }
  return [{ path, what: requirement }];
}

/** The plain requirements that nothing else can stand in for: those outside of every `any`. */
export function mustsAt(requirement: Requirement, path: string): At<Leaf>[] {
  if ('any' in requirement) return [];
  if (!('all' in requirement)) return [{ path, what: requirement }];
  return requirement.all.flatMap((one, at) => mustsAt(one, `${path}.all[${at}]`));
}

/** The questions about single traits in a condition, in order. */
export function questionsAt(
  condition: Condition,
  path: string,
): At<Exclude<Condition, { all: readonly Condition[] } | { any: readonly Condition[] }>>[] {
  if ('all' in condition) {
    return condition.all.flatMap((one, at) => questionsAt(one, `${path}.all[${at}]`));
  }
  if ('any' in condition) {
    return condition.any.flatMap((one, at) => questionsAt(one, `${path}.any[${at}]`));
  }
  return [{ path, what: condition }];
}

/** Whole requirements of a template: what each item waits for, then what each gate asks for. */
export function requirementsOf({ items, gates }: ApprovalContent): At<Requirement>[] {
  return [
    ...items.map(({ prereq }, at) => ({ path: `items[${at}].prereq`, what: prereq })),
    ...gates.flatMap(({ hard, soft }, at) => [
      ...hard.map((what, nth) => ({ path: `gates[${at}].hard[${nth}]`, what })),
      ...soft.map((what, nth) => ({ path: `gates[${at}].soft[${nth}]`, what })),
    ]),
  ];
}
