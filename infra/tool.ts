import { chmod, mkdir, rename, rm } from 'node:fs/promises';
import { reasonOf, StackError } from './stack-error.ts';

/** A place that a tool may come from; throws where it has none. */
export interface ToolSource {
  provider: string;
  /** The command or its path. */
  find: () => Promise<string>;
}

/** A tool that runs, and what its check has told. */
export interface FoundTool<T> {
  command: string;
  provider: string;
  checked: T;
}

/** What a person reads when no source has it. */
interface Lacking {
  what: string;
  todo: string;
}

/**
 * The first that passes `check`, which throws for one that won't do. Throws a StackError with what
 * was tried when there is none.
 */
export async function findTool<T>(
  sources: readonly ToolSource[],
  check: (command: string) => Promise<T>,
  lacking: Lacking,
): Promise<FoundTool<T>> {
  const tried: string[] = [];
  for (const { provider, find } of sources) {
    try {
      const command = await find();
      return { command, provider, checked: await check(command) };
    } catch (error) {
      tried.push(`${provider}: ${reasonOf(error).split('\n')[0] ?? ''}`);
    }
  }
  throw new StackError({ ...lacking, tried });
}

/**
 * Keeps a tool in the cache: `make` works in a directory of its own and says where in it the tool
 * is, which is then moved into place, so that nobody sees half of it.
 */
export async function keepTool(
  target: string,
  make: (dir: string) => Promise<string>,
): Promise<string> {
  const dir = `${target}.${process.pid}.part`;
  await mkdir(dir, { recursive: true });
  try {
    const made = await make(dir);
    await chmod(made, 0o755);
    await rename(made, target);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
  return target;
}
