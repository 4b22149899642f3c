import { workingDaysBetween } from '../domain/calendar.ts';
import type { Day } from '../domain/time.ts';
import type { NeedRow } from '../readmodel/needs.ts';
import type { Catalogue } from '../schemas/definitions.ts';
import { itemLabel } from './item-label.ts';
import type { NeedItem } from './page-responses.ts';

/** What waits for a person as the API tells it; the first of `persons` asks, the others are stood in for. */
export function needItem(
  row: NeedRow,
  { approvals, calendar }: Catalogue,
  { persons: [reader, ...principals], today }: { persons: readonly string[]; today: Day },
): NeedItem {
  const { id, kind, project, projectName, object, severity, due, since, approvalRound } = row;
  return {
    ...{ id, kind, project, projectName, object, severity, due, since, approvalRound },
    label: kind === 'workItem' ? itemLabel(object, approvals) : row.label,
    workingDays: due === null ? null : workingDaysBetween(calendar, today, due).days,
    duty: row.duty,
    dutyKind: row.dutyKind,
    detail: row.detail,
    authority: row.authority,
    insteadOf: row.by !== reader && principals.includes(row.by) ? row.by : null,
  };
}
