import type { z } from 'zod';
import { faultsOf } from '../schemas/fault.ts';
import { invalidInput } from './errors.ts';

/** What came in, as the schema says; throws INVALID_INPUT with every fault and its path. */
export function parseInput<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const result = schema.safeParse(input ?? {});
  if (result.success) return result.data;
  throw invalidInput(faultsOf(result.error));
}
