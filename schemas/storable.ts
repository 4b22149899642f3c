import type { Fault } from './fault.ts';

const MAX_DEPTH = 32;
const UNSTORABLE = /[\0\p{Surrogate}]/gu;

/**
 * What is valid JSON but cannot be kept: PostgreSQL's jsonb takes neither U+0000 nor half a
 * surrogate pair, and nesting without bound exhausts the stack. `undefined` if there is no such thing.
 */
export function findUnstorable(value: unknown, path = '', depth = 0): Fault | undefined {
  if (typeof value === 'string' && !isStorable(value)) return unstorable(path);
  if (!isContainer(value)) return undefined;
  if (depth >= MAX_DEPTH) return { path, message: `nested deeper than ${MAX_DEPTH} levels` };
  for (const [key, child] of Object.entries(value)) {
    if (!isStorable(key)) return unstorable(path);
    const fault = findUnstorable(child, below(path, key, Array.isArray(value)), depth + 1);
    if (fault) return fault;
  }
  return undefined;
}

/** The text without what cannot be kept, cut to so many characters. */
export function storableText(text: string, max: number): string {
  return text.slice(0, max).replace(UNSTORABLE, '');
}

const isContainer = (value: unknown): value is object =>
  typeof value === 'object' && value !== null;

const isStorable = (text: string): boolean => text.search(UNSTORABLE) === -1;

const unstorable = (path: string): Fault => ({
  path,
  message: 'contains U+0000 or half a surrogate pair, which cannot be stored',
});

function below(path: string, key: string, inList: boolean): string {
  if (inList) return `${path}[${key}]`;
  return path ? `${path}.${key}` : key;
}
