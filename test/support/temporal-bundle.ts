import { bundleWorkflowCode, type BundleOptions, type WorkflowBundle } from '@temporalio/worker';
import { WORKFLOWS_PATH } from '../../workers/temporal-worker.ts';
import { QUIET } from './temporal-quiet.ts';

/** The product's workflows or a test's own; once a test file, since it takes a second or two. */
export function bundleWorkflows(options: Partial<BundleOptions> = {}): Promise<WorkflowBundle> {
  return bundleWorkflowCode({ workflowsPath: WORKFLOWS_PATH, logger: QUIET, ...options });
}
