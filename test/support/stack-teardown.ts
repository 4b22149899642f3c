import { hasSharedStack, removeTestStack, sharedStack } from './stack.ts';

/** Ends the stack of this run, however its tests went. */
export default async function tearDown(): Promise<void> {
  if (hasSharedStack()) await removeTestStack(sharedStack().dataDir);
}
