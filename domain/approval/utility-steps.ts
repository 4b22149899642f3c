import type { Day } from '../time.ts';
import { dayOf } from '../time.ts';
import type { ApplicationRecord } from './record.ts';
import type { ItemTemplate, UtilityStep } from './template.ts';
import { UTILITY_STEPS } from './template.ts';

type Stepped = Pick<ItemTemplate, 'stepLimits'>;

/**
 * The steps that such a supply goes through. A short one (受理勘查, 验收开通) has those with a limit
 * only; one with a supply proposal has all, those of the customer without a limit.
 */
export function stepsOf({ stepLimits = {} }: Stepped): UtilityStep[] {
  const isLong = stepLimits.proposalIssued !== undefined;
  return UTILITY_STEPS.filter(
    (step) => isLong || step === 'accepted' || step === 'connected' || stepLimits[step],
  );
}

/** The furthest step reached, before `day` where one is given, and when. */
export function lastStepOf(
  reached: ApplicationRecord['utility'],
  day?: Day,
): { step: UtilityStep; on: Day } | undefined {
  const step = UTILITY_STEPS.findLast((one) => {
    const at = reached[one];
    return at !== undefined && (day === undefined || dayOf(at) < day);
  });
  const at = step && reached[step];
  return step && at !== undefined ? { step, on: dayOf(at) } : undefined;
}

/** The step that a supply waits for; none once it is connected. */
export function stepAfter(
  reached: ApplicationRecord['utility'],
  item: Stepped,
  day?: Day,
): UtilityStep | undefined {
  const last = lastStepOf(reached, day);
  const from = last === undefined ? -1 : UTILITY_STEPS.indexOf(last.step);
  return stepsOf(item).find((step) => UTILITY_STEPS.indexOf(step) > from);
}
