import { INKS } from '../../parts/colours.ts';
import { CROSSING, LINE_INKS, SLANTS, type Slant } from '../../parts/slants.ts';
import type { Element, Scale } from './drawing.ts';
import { hatch, type Box } from './hatch.ts';
import { barsOf, type Bars, type ChartRow, type Span } from './plan-bars.ts';
import { addDays, type PlanWindow } from './plan-window.ts';

interface Place {
  scale: Scale;
  window: PlanWindow;
}

// Pixels from the upper edge of a line.
const BAR = { top: 6, height: 12 };
const GHOST = { top: 21, height: 6 };
const MARK = 6;

/** A line: pauses, the ghost of the baseline, what was and what is expected, the late part, and the milestones. */
export function drawRow(row: ChartRow | undefined, nth: number, place: Place): Element[] {
  if (!row) return [];
  const bars = barsOf(row);
  const top = place.scale.y(nth);
  const put = (span: Span | null, { top: from, height }: typeof BAR): Box | undefined =>
    span ? boxOf(span, { ...place, top: top + from, height }) : undefined;
  const { to } = place.window;
  const pauses = row.project.pauses.map((pause) =>
    put(
      { from: pause.from, to: pause.to ?? addDays(to, 1) },
      { top: 1, height: place.scale.y(1) - 2 },
    ),
  );
  return [
    ...pauses.flatMap((box) => (box ? [lines(box, 'falling', '#8a919c')] : [])),
    ...filled(put(bars.baseline, GHOST), { fill: '#dde3e9', stroke: '#8a97a5' }),
    ...filled(put(bars.forecast, BAR), { fill: '#fff', stroke: '#4d5663', lineDash: [4, 3] }),
    ...filled(put(bars.actual, BAR), { fill: '#5b7f95', stroke: '#33566b' }),
    ...late(bars.late, put(bars.late, BAR)),
    ...bars.marks.map((mark) => markAt(mark, { x: place.scale.x(mark.day), top })),
  ];
}

/** The part of a span that is seen, in pixels. */
function boxOf(
  { from, to }: Span,
  { scale, window, top, height }: Place & { top: number; height: number },
): Box | undefined {
  const after = addDays(window.to, 1);
  if (to < window.from || from > after) return undefined;
  const x = Math.max(0, scale.x(from));
  const width = Math.min(scale.width, scale.x(to)) - x;
  return width <= 0 ? undefined : { x, y: top, width, height };
}

const filled = (
  box: Box | undefined,
  style: { fill: string; stroke: string; lineDash?: number[] },
): Element[] =>
  box ? [{ type: 'rect', shape: { ...box }, style: { lineWidth: 1, ...style } }] : [];

function late(span: Bars['late'], box: Box | undefined): Element[] {
  if (!span || !box) return [];
  const slant = SLANTS[span.colour];
  return [
    ...filled(box, { fill: INKS[span.colour], stroke: '#1f2933' }),
    ...(slant ? [lines(box, slant, LINE_INKS[span.colour])] : []),
    ...(slant && span.caveat ? [lines(box, CROSSING[slant], LINE_INKS[span.colour])] : []),
  ];
}

const lines = (box: Box, slant: Slant, stroke: string): Element => ({
  type: 'path',
  shape: { pathData: hatch(box, slant) },
  style: { fill: 'none', stroke, lineWidth: 1 },
});

/** A diamond: full where it is reached, hollow where it is expected, below where it was first planned. */
function markAt(
  { kind, redLine }: Bars['marks'][number],
  { x, top }: { x: number; top: number },
): Element {
  const isGhost = kind === 'baseline';
  const { top: from, height } = isGhost ? GHOST : BAR;
  const [y, size] = [top + from + height / 2, isGhost ? MARK - 2 : MARK];
  const points = [
    [x, y - size],
    [x + size, y],
    [x, y + size],
    [x - size, y],
  ];
  return {
    type: 'polygon',
    shape: { points },
    style: {
      fill: kind === 'actual' ? '#1f3a4a' : '#fff',
      stroke: isGhost ? '#6b7885' : redLine ? INKS.red : '#1f3a4a',
      lineWidth: redLine ? 2.5 : 1.2,
    },
  };
}
