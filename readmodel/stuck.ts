import type { Instant } from '../domain/time.ts';
import type { Queryable } from './pool.ts';
import { lateTable } from './late.ts';
import { WAITING } from './waiting.ts';

/** Why a project, an approval, an alert or a mailbox does not go on by itself, worst first: lists sort so. */
export const STUCK_REASONS = [
  'faulty',
  'waiting',
  'overdue',
  'lagging',
  'unwalked',
  'unsent',
] as const;
/**
 * `faulty`: its settle fails on its own facts, or failed at each try of the last recheck. `waiting`: facts that nobody settles. `overdue`: its
 * next change is past and nobody settles. `lagging`: its workflow does not carry out what was decided. `unwalked`: a step of the alert
 * is past and not done. `unsent`: somebody's notices or messages should have gone.
 */
export type StuckReason = (typeof STUCK_REASONS)[number];

/** A project, one of its approvals or alerts, or a mailbox that needs a look by a person. */
export interface StuckSubject {
  /** Also the id of its workflow. */
  subject: string;
  /** Null of a mailbox. */
  projectCode: string | null;
  reason: StuckReason;
  /** Real time, as all that is about machines. */
  since: Instant;
  /** Why a faulty one can't be settled, mostly what the core said. */
  message: string | null;
}

/** How long each may last before it counts as stuck; what heals by itself is faster. */
export interface StuckLimits {
  faultyMinutes: number;
  waitingMinutes: number;
  overdueMinutes: number;
  laggingMinutes: number;
  lateMinutes: number;
}

const LIMITS: StuckLimits = {
  faultyMinutes: 0,
  waitingMinutes: 5,
  overdueMinutes: 10,
  laggingMinutes: 10,
  lateMinutes: 5,
};

/**
 * All that is stuck, each once and for its worst reason, the longest stuck first within a
 * reason. One query, which needs no Temporal; `clockOffsetMs` because facts arrive in domain time.
 */
export async function findStuck(
  client: Queryable,
  clockOffsetMs: number,
  limits: Partial<StuckLimits> = {},
): Promise<StuckSubject[]> {
  const { faultyMinutes, waitingMinutes, overdueMinutes, laggingMinutes, lateMinutes } = {
    ...LIMITS,
    ...limits,
  };
  const { rows } = await client.query<StuckSubject>(
    `with recursive ${WAITING}, ${lateTable('$5')}, found (id, project_code, rank, since, message) as (
       select id, project_code, 1, fault_since, fault_message from subject where ${longerThan('fault_since', '$1')}
       union all
       select id, project_code, 1, done_at, fault from recheck_item join subject on subject.id = recheck_item.subject
         where fault is not null and recheck_id = (select max(id) from recheck)
           and not closed and (settled_at is null or settled_at < done_at)
           and ${longerThan('done_at', '$1')}
       union all
       select subject.id, subject.project_code, 2, ${ARRIVED_REAL}, null from waiting
         join subject on subject.id = waiting.subject
         join fact on fact.subject = waiting.subject and fact.seq = waiting.oldest
           and fact.applied_at is null
         where ${longerThan(ARRIVED_REAL, '$2')}
       union all
       select id, project_code, 3, next_change_at, null from subject where ${longerThan('next_change_at', '$3')}
       union all
       select id, project_code, 4, lagging_since, null from subject
         where ${longerThan('lagging_since', '$4')}
       union all
       select id, project_code, case what when 'step' then 5 else 6 end, since, null from late
         where ${longerThan('since', '$7')}
     ), worst as (select distinct on (id) * from found order by id, rank, since)
     select id as subject, project_code as "projectCode", ($6::text[])[rank] as reason, since, message
     from worst order by rank, since, id`,
    [
      ...[faultyMinutes, waitingMinutes, overdueMinutes, laggingMinutes, clockOffsetMs],
      ...[STUCK_REASONS, lateMinutes],
    ],
  );
  return rows;
}

const ARRIVED_REAL = `fact.arrived_at - $5 * interval '1 millisecond'`;

function longerThan(since: string, minutes: string): string {
  return `${since} <= clock_timestamp() - ${minutes} * interval '1 minute'`;
}
