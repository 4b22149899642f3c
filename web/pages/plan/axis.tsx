import type { PlanWindow } from './plan-window.ts';
import { atOf, DAY_MS } from './plan-window.ts';

// Labels are left out where they would lie over each other.
const MOST_LABELS = 14;

/** The marks of time over the chart; they stay while the page is scrolled. */
export function Axis({ window: { from, to, ticks } }: { window: PlanWindow }) {
  const length = atOf(to) + DAY_MS - atOf(from);
  const every = Math.ceil(ticks.length / MOST_LABELS);
  return (
    <div className="plan-axis" aria-hidden="true">
      {ticks
        .filter((_, nth) => nth % every === 0)
        .map(({ day, label }) => (
          <span key={day} style={{ left: `${((atOf(day) - atOf(from)) / length) * 100}%` }}>
            {label}
          </span>
        ))}
    </div>
  );
}
