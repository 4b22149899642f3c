import type { Day } from '../time.ts';
import { dayOf, laterOf } from '../time.ts';
import type { ApplicationRecord } from './record.ts';
import type { ItemTemplate, UtilityStep } from './template.ts';
import { UTILITY_STEPS } from './template.ts';

type Stepped = Pick<ItemTemplate, 'stepLimits'>;

/**
 * The steps that such a supply goes through. A short one (受理勘查, 验收开通) has those with a limit
 * only; one with a supply proposal has all, those of the customer without a limit.
 */
function stepsOf({ stepLimits = {} }: Stepped): UtilityStep[] {
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

/** Steps that are the customer's own; no limit of the supplier runs while they are waited for. */
export const CUSTOMER_STEPS: readonly UtilityStep[] = [
  'proposalConfirmed',
  'worksStarted',
  'worksCompleted',
];

/** The next step with a limit, and the day from which it counts; none while the customer has to act first. */
export function limitedStep(
  reached: ApplicationRecord['utility'],
  item: Stepped,
): { step: UtilityStep; from: Day } | undefined {
  const last = lastStepOf(reached);
  if (!last) return undefined;
  const ahead = UTILITY_STEPS.slice(UTILITY_STEPS.indexOf(last.step) + 1);
  const step = ahead.find((one) => item.stepLimits?.[one] || CUSTOMER_STEPS.includes(one));
  if (!step || !item.stepLimits?.[step]) return undefined;
  // A survey without a limit of its own is part of the way to the proposal.
  const days = UTILITY_STEPS.filter(
    (one) => one === 'accepted' || item.stepLimits?.[one] || CUSTOMER_STEPS.includes(one),
  ).flatMap((one) => reached[one] ?? []);
  return { step, from: days.length === 0 ? last.on : days.map(dayOf).reduce(laterOf) };
}
