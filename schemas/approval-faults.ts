import { answersTo, isAnswer } from '../domain/approval/trait-answers.ts';
import { graphFaults } from './approval-graph-faults.ts';
import { itemFaults } from './approval-item-faults.ts';
import { questionsAt, leavesAt, requirementsOf } from './approval-leaves.ts';
import { milestoneFaults } from './approval-milestone-faults.ts';
import type { ApprovalContent } from './approval-template.ts';
import type { Fault } from './fault.ts';
import type { LifecycleContent } from './lifecycle-template.ts';

/** What a well-formed approval template gets wrong between its parts and about lifecycles; none if it can be used. */
export function approvalFaults(
  template: ApprovalContent,
  lifecycles: readonly LifecycleContent[],
): Fault[] {
  return [
    ...repeated(template),
    ...unknownReferences(template),
    ...unknownTraits(template),
    ...itemFaults(template),
    ...milestoneFaults(template, lifecycles),
    ...graphFaults(template, lifecycles),
  ];
}

function repeated({ items, stages, gates, traits }: ApprovalContent): Fault[] {
  const supplies = items.flatMap(({ utility }, at) => (utility ? [{ utility, at }] : []));
  return [
    ...repeats(items.map(({ id }) => id)).map((at) => fault(`items[${at}].id`, ONCE)),
    ...repeats(supplies.map(({ utility }) => utility)).map((nth) =>
      fault(`items[${supplies[nth]?.at ?? ''}].utility`, ONCE),
    ),
    ...repeats(stages.map(({ id }) => id)).map((at) => fault(`stages[${at}].id`, ONCE)),
    ...repeats(traits.map(({ field }) => field)).map((at) => fault(`traits[${at}].field`, ONCE)),
    ...repeats(gates.map(({ milestone }) => milestone)).map((at) =>
      fault(`gates[${at}].milestone`, 'expected one gate a milestone'),
    ),
  ];
}

function unknownReferences(template: ApprovalContent): Fault[] {
  const { items, stages } = template;
  const ids = new Set(items.map(({ id }) => id));
  const utilities = new Set(items.map(({ utility }) => utility));
  const known = new Set(stages.map(({ id }) => id));
  return [
    ...items.flatMap(({ stage, umbrella }, at) => [
      ...(known.has(stage)
        ? []
        : [fault(`items[${at}].stage`, `expected one of ${[...known].join(', ')}, not ${stage}`)]),
      ...(umbrella === undefined || ids.has(umbrella)
        ? []
        : [fault(`items[${at}].umbrella`, unknownItem(umbrella))]),
    ]),
    ...requirementsOf(template)
      .flatMap(({ path, what }) => leavesAt(what, path))
      .flatMap(({ path, what }) => {
        if ('item' in what && !ids.has(what.item))
          return [fault(`${path}.item`, unknownItem(what.item))];
        if ('utility' in what && !utilities.has(what.utility))
          return [
            fault(`${path}.utility`, `expected a utility with an item here, not ${what.utility}`),
          ];
        return [];
      }),
  ];
}

function unknownTraits({ items, traits }: ApprovalContent): Fault[] {
  const declared = new Map(traits.map(({ field, values }) => [field, values]));
  const unknown = (field: string) => `expected one of traits, not ${field}`;
  return items.flatMap(({ appliesWhen, variantField }, at) => [
    ...(variantField === undefined || declared.has(variantField)
      ? []
      : [fault(`items[${at}].variantField`, unknown(variantField))]),
    ...(appliesWhen ? questionsAt(appliesWhen, `items[${at}].appliesWhen`) : []).flatMap(
      ({ path, what }) => {
        const values = declared.get(what.field);
        if (values === undefined) return [fault(`${path}.field`, unknown(what.field))];
        const expected = answersTo(values);
        const asked = 'in' in what ? what.in : [what.atLeast];
        return asked.every((value) => isAnswer(values, value))
          ? []
          : [fault(path, `expected ${expected}`)];
      },
    ),
  ]);
}

const ONCE = 'expected each only once';
const fault = (path: string, message: string): Fault => ({ path, message });
const unknownItem = (id: string): string => `expected an item of this template, not ${id}`;

const repeats = (values: readonly string[]): number[] =>
  values.flatMap((value, at) => (values.indexOf(value) < at ? [at] : []));
