import type { ApprovalTemplate, Traits, TraitTemplate } from '../domain/approval/template.ts';
import type { Fault } from './fault.ts';

type TraitValues = TraitTemplate['values'];

/** Traits that the approval template doesn't ask for, or with other answers than it knows: slips of the pen. */
export function traitFaults(traits: Traits, approval: Pick<ApprovalTemplate, 'traits'>): Fault[] {
  const asked = new Map(approval.traits.map(({ field, values }) => [field, values]));
  return Object.entries(traits).flatMap(([field, value]) => {
    const values = asked.get(field);
    const path = `traits.${field}`;
    if (values === undefined) {
      return [{ path, message: `expected one of ${[...asked.keys()].join(', ')}` }];
    }
    return isAnswer(values, value) ? [] : [{ path, message: `expected ${answersTo(values)}` }];
  });
}

/** Whether the value is of the kind that the trait asks for. */
export const isAnswer = (values: TraitValues, value: Traits[string]): boolean =>
  typeof values === 'string' ? typeof value === values : values.includes(String(value));

/** What a trait may be, for a message. */
export const answersTo = (values: TraitValues): string =>
  typeof values === 'string' ? `a ${values}` : `one of ${values.join(', ')}`;
