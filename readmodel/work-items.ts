import type { Duty, DutyKind, Holder } from '../domain/approval/assessment.ts';
import type { Day, Instant } from '../domain/time.ts';
import type { Writer } from './gathered-writes.ts';
import type { Queryable } from './pool.ts';
import {
  addressedCondition,
  ALL_PROJECTS,
  seenCondition,
  seenValues,
  type SeenProjects,
} from './sight.ts';
import { projectCodeOf } from './subject-id.ts';

/**
 * Why nobody has to do it any more: `done`; the application was decided or withdrawn without it
 * (`ended`); the item was `waived`; what it waits for was taken back (`notReady`); the project is `over`.
 */
export const CLOSED_BECAUSE = ['done', 'ended', 'waived', 'notReady', 'over'] as const;
export type ClosedBecause = (typeof CLOSED_BECAUSE)[number];

/** What a settle needs to know of the work items of its approval, closed ones too. */
export interface WorkItemRow {
  dutyId: string;
  kind: DutyKind;
  item: string;
  round: number;
  detail: string | null;
  authority: string;
  open: boolean;
  /** What of an open one may change; it is compared as text. */
  holder: Holder;
  due: Day | null;
  /** How often its addressee was asked over Kafka. */
  asked: number;
  /** Whether the last that its addressee heard is that it is off. */
  calledOff: boolean;
}

/** All work items of an approval, by duty. */
export async function workItemsOf(client: Queryable, subject: string): Promise<WorkItemRow[]> {
  const { rows } = await client.query<WorkItemRow>(
    {
      name: 'work-items',
      text: `select duty_id as "dutyId", kind, item, round, detail, authority,
          closed_at is null as open, holder, due, asked, called_off as "calledOff"
        from work_item where subject = $1 order by duty_id`,
    },
    [subject],
  );
  return rows;
}

/** A duty to be open from now on, and how often its addressee was asked with this time. */
export interface OpenedDuty extends Duty {
  asked: number;
}

/** Opens work items, those anew that were closed, and brings what is said of open ones up to date. */
export async function openWorkItems(
  writer: Writer,
  subject: string,
  { duties, at }: { duties: readonly OpenedDuty[]; at: Instant },
): Promise<void> {
  if (duties.length === 0) return;
  await writer.query(
    `insert into work_item (subject, project_code, duty_id, kind, item, round, detail, holder,
       authority, since, due, words, asked, opened_at)
     select $1, $2, duty_id, kind, item, round, detail, holder, authority, since, due, words, asked, $4
     from jsonb_to_recordset($3::jsonb) as duty (duty_id text, kind text, item text, round int,
       detail text, holder text, authority text, since text, due text, words jsonb, asked int)
     on conflict (subject, duty_id) do update set
       detail = excluded.detail, holder = excluded.holder, authority = excluded.authority,
       since = excluded.since, due = excluded.due, words = excluded.words, asked = excluded.asked,
       opened_at = case when work_item.closed_at is null then work_item.opened_at
         else excluded.opened_at end,
       closed_at = null, closed_because = null, called_off = false`,
    [subject, projectCodeOf(subject), JSON.stringify(duties.map(rowOf)), at],
  );
}

const rowOf = ({ id, ...duty }: OpenedDuty) => ({ ...duty, duty_id: id });

/** Closes open work items; `calledOff` says whether their addressees are told. */
export async function closeWorkItems(
  writer: Writer,
  subject: string,
  {
    items,
    at,
  }: {
    items: readonly { dutyId: string; because: ClosedBecause; calledOff: boolean }[];
    at: Instant;
  },
): Promise<void> {
  if (items.length === 0) return;
  await writer.query(
    `update work_item set closed_at = $5, closed_because = gone.because, called_off = gone.called_off
     from unnest($2::text[], $3::text[], $4::bool[]) as gone (duty_id, because, called_off)
     where subject = $1 and work_item.duty_id = gone.duty_id and closed_at is null`,
    [
      subject,
      items.map(({ dutyId }) => dutyId),
      items.map(({ because }) => because),
      items.map(({ calledOff }) => calledOff),
      at,
    ],
  );
}

/** A work item as people see it. */
export interface WorkItem extends Omit<Duty, 'due' | 'detail'> {
  /** Of the approval. */
  subject: string;
  projectCode: string;
  projectName: string;
  /** Which round of the project's approval. */
  approvalRound: number;
  manager: string | null;
  detail: string | null;
  due: Day | null;
  /** Domain time. */
  openedAt: Instant;
}

/** What a list of open work items is narrowed to. */
export interface WorkItemFilter {
  /** Also as one of several in an address. */
  authority?: string | undefined;
  holder?: string | undefined;
  project?: string | undefined;
  manager?: string | undefined;
  /** No others. */
  seen?: SeenProjects | undefined;
}

/** Where a list of work items goes on. */
export interface WorkItemPlace {
  due: string;
  subject: string;
  dutyId: string;
}

/** The place of a row in the list. */
export const placeOfWorkItem = ({ due, subject, id }: WorkItem): WorkItemPlace => ({
  due: due ?? NEVER,
  ...{ subject, dutyId: id },
});

const NEVER = '9999-12-31';
const ORDER = `coalesce(due, '${NEVER}'), subject, duty_id`;

/** Open work items that fit every field given: the earliest due first, those without a date last; behind the place `after`. */
export async function listWorkItems(
  client: Queryable,
  { authority, holder, project, manager, seen = ALL_PROJECTS }: WorkItemFilter,
  { after, limit }: { after?: WorkItemPlace | undefined; limit: number },
): Promise<WorkItem[]> {
  const { rows } = await client.query<WorkItem>(
    `select work_item.duty_id as id, work_item.kind, item, work_item.round, detail, holder,
       authority, since, due, words, subject, work_item.project_code as "projectCode",
       snapshot.name as "projectName", snapshot.round as "approvalRound", snapshot.manager,
       opened_at as "openedAt"
     from work_item join approval_snapshot as snapshot using (subject)
     where closed_at is null
       and ($1::text is null or ${addressedCondition('array[$1]')}) and ($2::text is null or holder = $2)
       and ($3::text is null or work_item.project_code = $3)
       and ($4::text is null or snapshot.manager = $4)
       and ($5::text is null or (${ORDER}) > ($5, $6, $7))
       and ${seenCondition('work_item.project_code', ['$9', '$10'])}
     order by ${ORDER} limit $8`,
    [
      ...[authority, holder, project, manager],
      ...[after?.due, after?.subject, after?.dutyId, limit],
      ...seenValues(seen),
    ],
  );
  return rows;
}
