import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTestStack } from '../../support/stack.ts';
import type { Plan } from '../oracle/plan.ts';
import { makeScript, type Size } from '../oracle/script.ts';
import { play, type Played } from './play.ts';

/** A run as it is asked for: the same seed, size and plan break the same things at the same moments. */
export interface Run {
  seed: number;
  size: Omit<Size, 'spanMs'>;
  plan: Plan;
  gateways: number;
  /** Real milliseconds for each of the script's and the plan's: more than 1 for a machine that is busy. */
  pace: number;
  say: (line: string) => void;
}

/** What came of a run. */
export interface RunResult extends Omit<Played, 'seen'> {
  seed: number;
  tookMs: number;
  /** Where logs, script and tables of a run lie that failed. */
  evidence?: string;
}

// So that the last fault finds the engine at work, too.
const GOES_ON_MS = 6_000;

const SLOWER = [2, 4];

/** Runs a seed, and again more slowly while all that is wrong is that the machine is too busy to prove much. */
export async function runSeed(run: Omit<Run, 'pace'>): Promise<RunResult> {
  let result = await runAtPace({ ...run, pace: 1 });
  for (const pace of SLOWER) {
    if (!result.isTooBusy || result.violations.length > 1) break;
    run.say(`seed ${run.seed}: ${result.violations.join()}; once more, ${pace} times slower`);
    result = await runAtPace({ ...run, pace });
  }
  return result;
}

/** Runs the engine for real, breaks it by the plan, and has the oracle judge; a run that can't be played counts as failed. */
async function runAtPace(run: Run): Promise<RunResult> {
  const { seed, size, plan, say } = run;
  const began = performance.now();
  const directory = await mkdtemp(join(tmpdir(), `kaigong-fault-seed-${seed}-`));
  const script = makeScript(seed, { ...size, spanMs: plan.spanMs + GOES_ON_MS });
  await writeFile(join(directory, 'script.json'), JSON.stringify({ seed, plan, script }, null, 2));
  say(`seed ${seed}: a stack of its own; evidence in ${directory}`);
  const stack = await startTestStack();
  let isGood = false;
  try {
    const { seen, ...played } = await play(stack, { ...run, script, directory }).catch(broken);
    isGood = played.violations.length === 0;
    const evidence = JSON.stringify({ ...played, seen }, withMaps, 2);
    if (!isGood) await writeFile(join(directory, 'seen.json'), evidence);
    const tookMs = performance.now() - began;
    return { seed, ...played, tookMs, ...(!isGood && { evidence: directory }) };
  } finally {
    if (!isGood) await cp(join(stack.dataDir, 'logs'), directory, { recursive: true });
    await stack.remove();
    if (isGood) await rm(directory, { recursive: true, force: true });
  }
}

const broken = (error: unknown): Omit<Played, 'seen'> & { seen?: Played['seen'] } => ({
  violations: [
    `the run itself failed: ${error instanceof Error ? (error.stack ?? '') : String(error)}`,
  ],
  isTooBusy: false,
  records: [],
  ends: [],
  sent: 0,
  deadLetters: 0,
  published: 0,
  restMs: 0,
});

const withMaps = (_key: string, value: unknown): unknown =>
  value instanceof Map ? Object.fromEntries(value) : value;
