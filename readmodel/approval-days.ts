import type { Holder } from '../domain/approval/assessment.ts';
import type { Label } from '../domain/definitions.ts';
import type { Queryable } from './pool.ts';

/** How many working days one holder had one item of one approval. */
export interface HeldDays {
  projectCode: string;
  projectName: string;
  round: number;
  item: string;
  itemName: Label;
  authority: string;
  holder: Holder;
  days: number;
}

/** What a ledger of days is narrowed to. */
export interface HeldDaysFilter {
  project?: string | undefined;
  item?: string | undefined;
  authority?: string | undefined;
}

/** The days that items were in somebody's hands, as of the last settle of each approval. */
export async function heldDays(
  client: Queryable,
  { project, item, authority }: HeldDaysFilter,
): Promise<HeldDays[]> {
  const { rows } = await client.query<HeldDays>(
    `select project_code as "projectCode", name as "projectName", round, item->>'id' as item,
       item->'name' as "itemName", item->>'authority' as authority, holder, days::float8
     from approval_snapshot,
       jsonb_array_elements(assessment->'items') with ordinality as listed (item, place),
       jsonb_each_text(item->'holderDays') as held (holder, days)
     where ($1::text is null or project_code = $1) and ($2::text is null or item->>'id' = $2)
       and ($3::text is null or item->>'authority' = $3)
     order by project_code, round, place, holder`,
    [project ?? null, item ?? null, authority ?? null],
  );
  return rows;
}
