import { z } from 'zod';
import { CaseShape, type WrittenCase } from './policy-case.ts';
import { PolicyShape, type PolicyContent } from './colour-policy.ts';
import { readDefinitionFiles, type DefinitionFiles } from './definition-files.ts';

/** A policy as its file holds it: its cases show what it means and colour nothing, so they are no part of its hash. */
export const PolicyFileShape = PolicyShape.extend({
  cases: z.array(CaseShape).exactOptional(),
});

/** The policies of a directory without their cases. */
export function readPolicyFiles(directory: URL): DefinitionFiles<PolicyContent> {
  const { files, faults } = readDefinitionFiles(directory, 'policies', PolicyFileShape);
  return {
    files: files.map(({ file, content }) => ({ file, content: withoutCases(content) })),
    faults,
  };
}

/** The cases of each well-formed policy of a directory, by the policy's id. */
export function readPolicyCases(directory: URL): ReadonlyMap<string, readonly WrittenCase[]> {
  const { files } = readDefinitionFiles(directory, 'policies', PolicyFileShape);
  return new Map(files.map(({ content: { id, cases = [] } }) => [id, cases]));
}

/** What is kept of a policy file as the definition. */
export function withoutCases(file: z.output<typeof PolicyFileShape>): PolicyContent {
  const content = { ...file };
  delete content.cases;
  return content;
}
