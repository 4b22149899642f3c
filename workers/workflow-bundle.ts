import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { bundleWorkflowCode, type WorkerOptions } from '@temporalio/worker';

/** The folder, so that index.ts is found in the sources and index.js in dist. */
export const WORKFLOWS_PATH = fileURLToPath(new URL('../workflows', import.meta.url));

const BUNDLE = 'bundle.cjs';

/** The workflows as `npm run build` has bundled them; from the sources a worker bundles them at its start, which takes it seconds. */
export function workflowsToRun(): Pick<WorkerOptions, 'workflowBundle' | 'workflowsPath'> {
  const codePath = join(WORKFLOWS_PATH, BUNDLE);
  return existsSync(codePath)
    ? { workflowBundle: { codePath } }
    : { workflowsPath: WORKFLOWS_PATH };
}

/** Bundles a folder of compiled workflows into the file beside them that a worker looks for; gives its path. */
export async function bundleWithin(folder: string): Promise<string> {
  const { code } = await bundleWorkflowCode({ workflowsPath: folder, logger: QUIET });
  const path = join(folder, BUNDLE);
  await writeFile(path, code);
  return path;
}

const nothing = (): void => undefined;
const QUIET = {
  ...{ log: nothing, trace: nothing, debug: nothing },
  ...{ info: nothing, warn: nothing, error: nothing },
};

// As a part of `npm run build`.
if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await bundleWithin(WORKFLOWS_PATH);
}
