import type { ItemAssessment } from '../domain/approval/assessment.ts';
import type { Status } from '../domain/assessment.ts';
import { COLOURS, type Colour, type DefinitionRef } from '../domain/definitions.ts';
import type { Day, Instant } from '../domain/time.ts';
import type { Queryable } from './pool.ts';
import { seenCondition, seenValues, type SeenProjects } from './sight.ts';

/** An approval in a list, with those of its items that the list asks for. */
export interface ApprovalRow {
  subject: string;
  projectCode: string;
  round: number;
  phase: string | null;
  name: string;
  template: DefinitionRef;
  status: Status;
  colour: Colour;
  complete: boolean;
  closed: boolean;
  sample: boolean;
  manager: string | null;
  revision: number;
  assessedAt: Instant;
  nextChangeAt: Instant | null;
  /** Items that apply, and how many of them are done. */
  of: number;
  done: number;
  items: ItemAssessment[];
}

/** What a list is narrowed to; authority and state ask for approvals that have such an item. */
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

const ITEMS = `jsonb_array_elements((assessment->'items')::jsonb) with ordinality as listed (item, place)`;

const COLUMNS = `approval_snapshot.subject, approval_snapshot.project_code as "projectCode", approval_snapshot.round,
  assessment->>'phase' as phase, name, assessment->'template' as template, status, colour, complete,
  subject.closed, coalesce((assessment->>'sample')::boolean, false) as sample, manager,
  subject.revision, assessed_at as "assessedAt", approval_snapshot.next_change_at as "nextChangeAt",
  (select count(*) from ${ITEMS} where item->>'applies' = 'yes')::int as of,
  (select count(*) from ${ITEMS} where item->>'applies' = 'yes' and (item->>'done')::boolean)::int
    as done`;

const FROM = `approval_snapshot join (select id, closed, revision from subject)
  as subject on subject.id = approval_snapshot.subject`;

const IN_HAND = `not (item->>'done')::boolean and item ? 'holder'
  and item->>'state' <> 'notStarted'`;

// Without a question about items: those that somebody has in hand.
const ASKED = `case when $2::text is null and $3::text is null then ${IN_HAND}
  else ($2::text is null or item->>'authority' = $2) and ($3::text is null or item->>'state' = $3)
  end`;

const itemsThat = (condition: string): string =>
  `(select coalesce(jsonb_agg(item order by place), '[]') from ${ITEMS} where ${condition}) as items`;

const ALL: SeenProjects = { only: null, except: [] };

/** A row of the page, or of nothing but the count where the page has none. */
interface Counted extends Omit<ListedApprovalRow, 'rank'> {
  rank: number | null;
  total: number;
}

const WORST_FIRST = COLOURS.toReversed();
const NEVER = '9999-12-31';

/** Approvals, those of the worst colour first and of one colour those with the earliest duty, after a place; with the items asked for, or those in somebody's hands, and with how many fit in all. */
export async function listApprovals(
  client: Queryable,
  filter: ApprovalFilter,
  { after, limit }: { after?: ApprovalPlace | undefined; limit: number },
): Promise<{ rows: ListedApprovalRow[]; total: number }> {
  // Both questions of one scan: whether an item fits is read from the whole assessment.
  const { rows } = await client.query<Counted>(
    `with owed as (
       select subject, min(due) as due from work_item where closed_at is null group by subject
     ), fitting as materialized (
       select subject.id, approval_snapshot.project_code, round,
         coalesce(owed.due, '${NEVER}') as due, case when subject.closed then 9
           else coalesce(array_position($4::text[], colour) - 1, 8) end as rank
       from ${FROM} left join owed on owed.subject = subject.id
       where ($1::text is null or approval_snapshot.project_code = $1)
         and (($2::text is null and $3::text is null)
           or exists (select from ${ITEMS} where ${ASKED}))
         and ${seenCondition('approval_snapshot.project_code', ['$5', '$6'])}
     ), page as materialized (
       select * from fitting
       where $7::int is null or (rank, due, project_code, round) > ($7, $8, $9, $10)
       order by rank, due, project_code, round limit $11
     )
     select total, page.rank, page.due, ${COLUMNS}, ${itemsThat(ASKED)}
     from (select count(*)::int as total from fitting) as counted
     left join (${FROM} join page on page.id = subject.id) on true
     order by page.rank, page.due, page.project_code, page.round`,
    [...filterValues(filter), after?.rank, after?.due, after?.project, after?.round, limit],
  );
  const listed = rows.flatMap(({ rank, ...row }) => (rank === null ? [] : { ...row, rank }));
  return { rows: listed, total: rows[0]?.total ?? 0 };
}

const filterValues = ({ project, authority, state, seen = ALL }: ApprovalFilter): unknown[] => [
  ...[project, authority, state, WORST_FIRST],
  ...seenValues(seen),
];

/** The rounds of a project's approval in their order, with the items that somebody has in hand. */
export async function approvalRounds(client: Queryable, project: string): Promise<ApprovalRow[]> {
  const { rows } = await client.query<ApprovalRow>(
    `select ${COLUMNS}, ${itemsThat(IN_HAND)} from ${FROM}
     where approval_snapshot.project_code = $1 order by round`,
    [project],
  );
  return rows;
}
