import type { Flip, MilestoneAssessment } from './assessment.ts';
import type { Colour, Definitions, ForecastRule } from './definitions.ts';
import type { Dossier } from './dossier.ts';
import type { Horizon } from './horizon.ts';
import { present } from './present.ts';
import type { Row } from './signal.ts';
import { createSignal } from './signal.ts';
import { isNews } from './stock.ts';
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
  dossier: Dossier,
): Row | undefined {
  const rule = policy.rules.forecast;
  const slip = reportedSlip(milestone, horizon.today);
  if (!rule || !slip) return undefined;
  horizon.at(addDays(slip.due, 1));

  const urgentFrom = urgentFromOf(slip, milestone.redLine, rule);
  if (urgentFrom !== undefined) horizon.at(urgentFrom);
  const colourOn = (day: Day): Colour => slipColour(slip, rule, urgentFrom, day);
  const colour = colourOn(horizon.today);
  const { yellowFrom, redLineDueWithin } = rule;
  const signal = createSignal(milestone, policy, {
    kind: 'forecast',
    colour,
    rule,
    reason: {
      code: colour === 'red' ? 'slipBeforeRedLine' : 'slip',
      numbers: present({ slip: slip.days, yellowFrom, redLineDueWithin }),
      days: { due: slip.due, forecast: slip.forecast },
      words: { milestone: milestone.code },
    },
    flips: flips(milestone.code, slip, colour, rule, colour === 'red' ? undefined : urgentFrom),
  });
  const said = dossier.forecasts[milestone.code];
  return {
    signal,
    colourOn: (day) => (said && day < said.on ? 'green' : colourOn(day)),
    // Its owner says that it has not happened: no source could have told otherwise.
    preventedBy: [],
    isHistory: false,
    isNews: said !== undefined && isNews([said.ref], dossier),
  };
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

/** From when on the slip is red; never for one that is small, or before no red line. */
function urgentFromOf(
  { due, days }: Slip,
  redLine: boolean,
  { yellowFrom, redLineDueWithin }: ForecastRule,
): Day | undefined {
  if (!redLine || days < yellowFrom || redLineDueWithin === undefined) return undefined;
  return addDays(due, -redLineDueWithin);
}

function slipColour(
  { days }: Slip,
  { yellowFrom }: ForecastRule,
  urgentFrom: Day | undefined,
  day: Day,
): Colour {
  if (days < yellowFrom) return 'blue';
  return urgentFrom !== undefined && day >= urgentFrom ? 'red' : 'yellow';
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
