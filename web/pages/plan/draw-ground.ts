import type { Day } from '../../../domain/time.ts';
import type { Drawing, Element, Scale } from './drawing.ts';
import { addDays } from './plan-window.ts';

// Below this a day off is thinner than a line.
const SHADED_FROM = 2;

/** What lies behind the bars: days off, the marks of the axis, the line looked at, and today. */
export function drawGround({ answer, rows, window, current }: Drawing, scale: Scale): Element[] {
  const { height, width } = scale;
  const shaded = scale.pixelsADay >= SHADED_FROM ? runsOf(answer.daysOff) : [];
  const at = rows.findIndex(({ key }) => key === current);
  return [
    ...(at < 0 ? [] : [box({ x: 0, y: scale.y(at), width, height: scale.y(1) }, '#e3effa')]),
    ...shaded.map(([from, to]) => {
      const x = scale.x(from);
      return box({ x, y: 0, width: scale.x(addDays(to, 1)) - x, height }, 'rgba(90,105,120,0.13)');
    }),
    ...window.ticks.map(({ day }) => upright(scale.x(day), { height, ink: '#d3dae1', width: 1 })),
    ...rows.map((_, nth) => level(scale.y(nth + 1), width)),
    upright(scale.x(answer.today), { height, ink: '#0b5c8a', width: 2 }),
  ];
}

/** Days that follow one another, as their first and last. */
function runsOf(days: readonly Day[]): [Day, Day][] {
  const runs: [Day, Day][] = [];
  for (const day of days) {
    const last = runs.at(-1);
    if (last && addDays(last[1], 1) === day) last[1] = day;
    else runs.push([day, day]);
  }
  return runs;
}

const box = (
  shape: { x: number; y: number; width: number; height: number },
  fill: string,
): Element => ({ type: 'rect', shape, style: { fill } });

const upright = (
  x: number,
  { height, ink, width }: { height: number; ink: string; width: number },
): Element => ({
  type: 'line',
  shape: { x1: x, y1: 0, x2: x, y2: height },
  style: { stroke: ink, lineWidth: width },
});

const level = (y: number, width: number): Element => ({
  type: 'line',
  shape: { x1: 0, y1: y, x2: width, y2: y },
  style: { stroke: '#e5e9ee', lineWidth: 1 },
});
