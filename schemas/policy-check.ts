import { policyFaults } from './colour-policy-faults.ts';
import { parseJson } from './definition-files.ts';
import { hashed, type Catalogue } from './definitions.ts';
import { faultsOf, type Fault } from './fault.ts';
import { readCase, type WrittenCase } from './policy-case.ts';
import { PolicyFileShape, withoutCases } from './policy-files.ts';
import type { ColourPolicy } from '../domain/definitions.ts';

/** A policy of a file with its cases as they are written. */
export interface CheckedPolicy {
  policy: ColourPolicy;
  cases: readonly WrittenCase[];
}

/** Reads one policy as loading would, against the other definitions of a catalogue, with every fault of it and its cases. */
export function checkPolicy(
  text: string,
  catalogue: Catalogue,
): CheckedPolicy | { faults: Fault[] } {
  const json = parseJson(text);
  if ('faults' in json) return json;
  const read = PolicyFileShape.safeParse(json.value);
  if (!read.success) return { faults: faultsOf(read.error) };
  const { cases = [] } = read.data;
  const content = withoutCases(read.data);
  const faults = [
    ...policyFaults(content, [...catalogue.lifecycles.values()]),
    ...cases.flatMap((written, at) => {
      const found = readCase(written, catalogue);
      if (!('faults' in found)) return [];
      return found.faults.map(({ path, message }) => ({ path: `cases[${at}].${path}`, message }));
    }),
  ];
  return faults.length > 0 ? { faults } : { policy: hashed(content), cases };
}
