import type { Instant } from '../domain/time.ts';
import { shift } from '../readmodel/clock.ts';
import type { LevelRow } from '../readmodel/levels.ts';
import type { SettledSubject, SubjectRow } from '../readmodel/subjects.ts';
import type { Session } from './session.ts';

/** What settle found, as far as it may give the workflow something to do. */
export interface Findings {
  revision: number;
  closed: boolean;
  reopened: boolean;
  /** Real time; null when only an event can change anything. */
  nextChangeAt: Instant | null;
  /** What is wanted now, and which of it became different in this settle. */
  levels: readonly LevelRow[];
  levelsMoved: boolean;
}

/** What follows for the subject's row and for the workflow. */
export interface Obedience {
  subject: Omit<SettledSubject, 'toldHash'>;
  /** Whether the calling workflow must reconcile before this revision counts as carried out. */
  reconcile: boolean;
  /** Levels that were told later than this revision don't count as told. */
  untellAfter?: number;
}

// A workflow that has just asked is at work: it is rung only if it stays behind.
const GRACE_MS = 30_000;

/**
 * How far the workflow has come. `carried` is the revision that it last carried out, passed by
 * itself only; lower than what was noted means that Temporal lost or restored it, unless the same
 * call is only repeated. What was told since is told again in any case: a reconcile that was lost
 * with Temporal has told some and noted nothing.
 */
export function followObedience(
  session: Session,
  row: SubjectRow,
  found: Findings,
  carried: number | undefined,
): Obedience {
  const isLost = carried !== undefined && isLoss(row, carried);
  const untells =
    carried !== undefined && found.levels.some(({ toldRevision }) => toldRevision > carried);
  const reconcile = carried !== undefined && found.levels.some((level) => isOwed(level, carried));
  const decidedRevision = givesWork(row, found) ? found.revision : row.decidedRevision;
  const obeyedRevision = obeyed(row, found, { carried, reconcile });
  const { id, projectCode } = row;
  const { revision, closed, nextChangeAt } = found;
  const subject = {
    ...{ id, projectCode, revision, closed, nextChangeAt, decidedRevision, obeyedRevision },
    lostCount: row.lostCount + Number(isLost),
    // Who asks by itself sleeps until then.
    wakesAt: carried === undefined ? row.wakesAt : nextChangeAt,
    carriedRevision: carriedRevision(row, { carried, reconcile }),
    ...nextRing(session, row, { decidedRevision, carried, nextChangeAt }),
  };
  return { subject, reconcile, ...(untells && { untellAfter: carried }) };
}

// The same as last time: that worker died after its settle took effect and before it could say so.
const isLoss = (row: SubjectRow, carried: number): boolean =>
  carried < row.obeyedRevision && carried !== row.carriedRevision;

// Where reconcile is still to come, `obeyed_revision` itself stays at what was passed.
function carriedRevision(
  row: SubjectRow,
  { carried, reconcile }: { carried: number | undefined; reconcile: boolean },
): number | null {
  if (carried === undefined) return row.carriedRevision;
  return reconcile ? null : carried;
}

// Once untold, a level was told at most as of the carried revision.
const isOwed = ({ wantedRevision, toldRevision }: LevelRow, carried: number): boolean =>
  wantedRevision > carried || wantedRevision > toldRevision;

// Not so an earlier change: who would sleep through it is rung when it is near.
function givesWork(row: SubjectRow, { closed, levelsMoved }: Findings): boolean {
  const isNew = row.decidedRevision === 0;
  return isNew || levelsMoved || closed !== row.closed;
}

function obeyed(
  row: SubjectRow,
  { revision, reopened }: Findings,
  { carried, reconcile }: { carried: number | undefined; reconcile: boolean },
): number {
  // The run that comes next carries nothing; this keeps it from counting as lost.
  if (reopened) return 0;
  if (carried === undefined) return row.obeyedRevision;
  return reconcile ? carried : revision;
}

function nextRing(
  { realNow }: Session,
  row: SubjectRow,
  {
    decidedRevision,
    carried,
    nextChangeAt,
  }: { decidedRevision: number; carried: number | undefined; nextChangeAt: Instant | null },
): Pick<SubjectRow, 'rings' | 'nextRingAt'> {
  if (carried !== undefined) return { rings: 0, nextRingAt: shift(realNow, GRACE_MS) };
  const isEarlier =
    nextChangeAt !== null && (row.nextChangeAt === null || nextChangeAt < row.nextChangeAt);
  if (decidedRevision > row.decidedRevision || isEarlier) return { rings: 0, nextRingAt: realNow };
  return { rings: row.rings, nextRingAt: row.nextRingAt };
}
