import { z } from 'zod';

/** A setting that is `true` or `false`. */
export const flag = (byDefault: boolean) =>
  z.stringbool({ error: 'expected true or false' }).default(byDefault);

/** A setting that is a whole number, both ends included. */
export function integer(min: number, max: number, byDefault: number) {
  const error = `expected a whole number from ${min} to ${max}`;
  return z.coerce
    .number({ error })
    .int({ error })
    .min(min, { error })
    .max(max, { error })
    .default(byDefault);
}

/** A setting that is a port; 0 takes any free one. */
export const port = (byDefault: number) => integer(0, 65_535, byDefault);
