import type { Traits, TraitTemplate } from './template.ts';

type TraitValues = TraitTemplate['values'];

/** A trait that nobody asks for, or that can't be what was said. */
export interface WrongTrait {
  field: string;
  /** What would have been right, such as `a boolean`. */
  expected: string;
}

/** Traits that the approval template doesn't ask for, or with other answers than it knows: slips of the pen. */
export function wrongTraits(traits: Traits, asked: readonly TraitTemplate[]): WrongTrait[] {
  return Object.entries(traits).flatMap(([field, value]) => {
    const values = asked.find((one) => one.field === field)?.values;
    if (values === undefined) {
      return [{ field, expected: `one of ${asked.map((one) => one.field).join(', ')}` }];
    }
    return isAnswer(values, value) ? [] : [{ field, expected: answersTo(values) }];
  });
}

/** Whether the value is of the kind that the trait asks for. */
export const isAnswer = (values: TraitValues, value: Traits[string]): boolean =>
  typeof values === 'string' ? typeof value === values : values.includes(String(value));

/** What a trait may be, for a message. */
export const answersTo = (values: TraitValues): string =>
  typeof values === 'string' ? `a ${values}` : `one of ${values.join(', ')}`;
