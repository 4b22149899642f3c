import { readdirSync, readFileSync } from 'node:fs';

/** What processes have used since their start, and the memory that they hold. */
export interface Usage {
  cpuSeconds: number;
  residentMegabytes: number;
}

// The kernel counts in hundredths of a second on every Linux of today, and in pages of 4 KB.
const TICKS_A_SECOND = 100;
const PAGES_A_MEGABYTE = 256;

/**
 * What each process and its descendants use, those that ended included, by the names given; what
 * descends from another of the named processes counts there only. On systems without /proc nothing
 * is known, and the answer is empty.
 */
export function usageOf(pids: Readonly<Record<string, number>>): Record<string, Usage> {
  const processes = readProcesses();
  if (processes.size === 0) return {};
  const roots = new Set(Object.values(pids));
  return Object.fromEntries(
    Object.entries(pids).map(([name, pid]) => [name, sum(treeOf(processes, pid, roots))]),
  );
}

interface ProcessStat {
  pid: number;
  parent: number;
  cpuSeconds: number;
  residentMegabytes: number;
}

function readProcesses(): Map<number, ProcessStat> {
  const found = new Map<number, ProcessStat>();
  for (const name of listProc()) {
    const stat = readStat(Number(name));
    if (stat) found.set(stat.pid, stat);
  }
  return found;
}

function listProc(): string[] {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
}

function readStat(pid: number): ProcessStat | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the command in brackets and may hold blanks; the third is at place 0 here.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const at = (place: number) => Number(fields[place] ?? 0);
    // Own time and that of children that were waited for, each in user and kernel mode.
    const ticks = at(11) + at(12) + at(13) + at(14);
    return {
      pid,
      parent: at(1),
      cpuSeconds: ticks / TICKS_A_SECOND,
      residentMegabytes: at(21) / PAGES_A_MEGABYTE,
    };
  } catch {
    return undefined; // ended meanwhile
  }
}

function treeOf(
  processes: Map<number, ProcessStat>,
  root: number,
  roots: ReadonlySet<number>,
): ProcessStat[] {
  const tree = new Set([root]);
  // Parents may come after their children: as often as something is found.
  for (let before = 0; before !== tree.size;) {
    before = tree.size;
    for (const { pid, parent } of processes.values()) {
      if (tree.has(parent) && !roots.has(pid)) tree.add(pid);
    }
  }
  return [...processes.values()].filter(({ pid }) => tree.has(pid));
}

function sum(processes: readonly ProcessStat[]): Usage {
  return {
    cpuSeconds: processes.reduce((total, one) => total + one.cpuSeconds, 0),
    residentMegabytes: processes.reduce((total, one) => total + one.residentMegabytes, 0),
  };
}
