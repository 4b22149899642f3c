import type { z } from 'zod';

/** One thing wrong with what came from outside: where, and what was expected there. */
export interface Fault {
  /** Such as `data.deficiencies[0].dueDate`; empty for the whole. */
  path: string;
  message: string;
}

/** The faults that zod found, in its order, below `root`. */
export function faultsOf(error: z.ZodError, root?: string): Fault[] {
  return error.issues.map((issue) => ({
    path: jsonPath(root === undefined ? issue.path : [root, ...issue.path]),
    message: issue.message
      .replace(/^Invalid \w+: (?=expected|must)/, '')
      .replace(/received undefined$/, 'received nothing'),
  }));
}

/** One sentence that names every fault. */
export function describeFaults(faults: readonly Fault[]): string {
  return faults.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join('; ');
}

function jsonPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((above, key) => {
    if (typeof key === 'number') return `${above}[${key}]`;
    return above ? `${above}.${String(key)}` : String(key);
  }, '');
}
