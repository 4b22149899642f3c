import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Sends a signal to a process and its children: a server such as PostgreSQL works in processes of its own. */
export async function signalFamily(pid: number, name: NodeJS.Signals): Promise<void> {
  // The parent first: what it no longer starts need not be found.
  process.kill(pid, name);
  for (const child of await childrenOf(pid)) {
    try {
      process.kill(child, name);
    } catch {
      // It has just ended by itself.
    }
  }
}

async function childrenOf(pid: number): Promise<number[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=']);
  const pairs = stdout.split('\n').map((line) => line.trim().split(/\s+/).map(Number));
  return pairs.flatMap(([child, parent]) => (child !== undefined && parent === pid ? [child] : []));
}
