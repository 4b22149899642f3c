import type { Severity } from '../domain/alert/case.ts';
import type { DutyKind } from '../domain/approval/assessment.ts';
import type { Colour, Label } from '../domain/definitions.ts';
import type { Day, Instant, Moment } from '../domain/time.ts';
import { shownCondition, type SeenAlerts } from './alerts.ts';
import type { Queryable } from './pool.ts';
import { addressedCondition, seenCondition, seenValues } from './sight.ts';

/** What waits for a person: an alert to act on, to verify or to approve, a plan change, a reported date, what the law asks a leader, an instruction, a need for coordination, or a work item of an approval. */
export const NEED_KINDS = [
  'alert',
  'alertToVerify',
  'alertToApprove',
  'planChange',
  'confirmation',
  'decision',
  'instruction',
  'need',
  'workItem',
] as const;
export type NeedKind = (typeof NEED_KINDS)[number];

/** Something that waits for one person. */
export interface NeedRow {
  /** Unique among all that waits, stable while it does. */
  id: string;
  kind: NeedKind;
  project: string;
  projectName: string;
  colour: Colour | null;
  /** The alert, milestone or instruction, or the item of an approval. */
  object: string;
  label: Label | null;
  severity: Severity | null;
  due: Day | null;
  since: Moment | null;
  approvalRound: number | null;
  /** Of a work item. */
  duty: string | null;
  dutyKind: DutyKind | null;
  /** Department, document or step, where the kind of duty has one. */
  detail: string | null;
  authority: string | null;
  /** The person, post, office or department for which it waits. */
  by: string;
}

/** In whose name somebody looks: own and principals' ids, the offices that they hold, and the authorities and projects they answer for. */
export interface Eyes {
  persons: readonly string[];
  offices: readonly string[];
  departments: readonly string[];
  /** Of an enterprise's contact. */
  projects: readonly string[];
  /** Domain time. */
  now: Instant;
  /** What is asked of an office, these people are told of the projects and alerts that they see. */
  seen: SeenAlerts;
}

/** Which part of what waits is asked for. */
export interface NeedPart {
  /** Null or undefined: all. */
  kinds?: readonly NeedKind[] | undefined;
  after?: NeedPlace | undefined;
  limit: number;
}

/** What waits for these persons, the earliest due first, those without a date last, behind the place `after`; and how many of these kinds there are in all. */
export async function listNeeds(
  client: Queryable,
  eyes: Eyes,
  { kinds, after, limit }: NeedPart,
): Promise<{ rows: NeedRow[]; total: number }> {
  const { rows } = await client.query<{ total: number; row: NeedRow | null }>(
    `with ${NEEDS}, fitting as materialized (
       select * from needs where $10::text[] is null or kind = any($10)
     ), page as (
       select * from fitting
       where $11::text is null or (coalesce(due, '${NEVER}'), id) > ($11, $12)
       order by coalesce(due, '${NEVER}'), id limit $13
     )
     select total, case when page.id is not null then to_json(page) end as row
     from (select count(*)::int as total from fitting) as counted left join page on true
     order by coalesce(page.due, '${NEVER}'), page.id`,
    [...valuesOf(eyes), kinds ?? null, after?.due ?? null, after?.id ?? '', limit],
  );
  return { rows: rows.flatMap(({ row }) => row ?? []), total: rows[0]?.total ?? 0 };
}

/** Where a list goes on. */
export interface NeedPlace {
  due: string;
  id: string;
}

/** The place of a row in the list. */
export const placeOfNeed = ({ due, id }: NeedRow): NeedPlace => ({ due: due ?? NEVER, id });

const NEVER = '9999-12-31';

const valuesOf = ({ persons, offices, departments, projects, now, seen }: Eyes): unknown[] => [
  ...[persons, offices, departments, projects, now],
  ...[...seenValues(seen), seen.restricted, seen.handedTo],
];

const SEEN = (code: string) => seenCondition(code, ['$6', '$7']);

// By which of the persons a row is theirs: a post falls to the deputy where there is no manager.
const POST_HOLDER = (post: string) => `case ${post} when 'manager' then coalesce(manager, deputy)
  when 'deputy' then deputy when 'patron' then patron end`;

const ALERTS = `select alert_id as id,
    case alert.state when 'toVerify' then 'alertToVerify' when 'toApprove' then 'alertToApprove'
      else 'alert' end as kind,
    snapshot.project_code as project, name as "projectName", colour, alert_id as object,
    null::jsonb as label, severity, null as due, to_json(asked_from) #>> '{}' as since,
    null::int as "approvalRound", null as duty, null as "dutyKind",
    null as detail, null as authority,
    (select coalesce(${POST_HOLDER('one')}, one) from unnest(asked) as one
      where ${POST_HOLDER('one')} = any($1) or one = any($2)
        or one = any(array(select 'person:' || id from unnest($1::text[]) as id)) limit 1) as by
  from alert join snapshot on snapshot.project_code = alert.project_code
  where alert.state <> 'closed' and asked <> '{}' and asked_from <= $5
    and ${SEEN('alert.project_code')} and ${shownCondition('$8', '$9')}`;

const ASKS = `select ask.kind || '/' || project_code || '/' || ask.object, ask.kind,
    project_code, name, colour, ask.object, ask.label, null, ask.due, ask.since, null::int, null, null,
    null, null,
    case when ask.person = any($1) then ask.person
      when ask.roles ? 'divisionLeader' and patron = any($1) then patron
      else (select office from jsonb_array_elements_text(ask.roles) as office
        where office = any($2) and not (office = 'divisionLeader' and patron is not null)
        limit 1) end
  from snapshot, jsonb_to_recordset(asks) as ask (kind text, object text, label jsonb, person text,
    roles jsonb, since text, due text)
  where asks is not null and (ask.person = any($1) or ${SEEN('project_code')})`;

// What the park has to confirm is confirmed by the liaisons of whoever is asked; else an address says whose item it is, not who acts.
const FALLS_TO_ADDRESS = `(holder in ('authority', 'utility', 'intermediary') or work_item.kind = 'confirm')
    and ${addressedCondition('$3')}`;

const workFor = (by: string, condition: string): string =>
  `select 'workItem/' || subject || '/' || duty_id, 'workItem', work_item.project_code,
    snapshot.name, snapshot.colour, item, null::jsonb, null, due, since, snapshot.round, duty_id,
    work_item.kind, work_item.detail, work_item.authority, ${by}
  from work_item join approval_snapshot as snapshot using (subject)
  where closed_at is null and ${condition}`;

// Each by itself: one condition on both tables would join every work item of the park.
const WORK = [
  workFor('authority', FALLS_TO_ADDRESS),
  ...[
    workFor('holder', `holder = 'enterprise' and work_item.project_code = any($4)`),
    workFor('manager', `holder = 'park' and manager = any($1)`),
  ].map((own) => `${own} and not (${FALLS_TO_ADDRESS})`),
].join(' union all ');

const NEEDS = `needs as (select * from (
  ${ALERTS} union all ${ASKS} union all ${WORK}) as every where by is not null)`;
