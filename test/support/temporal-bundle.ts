import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleWorkflowCode, type BundleOptions, type WorkflowBundle } from '@temporalio/worker';
import { WORKFLOWS_PATH } from '../../workers/workflow-bundle.ts';
import { sharedEngine } from './stack.ts';
import { QUIET } from './temporal-quiet.ts';

/** The product's workflows, bundled once for a run that has a stack, or a test's own; bundling takes a second or two. */
export async function bundleWorkflows(
  options: Partial<BundleOptions> = {},
): Promise<WorkflowBundle> {
  const built = sharedEngine();
  if (built === undefined || Object.keys(options).length > 0) {
    return bundleWorkflowCode({ workflowsPath: WORKFLOWS_PATH, logger: QUIET, ...options });
  }
  return { code: await readFile(join(built, 'workflows/bundle.cjs'), 'utf8') };
}
