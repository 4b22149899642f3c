import { execFile } from 'node:child_process';
import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { plainSteps } from '../../infra/run-steps.ts';
import { hasSharedStack, removeLeftovers, shareStack, startTestStack } from './stack.ts';

const BUILD = fileURLToPath(new URL('build-engine.ts', import.meta.url));

/** Starts the one stack of this run of jest, and builds the engine whose processes tests start. */
export default async function setUp(): Promise<void> {
  if (hasSharedStack()) return;
  await removeLeftovers();
  const { addresses, dataDir } = await startTestStack(
    undefined,
    plainSteps((line) => process.stderr.write(`${line}\n`)),
  );
  // A program finds out by its real path that it was started itself.
  const engine = join(await realpath(dataDir), 'engine');
  // In a process of its own, since jest loads this file as CommonJS.
  await promisify(execFile)(process.execPath, ['--import', 'tsx', BUILD, engine]);
  shareStack({ ...addresses, dataDir, engine });
}
