import type { Horizon } from '../horizon.ts';
import { addDays, daysBetween, laterOf, weekdayOf, type Day } from '../time.ts';
import type { GraphContext } from './requirements.ts';
import type { ApprovalTemplate } from './template.ts';

/** The gates of an approval as they stand. */
export interface ExpectedGates {
  template: Pick<ApprovalTemplate, 'gates'>;
  context: Pick<GraphContext, 'milestones'>;
  /** By milestone, of those that are closed. */
  opens: ReadonlyMap<string, Day>;
}

/**
 * When the project has to expect each closed gate that will open later than its milestone is
 * planned. Told as of the week's Monday, at the earliest: what nobody has begun slips by a day each
 * day, which is no news each midnight.
 */
export function expectationsOf(
  gates: ExpectedGates,
  opensAsOf: (day: Day) => ReadonlyMap<string, Day>,
  horizon: Horizon,
): Record<string, Day> {
  const planned = plansOf(gates);
  const late = [...gates.opens].filter(([milestone, opens]) => {
    const plan = planned.get(milestone);
    if (plan === undefined) return false;
    horizon.at(looksAgainOn(horizon.today, daysBetween(opens, plan)));
    return opens > plan;
  });
  if (late.length === 0) return {};
  const asOfMonday = opensAsOf(mondayOf(horizon.today));
  return Object.fromEntries(
    late.flatMap(([milestone]) => {
      const opens = asOfMonday.get(milestone);
      return opens && opens > (planned.get(milestone) ?? '') ? [[milestone, opens]] : [];
    }),
  );
}

// More than holidays can add to a stretch that begins some days later.
const HOLIDAYS = 28;

/** The next Monday on which a gate with so many days to spare may have become later than its plan. */
function looksAgainOn(today: Day, spareDays: number): Day {
  const safeDays = Math.max(0, spareDays - HOLIDAYS);
  return addDays(mondayOf(laterOf(today, addDays(today, safeDays))), 7);
}

function plansOf({ template, context }: ExpectedGates): Map<string, Day> {
  return new Map(
    template.gates.flatMap(({ milestone }) => {
      const { planned, reached } = context.milestones[milestone] ?? {};
      return planned === undefined || reached !== undefined ? [] : [[milestone, planned] as const];
    }),
  );
}

const mondayOf = (day: Day): Day => addDays(day, -((weekdayOf(day) + 6) % 7));
