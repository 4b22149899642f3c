import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { CORE_VERSION } from '../domain/assessment.ts';
import { describeMachine } from './machine.ts';
import { sectionOf, withSections, type Section } from './page.ts';
import { resultsOf, titlesOf } from './report.ts';
import { runRounds } from './rounds.ts';
import { chooseScenarios, SCENARIOS } from './scenarios.ts';
import { FULL, scaled } from './sizes.ts';

// The middle of two is neither of them.
const ROUNDS_TO_TELL = 3;

const USAGE = `npm run bench [-- <measurement>…] [--rounds 5] [--scale 1] [--profile DIR]
  measurements: ${SCENARIOS.map(({ name }) => name).join(', ')}
  At full size, in ${ROUNDS_TO_TELL} rounds or more, each takes its place in docs/benchmarks.md; less is only shown.`;

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
  const run = { machine: describeMachine(), rounds, coreVersion: CORE_VERSION };
  const profileDir = await directoryOf(values.profile);
  const measured = await runRounds(scenarios, { sizes, say, profileDir, signal: untilStopped() });
  const results = resultsOf(scenarios, measured);
  for (const result of results) console.log(`\n${sectionOf(run, result).text}`);
  const told = results.filter(({ complete }) => complete).map((result) => sectionOf(run, result));
  if (scale === 1 && rounds >= ROUNDS_TO_TELL) await writePage(told);
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

async function writePage(sections: readonly Section[]): Promise<void> {
  const up = import.meta.url.endsWith('.ts') ? '..' : '../..';
  const path = fileURLToPath(new URL(`${up}/docs/benchmarks.md`, import.meta.url));
  const page = withSections(await readFile(path, 'utf8'), sections, titlesOf(SCENARIOS));
  await writeFile(path, await format(page, { ...(await resolveConfig(path)), filepath: path }));
  say(`written to ${path}`);
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
