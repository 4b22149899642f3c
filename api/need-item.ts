import type { Label } from '../domain/definitions.ts';
import type { NeedRow } from '../readmodel/needs.ts';
import type { Catalogue } from '../schemas/definitions.ts';
import type { NeedItem } from './page-responses.ts';

/** What waits for a person as the API tells it; the first of `persons` asks, the others are stood in for. */
export function needItem(
  row: NeedRow,
  { approvals }: Catalogue,
  [reader, ...principals]: readonly string[],
): NeedItem {
  const { id, kind, project, projectName, object, severity, due, since, approvalRound } = row;
  return {
    ...{ id, kind, project, projectName, object, severity, due, since, approvalRound },
    label: kind === 'workItem' ? itemLabel(object, approvals) : row.label,
    duty: row.duty,
    authority: row.authority,
    insteadOf: row.by !== reader && principals.includes(row.by) ? row.by : null,
  };
}

function itemLabel(id: string, approvals: Catalogue['approvals']): Label | null {
  for (const { items } of approvals.values()) {
    const item = items.find((one) => one.id === id);
    if (item) return item.name;
  }
  return null;
}
