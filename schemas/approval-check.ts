import { approvalFaults } from './approval-faults.ts';
import { readApproval } from './approval-files.ts';
import type { ApprovalContent } from './approval-template.ts';
import { parseJson } from './definition-files.ts';
import { rowsOf } from './definition-rows.ts';
import type { Catalogue } from './definitions.ts';
import type { Fault } from './fault.ts';

/** Reads one approval template as loading would, against the other definitions of a catalogue, with every fault of it. */
export function checkApproval(
  text: string,
  catalogue: Catalogue,
): { content: ApprovalContent } | { faults: Fault[] } {
  const json = parseJson(text);
  if ('faults' in json) return json;
  const others = rowsOf(catalogue).filter(({ kind }) => kind === 'approval');
  const read = readApproval(
    json.value,
    others.map(({ body }) => body),
  );
  if ('faults' in read) return read;
  const faults = approvalFaults(read.content, [...catalogue.lifecycles.values()]);
  return faults.length > 0 ? { faults } : read;
}
