import type { Slant } from '../../parts/slants.ts';

/** A box in pixels. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Hatching of a box as the data of an SVG path. */
export function hatch(box: Box, slant: Slant, gap = 5): string {
  const { x, y, width, height } = box;
  if (slant === 'across') {
    return steps(height, gap)
      .map((at) => `M${x} ${y + at}H${x + width}`)
      .join('');
  }
  if (slant === 'upright') {
    return steps(width, gap)
      .map((at) => `M${x + at} ${y}V${y + height}`)
      .join('');
  }
  return steps(width + height, gap)
    .map((at) => slanted(box, slant, at))
    .join('');
}

const steps = (length: number, gap: number): number[] =>
  Array.from({ length: Math.max(0, Math.ceil(length / gap) - 1) }, (_, nth) => (nth + 1) * gap);

/** The part within the box of a line at 45 degrees that leaves its upper edge, or its prolongation, at a distance. */
function slanted({ x, y, width, height }: Box, slant: Slant, at: number): string {
  const [right, left] = [Math.min(at, width), Math.max(0, at - height)];
  const [upper, lower] = [y + at - right, y + at - left];
  if (slant === 'rising') return `M${x + left} ${lower}L${x + right} ${upper}`;
  return `M${x + width - left} ${lower}L${x + width - right} ${upper}`;
}
