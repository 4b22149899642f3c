import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { removeLeftovers } from '../../support/stack.ts';
import { makeLongPlan } from '../oracle/plan.ts';
import { reliabilityPage } from './report.ts';
import { runSeed, type RunResult } from './run-seed.ts';
import { LONG } from './sizes.ts';

const USAGE = 'npm run fault -- --seeds 20, or --seed 7 to repeat one';
const PAGE = new URL('../../../docs/reliability.md', import.meta.url);

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** The seeds that are asked for; one alone is a repetition and writes no page. */
function readSeeds(): { seeds: number[]; isRepetition: boolean } {
  const { values } = parseArgs({
    options: { seeds: { type: 'string' }, seed: { type: 'string' } },
  });
  const seed = values.seed === undefined ? undefined : wholeNumber(values.seed);
  const seeds = wholeNumber(values.seeds ?? '1');
  if (seed !== undefined && values.seeds === undefined)
    return { seeds: [seed], isRepetition: true };
  return {
    seeds: Array.from({ length: seeds }, (_, nth) => (seed ?? 1) + nth),
    isRepetition: false,
  };
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw new TypeError(`expected a whole number from 1, received ${text}: ${USAGE}`);
}

async function runAll(seeds: readonly number[]): Promise<RunResult[]> {
  const results: RunResult[] = [];
  for (const seed of seeds) {
    const result = await runSeed({ seed, size: LONG, plan: makeLongPlan(seed), gateways: 2, say });
    results.push(result);
    for (const violation of result.violations) say(`seed ${seed}: VIOLATION ${violation}`);
    say(
      `seed ${seed}: ${result.violations.length} violations after ${Math.round(result.tookMs / 1_000)} s`,
    );
    if (result.evidence === undefined) continue;
    say(`Evidence lies in ${result.evidence}; repeat it with: npm run fault -- --seed ${seed}`);
  }
  return results;
}

// Ends the processes of the run with it; its servers are ended by the next run that finds them.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => process.exit(130));
}

const { seeds, isRepetition } = readSeeds();
await removeLeftovers();
const results = await runAll(seeds);
if (!isRepetition) {
  await writeFile(PAGE, await reliabilityPage(results, new Date().toISOString().slice(0, 10)));
}
// Clients of servers that were killed may hold the process: everything of ours is done.
process.exit(results.some(({ violations }) => violations.length > 0) ? 1 : 0);
