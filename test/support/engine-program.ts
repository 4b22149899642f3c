import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sharedEngine } from './stack.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A program of the engine: its file in `workers/`, without the ending. */
export type Program = 'api' | 'gateway' | 'kaigong' | 'temporal';

/**
 * What node has to be told to run a program: as it was built for this run of jest, or from the
 * sources where nothing was. Through tsx each start takes some two seconds of processor time more.
 */
export function argumentsOf(program: Program): string[] {
  const built = sharedEngine();
  return built === undefined
    ? ['--import', 'tsx', join(ROOT, `workers/${program}.ts`)]
    : [join(built, `workers/${program}.js`)];
}
