import { parseArgs } from 'node:util';
import { makeLongPlan, makeShortPlan } from '../oracle/plan.ts';
import { runSeed } from './run-seed.ts';
import { LONG, SHORT } from './sizes.ts';

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const { values } = parseArgs({
  options: { seeds: { type: 'string' }, seed: { type: 'string' }, short: { type: 'boolean' } },
});
const seed = Number(values.seed ?? 1);
const result = await runSeed({
  seed,
  size: values.short ? SHORT : LONG,
  plan: values.short ? makeShortPlan(seed) : makeLongPlan(seed),
  gateways: values.short ? 1 : 2,
  say,
});
say(JSON.stringify(result, null, 1));
process.exit();
