import { z } from 'zod';
import { parseInput } from './input.ts';

/** The parts of the address of an approval. */
export const RoundParams = z.object({
  code: z.string(),
  round: z
    .string()
    .regex(/^[1-9]\d{0,5}$/, 'expected a round from 1 on')
    .transform(Number),
});

/** Which approval an address names; throws INVALID_INPUT where its round is none. */
export const roundParams = (params: unknown): { code: string; round: number } =>
  parseInput(RoundParams, params);
