import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { describeMachine } from './machine.ts';
import { measuredPart, withMeasured } from './page.ts';
import { resultsOf } from './report.ts';
import { runRounds } from './rounds.ts';
import { chooseScenarios, SCENARIOS } from './scenarios.ts';
import { FULL, scaled } from './sizes.ts';

const USAGE = `npm run bench [-- <measurement>…] [--rounds 5] [--scale 1] [--profile DIR]
  measurements: ${SCENARIOS.map(({ name }) => name).join(', ')}
  All of them at full size are written to docs/benchmarks.md; a part, or another scale, is only shown.`;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      rounds: { type: 'string', default: String(FULL.rounds) },
      scale: { type: 'string', default: '1' },
      profile: { type: 'string' },
    },
  });
  const scenarios = chooseScenarios(positionals);
  const rounds = numberOf('rounds', values.rounds);
  const scale = numberOf('scale', values.scale);
  const sizes = { ...(scale === 1 ? FULL : scaled(scale)), rounds };
  const machine = describeMachine();
  const profileDir = await directoryOf(values.profile);
  const measured = await runRounds(scenarios, { sizes, say, profileDir, signal: untilStopped() });
  const text = measuredPart(machine, rounds, resultsOf(scenarios, measured));
  console.log(`\n${text}`);
  const isWhole = positionals.length === 0 && scale === 1 && rounds >= FULL.rounds;
  if (isWhole) await writePage(text);
}

const started = performance.now();

function say(line: string): void {
  const seconds = ((performance.now() - started) / 1_000).toFixed(0);
  console.error(`${seconds.padStart(4)} s  ${line}`);
}

function numberOf(option: string, text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new TypeError(`--${option}: expected a number above 0\n${USAGE}`);
  return value;
}

async function directoryOf(option: string | undefined): Promise<string | undefined> {
  if (option === undefined) return undefined;
  const path = resolve(option);
  await mkdir(path, { recursive: true });
  return path;
}

/** Aborted by the first Ctrl-C or SIGTERM; a second one ends the process at once. */
function untilStopped(): AbortSignal {
  const stopping = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.once(name, () => {
      say('stopping after this measurement');
      stopping.abort(new Error(`Stopped by ${name}`));
    });
  }
  return stopping.signal;
}

async function writePage(text: string): Promise<void> {
  const up = import.meta.url.endsWith('.ts') ? '..' : '../..';
  const path = fileURLToPath(new URL(`${up}/docs/benchmarks.md`, import.meta.url));
  await writeFile(path, withMeasured(await readFile(path, 'utf8'), text));
  say(`written to ${path}`);
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
