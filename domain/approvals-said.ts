import type { ApprovalStanding } from './approval/fact.ts';
import type { FactRef, Signal } from './assessment.ts';
import { severity } from './colour.ts';
import type { FactOf } from './fact.ts';
import { refOf } from './fold-handler.ts';
import type { Day } from './time.ts';
import { dayOf } from './time.ts';

/** What one round of a project's approval said last, and what is remembered of what it said before. */
export interface SaidApproval {
  standing: ApprovalStanding;
  /** The day of its first word: what lay before that day it could not have guarded. */
  since: Day;
  /** By milestone, the last day on which its gate, shut now, was seen open. */
  lastOpen: Record<string, Day>;
  /** By id, since when each signal has had its colour or a worse one. */
  signalsSince: Record<string, Day>;
  ref: FactRef;
}

/** What an approval has said once it says this; the last word is whole and replaces all before. */
export function hearApproval(
  before: SaidApproval | undefined,
  fact: FactOf<'approval.standing.v1'>,
): SaidApproval {
  const day = dayOf(fact.occurredAt);
  return {
    standing: fact.data,
    since: before?.since ?? day,
    lastOpen: lastOpenOf(before, fact.data, day),
    signalsSince: signalsSinceOf(before, fact.data, day),
    ref: refOf(fact),
  };
}

function lastOpenOf(before: SaidApproval | undefined, { gates }: ApprovalStanding, day: Day) {
  const wasOpen = new Set(
    before?.standing.gates
      .filter(({ missing }) => missing.length === 0)
      .map(({ milestone }) => milestone),
  );
  const shut = gates.flatMap(({ milestone, missing }): [string, Day][] => {
    if (missing.length === 0) return [];
    const last = wasOpen.has(milestone) ? day : before?.lastOpen[milestone];
    return last === undefined ? [] : [[milestone, last]];
  });
  return Object.fromEntries(shut);
}

function signalsSinceOf(before: SaidApproval | undefined, { signals }: ApprovalStanding, day: Day) {
  const was = new Map(before?.standing.signals.map((signal) => [signal.id, signal]));
  const sinceOf = (signal: Signal): Day => {
    const earlier = was.get(signal.id);
    const isNew = !earlier || severity(earlier.colour) < severity(signal.colour);
    return (isNew ? undefined : before?.signalsSince[signal.id]) ?? day;
  };
  return Object.fromEntries(signals.map((signal) => [signal.id, sinceOf(signal)]));
}
