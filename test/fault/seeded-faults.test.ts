import { describe, expect, it } from '@jest/globals';
import { makeShortPlan } from './oracle/plan.ts';
import { runSeed } from './run/run-seed.ts';
import { SHORT } from './run/sizes.ts';

// Another number breaks other things in another order; `npm run fault` tries many.
const SEED = 1;
const LIMIT_MS = 1_200_000;

const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

describe(`the engine while everything around it is killed once (seed ${SEED})`, () => {
  it(
    'loses nothing, doubles nothing and ends where the oracle does',
    async () => {
      const plan = makeShortPlan(SEED);

      const result = await runSeed({ seed: SEED, size: SHORT, plan, gateways: 1, say });

      expect({ evidence: result.evidence, violations: result.violations }).toEqual({
        evidence: undefined,
        violations: [],
      });
      expect(result.records).toHaveLength(plan.faults.length);
    },
    LIMIT_MS,
  );
});
