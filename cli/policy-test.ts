import { differences, runCase } from '../domain/policy-cases/run-case.ts';
import type { Definitions } from '../domain/definitions.ts';
import { definitionsFor, type Catalogue } from '../schemas/definitions.ts';
import { readCase } from '../schemas/policy-case.ts';
import type { CheckedPolicy } from '../schemas/policy-check.ts';

/** How one case of a policy came out. */
export interface TestedCase {
  policy: string;
  title: string;
  /** In what it is not as expected; none when it passed. */
  differences: string[];
}

/** Runs every case of a policy on a project of its own, without any server. */
export function testPolicy({ policy, cases }: CheckedPolicy, catalogue: Catalogue): TestedCase[] {
  return cases.map((written) => {
    const read = readCase(written, catalogue);
    const { title } = written;
    if ('faults' in read) {
      const lines = read.faults.map(({ path, message }) => `${path}: ${message}`);
      return { policy: policy.id, title, differences: lines };
    }
    const definitions: Definitions = { ...definitionsFor(catalogue, unruled(read)), policy };
    return { policy: policy.id, title, differences: differences(read, runCase(read, definitions)) };
  });
}

// The policy under test may not be among those of the catalogue.
function unruled({
  registration: { template, approval },
}: Exclude<ReturnType<typeof readCase>, { faults: unknown }>) {
  return { template, ...(approval !== undefined && { approval }) };
}
