import { readdirSync, readFileSync } from 'node:fs';
import type { z } from 'zod';
import { faultsOf, type Fault } from './fault.ts';

/** One thing wrong in a file of definitions. */
export interface DefinitionFault extends Fault {
  file: string;
}

/** A file of well-formed definitions. */
export interface DefinitionFile<T> {
  /** Relative to the directory of all definitions. */
  file: string;
  content: T;
}

/** What a room of definitions holds. */
export interface DefinitionFiles<T> {
  files: DefinitionFile<T>[];
  faults: DefinitionFault[];
}

/** Reads the JSON files of one kind in the order of their names; those that are not well-formed become faults. */
export function readDefinitionFiles<T>(
  directory: URL,
  room: string,
  shape: z.ZodType<T>,
): DefinitionFiles<T> {
  const files: DefinitionFile<T>[] = [];
  const faults: DefinitionFault[] = [];
  for (const name of readdirSync(new URL(`${room}/`, directory)).sort()) {
    if (!name.endsWith('.json')) continue;
    const file = `${room}/${name}`;
    const found = readJson(readFileSync(new URL(file, directory), 'utf8'), shape);
    if ('faults' in found) faults.push(...inFile(file, found.faults));
    else files.push({ file, content: found.content });
  }
  return { files, faults };
}

/** Faults with the file that they are in. */
export const inFile = (file: string, faults: readonly Fault[]): DefinitionFault[] =>
  faults.map((fault) => ({ file, ...fault }));

function readJson<T>(text: string, shape: z.ZodType<T>): { content: T } | { faults: Fault[] } {
  const json = parseJson(text);
  if ('faults' in json) return json;
  const { success, data, error } = shape.safeParse(json.value);
  return success ? { content: data } : { faults: faultsOf(error) };
}

/** What the text says as JSON, or that it is none. */
export function parseJson(text: string): { value: unknown } | { faults: Fault[] } {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return { faults: [{ path: '', message: `expected JSON: ${String(error)}` }] };
  }
}
