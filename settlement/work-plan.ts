import type {
  ApprovalAssessment,
  Duty,
  DutyKind,
  ItemAssessment,
} from '../domain/approval/assessment.ts';
import { OPEN_TO_APPLY, type ItemState } from '../domain/approval/record.ts';
import type { ClosedBecause, OpenedDuty, WorkItemRow } from '../readmodel/work-items.ts';

/** How the work items of an approval must change to be what its assessment asks for. */
export interface WorkPlan {
  /** New, open again, or with another date, holder or authority. */
  opened: OpenedDuty[];
  closed: { dutyId: string; because: ClosedBecause; calledOff: boolean }[];
  /** Of the opened those whose addressee is asked now. */
  asks: OpenedDuty[];
  /** Of the closed those whose addressee was asked for something that is off. */
  callOffs: { row: WorkItemRow; because: Exclude<ClosedBecause, 'done'> }[];
}

/** Nothing is to be done, or nobody knows yet. */
export const noWork: WorkPlan = { opened: [], closed: [], asks: [], callOffs: [] };

// What the system of an authority can act on; the rest is for people.
const ASKED: readonly DutyKind[] = ['apply', 'opinion', 'consentAnnounced'];

/**
 * Compares the duties that hold with the work items that were made of them. Each addressee is asked
 * once; again only if it was told meanwhile that nothing was asked any more.
 */
export function planWork(rows: readonly WorkItemRow[], after: ApprovalAssessment): WorkPlan {
  const known = new Map(rows.map((row) => [row.dutyId, row]));
  const held = new Set(after.duties.map(({ id }) => id));
  const opened = after.duties
    .filter((duty) => isOther(known.get(duty.id), duty))
    .map((duty) => ({ ...duty, asked: timesAsked(known.get(duty.id), duty) }));
  const gone = rows
    .filter(({ open, dutyId }) => open && !held.has(dutyId))
    .map((row) => ({ row, because: reasonOf(row, after) }));
  const callOffs = gone.flatMap(({ row, because }) =>
    row.asked > 0 && because !== 'done' ? [{ row, because }] : [],
  );
  const calledOff = new Set(callOffs.map(({ row }) => row));
  return {
    opened,
    closed: gone.map(({ row, because }) => {
      return { dutyId: row.dutyId, because, calledOff: calledOff.has(row) };
    }),
    asks: opened.filter(({ id, asked }) => asked > (known.get(id)?.asked ?? 0)),
    callOffs,
  };
}

// With this time, where it is asked now.
function timesAsked(row: WorkItemRow | undefined, { kind }: Duty): number {
  const asked = row?.asked ?? 0;
  const asksNow = ASKED.includes(kind) && (asked === 0 || row?.calledOff === true);
  return asked + Number(asksNow);
}

const isOther = (row: WorkItemRow | undefined, { due, holder, authority }: Duty): boolean =>
  !row?.open || row.due !== (due ?? null) || row.holder !== holder || row.authority !== authority;

/** Why a duty does not hold any more, by what holds instead. */
function reasonOf(row: WorkItemRow, { closed, items }: ApprovalAssessment): ClosedBecause {
  if (closed) return 'over';
  const item = items.find(({ id }) => id === row.item);
  // Another version of the template may do without it.
  if (!item || item.applies === 'no') return 'waived';
  const isAhead = BEFORE_APPLICATION.includes(item.state);
  if (row.kind === 'apply') return isAhead ? 'notReady' : 'done';
  if (isAhead || item.round > row.round) return 'ended';
  return item.done && !isAnswered(row, item) ? 'ended' : 'done';
}

const BEFORE_APPLICATION: readonly ItemState[] = ['notStarted', ...OPEN_TO_APPLY];

// Once an item is decided nobody is asked any more who has not answered yet.
function isAnswered({ kind, authority }: WorkItemRow, { departments }: ItemAssessment): boolean {
  if (kind !== 'opinion') return true;
  const own = departments.find(({ department }) => department === authority);
  return own !== undefined && own.state !== 'asked';
}
