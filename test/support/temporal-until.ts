// Generous: a loaded machine is slow, which is no failure here.
const LIMIT_MS = 150_000;
const PAUSE_MS = 25;

/** Waits until something holds; fails after a limit far above what it takes, with what was waited for. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + LIMIT_MS;
  while (!(await holds())) {
    if (performance.now() > end)
      throw new Error(`Waited ${LIMIT_MS} ms in vain for ${String(holds)}`);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}
