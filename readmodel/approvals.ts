import type { ItemAssessment } from '../domain/approval/assessment.ts';
import type { Status } from '../domain/assessment.ts';
import { COLOURS, type Colour } from '../domain/definitions.ts';
import type { Day, Instant } from '../domain/time.ts';
import { itemKey, type ListedApproval } from './listed-approval.ts';
import type { Queryable } from './pool.ts';
import {
  addressedCondition,
  ALL_PROJECTS,
  seenCondition,
  seenValues,
  type SeenProjects,
} from './sight.ts';

/** An approval in a list, with those of its items that the list asks for. */
export interface ApprovalRow extends ListedApproval {
  subject: string;
  projectCode: string;
  round: number;
  name: string;
  status: Status;
  colour: Colour;
  complete: boolean;
  closed: boolean;
  manager: string | null;
  revision: number;
  assessedAt: Instant;
  nextChangeAt: Instant | null;
}

/** What a list is narrowed to; authority (also as one of several in an address) and state ask for approvals that have such an item. */
export interface ApprovalFilter {
  project?: string | undefined;
  authority?: string | undefined;
  state?: string | undefined;
  /** No others. */
  seen?: SeenProjects | undefined;
}

/** The place of an approval in the list: after this one. */
export interface ApprovalPlace {
  /** Of its colour: 0 is the worst; what is closed comes last. */
  rank: number;
  /** The earliest day by which somebody has to do something; far off where there is none. */
  due: Day;
  project: string;
  round: number;
}

/** An approval in the list, with its place there. */
export interface ListedApprovalRow extends ApprovalRow, Omit<ApprovalPlace, 'project'> {}

const COLUMNS = `approval_snapshot.subject, approval_snapshot.project_code as "projectCode", approval_snapshot.round,
  name, status, colour, complete, subject.closed, manager, subject.revision,
  assessed_at as "assessedAt", approval_snapshot.next_change_at as "nextChangeAt", listed`;

const FROM = `approval_snapshot join (select id, closed, revision from subject)
  as subject on subject.id = approval_snapshot.subject`;

// Of a page alone: it reads whole assessments.
const ITEMS_ASKED = `(select json_agg(item order by place)
  from json_array_elements(assessment->'items') with ordinality as every (item, place)
  where ($2::text is null or ${addressedCondition('array[$2]', "(item->>'authority')")})
    and ($3::text is null or item->>'state' = $3))`;

/** A row as it is stored. */
interface StoredRow extends Omit<ListedApprovalRow, keyof ListedApproval> {
  listed: ListedApproval;
}

/** A row of the page, or of nothing but the count where the page has none. */
interface Counted extends Omit<StoredRow, 'rank'> {
  rank: number | null;
  total: number;
  /** Null unless some are asked for. */
  asked: ItemAssessment[] | null;
}

const WORST_FIRST = COLOURS.toReversed();
const NEVER = '9999-12-31';

/** Approvals, those of the worst colour first and of one colour those with the earliest duty, after a place; with the items asked for, or those in somebody's hands, and with how many fit in all. */
export async function listApprovals(
  client: Queryable,
  filter: ApprovalFilter,
  { after, limit }: { after?: ApprovalPlace | undefined; limit: number },
): Promise<{ rows: ListedApprovalRow[]; total: number }> {
  const { rows } = await client.query<Counted>(
    `with owed as (
       select subject, min(due) as due from work_item where closed_at is null group by subject
     ), fitting as materialized (
       select subject.id, approval_snapshot.project_code, round,
         coalesce(owed.due, '${NEVER}') as due, case when subject.closed then 9
           else coalesce(array_position($4::text[], colour) - 1, 8) end as rank
       from ${FROM} left join owed on owed.subject = subject.id
       where ($1::text is null or approval_snapshot.project_code = $1)
         and ($12::text is null or $12 = any(item_keys))
         and ${seenCondition('approval_snapshot.project_code', ['$5', '$6'])}
     ), page as materialized (
       select * from fitting
       where $7::int is null or (rank, due, project_code, round) > ($7, $8, $9, $10)
       order by rank, due, project_code, round limit $11
     )
     select total, page.rank, page.due, ${COLUMNS},
       case when $12::text is not null then ${ITEMS_ASKED} end as asked
     from (select count(*)::int as total from fitting) as counted
     left join (${FROM} join page on page.id = subject.id) on true
     order by page.rank, page.due, page.project_code, page.round`,
    [
      ...filterValues(filter),
      after?.rank,
      after?.due,
      after?.project,
      after?.round,
      limit,
      itemKey(filter),
    ],
  );
  const shown = rows.flatMap(({ rank, asked, ...row }) =>
    rank === null ? [] : { ...rowOf(row), rank, ...(asked && { items: asked }) },
  );
  return { rows: shown, total: rows[0]?.total ?? 0 };
}

const filterValues = ({
  project,
  authority,
  state,
  seen = ALL_PROJECTS,
}: ApprovalFilter): unknown[] => [...[project, authority, state, WORST_FIRST], ...seenValues(seen)];

/** The rounds of a project's approval in their order, with the items that somebody has in hand. */
export async function approvalRounds(client: Queryable, project: string): Promise<ApprovalRow[]> {
  const { rows } = await client.query<Omit<StoredRow, 'rank' | 'due'>>(
    `select ${COLUMNS} from ${FROM}
     where approval_snapshot.project_code = $1 order by round`,
    [project],
  );
  return rows.map(rowOf);
}

const rowOf = <Row extends { listed: ListedApproval }>({
  listed,
  ...row
}: Row): Omit<Row, 'listed'> & ListedApproval => ({ ...row, ...listed });
