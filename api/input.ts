import { z } from 'zod';
import { describeFaults, faultsOf } from '../schemas/fault.ts';
import { InstantText } from '../schemas/moment.ts';
import { ApiError } from './errors.ts';

/** What came in, as the schema says; throws INVALID_INPUT with every fault and its path. */
export function parseInput<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const result = schema.safeParse(input ?? {});
  if (result.success) return result.data;
  const errors = faultsOf(result.error);
  throw new ApiError('INVALID_INPUT', describeFaults(errors), { errors });
}
