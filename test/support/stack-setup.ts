import { plainSteps } from '../../infra/run-steps.ts';
import { hasSharedStack, removeLeftovers, shareStack, startTestStack } from './stack.ts';

/** Starts the one stack of this run of jest. */
export default async function setUp(): Promise<void> {
  if (hasSharedStack()) return;
  await removeLeftovers();
  const { addresses, dataDir } = await startTestStack(
    undefined,
    plainSteps((line) => process.stderr.write(`${line}\n`)),
  );
  shareStack({ ...addresses, dataDir });
}
