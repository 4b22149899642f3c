/** Middle and ends of a row of measurements. */
export interface Spread {
  median: number;
  least: number;
  most: number;
}

/** Throws for no values. */
export function spreadOf(values: readonly number[]): Spread {
  return { median: quantile(values, 0.5), least: quantile(values, 0), most: quantile(values, 1) };
}

/** The value below which that share (0 to 1) of all values lies; between two values it is interpolated. Throws for no values. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)];
  const above = sorted[Math.ceil(place)];
  if (below === undefined || above === undefined) throw new RangeError('No values to rank');
  return below + (above - below) * (place - Math.floor(place));
}
