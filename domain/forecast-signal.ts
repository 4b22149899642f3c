import type { Flip, MilestoneAssessment, Signal } from './assessment.ts';
import type { Colour, Definitions, ForecastRule } from './definitions.ts';
import type { Horizon } from './horizon.ts';
import { createSignal } from './signal.ts';
import type { Day } from './time.ts';
import { addDays, daysBetween } from './time.ts';

/**
 * A slip that its owner reports before the due day: an honest forecast asks for help. After the due
 * day the due day itself speaks.
 */
export function forecastSignal(
  milestone: MilestoneAssessment,
  { policy }: Definitions,
  horizon: Horizon,
): Signal | undefined {
  const rule = policy.rules.forecast;
  const slip = reportedSlip(milestone, horizon.today);
  if (!rule || !slip) return undefined;
  horizon.at(addDays(slip.due, 1));

  const { colour, urgentFrom } = slipColour(slip, milestone.redLine, rule, horizon);
  const { yellowFrom, redLineDueWithin } = rule;
  return createSignal(milestone, policy, {
    kind: 'forecast',
    colour,
    rule,
    reason: {
      code: colour === 'red' ? 'slipBeforeRedLine' : 'slip',
      numbers: { slip: slip.days, yellowFrom, redLineDueWithin },
      days: { due: slip.due, forecast: slip.forecast },
      words: { milestone: milestone.code },
    },
    flips: flips(milestone.code, slip, colour, rule, urgentFrom),
  });
}

interface Slip {
  due: Day;
  forecast: Day;
  days: number;
}

function reportedSlip({ state, due, forecast }: MilestoneAssessment, today: Day): Slip | undefined {
  if (state !== 'open' || due === undefined || forecast === undefined || today > due)
    return undefined;
  const days = daysBetween(due, forecast);
  return days > 0 ? { due, forecast, days } : undefined;
}

function slipColour(
  slip: Slip,
  redLine: boolean,
  { yellowFrom, redLineDueWithin }: ForecastRule,
  horizon: Horizon,
): { colour: Colour; urgentFrom?: Day } {
  if (slip.days < yellowFrom) return { colour: 'blue' };
  if (!redLine) return { colour: 'yellow' };
  const urgentFrom = addDays(slip.due, -redLineDueWithin);
  horizon.at(urgentFrom);
  return horizon.today >= urgentFrom ? { colour: 'red' } : { colour: 'yellow', urgentFrom };
}

function flips(
  milestone: string,
  { due }: Slip,
  colour: Colour,
  { yellowFrom }: ForecastRule,
  urgentFrom?: Day,
): Flip[] {
  const lastBlue = addDays(due, yellowFrom - 1);
  const better: Pick<Flip, 'day' | 'colour'> =
    colour === 'blue' || lastBlue === due
      ? { day: due, colour: 'green' }
      : { day: lastBlue, colour: 'blue' };
  return [
    { by: 'forecast', milestone, ...better },
    { by: 'reach', milestone, colour: 'green' },
    ...(urgentFrom === undefined
      ? []
      : [{ by: 'wait' as const, day: urgentFrom, colour: 'red' as const }]),
  ];
}
