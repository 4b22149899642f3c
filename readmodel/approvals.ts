import type { ItemAssessment } from '../domain/approval/assessment.ts';
import type { Status } from '../domain/assessment.ts';
import type { Colour, DefinitionRef } from '../domain/definitions.ts';
import type { Instant } from '../domain/time.ts';
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

/** The place of an approval in the list: after this round of this project. */
export interface ApprovalPlace {
  project: string;
  round: number;
}

const ITEMS = `jsonb_array_elements((assessment->'items')::jsonb) with ordinality as listed (item, place)`;

const COLUMNS = `approval_snapshot.subject, approval_snapshot.project_code as "projectCode", round,
  assessment->>'phase' as phase, name, assessment->'template' as template, status, colour, complete,
  subject.closed, coalesce((assessment->>'sample')::boolean, false) as sample, manager,
  subject.revision, assessed_at as "assessedAt", approval_snapshot.next_change_at as "nextChangeAt",
  (select count(*) from ${ITEMS} where item->>'applies' = 'yes')::int as of,
  (select count(*) from ${ITEMS} where item->>'applies' = 'yes' and (item->>'done')::boolean)::int
    as done`;

const FROM = `approval_snapshot join (select id, closed, revision from subject)
  as subject on subject.id = approval_snapshot.subject`;

// Without a question about items: those that somebody has in hand.
const ASKED = `case when $2::text is null and $3::text is null
  then not (item->>'done')::boolean and item ? 'holder' and item->>'state' <> 'notStarted'
  else ($2::text is null or item->>'authority' = $2) and ($3::text is null or item->>'state' = $3)
  end`;

const ALL: SeenProjects = { only: null, except: [] };

/** Approvals by project and round, after a place; with the items asked for, or those in somebody's hands. */
export async function listApprovals(
  client: Queryable,
  { project, authority, state, seen = ALL }: ApprovalFilter,
  { after, limit }: { after?: ApprovalPlace | undefined; limit: number },
): Promise<ApprovalRow[]> {
  const { rows } = await client.query<ApprovalRow>(
    `select ${COLUMNS}, (select coalesce(jsonb_agg(item order by place), '[]') from ${ITEMS}
        where ${ASKED}) as items
     from ${FROM}
     where ($1::text is null or approval_snapshot.project_code = $1)
       and (($2::text is null and $3::text is null)
         or exists (select from ${ITEMS} where ${ASKED}))
       and ($4::text is null or (approval_snapshot.project_code, round) > ($4, $5))
       and ${seenCondition('approval_snapshot.project_code', ['$7', '$8'])}
     order by approval_snapshot.project_code, round limit $6`,
    [
      project ?? null,
      authority ?? null,
      state ?? null,
      after?.project ?? null,
      after?.round ?? 0,
      limit,
      ...seenValues(seen),
    ],
  );
  return rows;
}
