import { addressedCondition, type SeenProjects } from './sight.ts';

/** What a list of projects is narrowed to: those that fit every field given, and of a field with several values any of them. */
export interface ProjectFilter {
  stage?: Wanted;
  phase?: Wanted;
  colour?: Wanted;
  manager?: Wanted;
  kind?: Wanted;
  status?: Wanted;
  /** The division leader. */
  lead?: Wanted;
  /** On any post. */
  person?: Wanted;
  /** Whoever has a work item of its approvals in hand. */
  authority?: Wanted;
  /** No others, whatever fits. */
  codes?: readonly string[] | undefined;
  /** What whoever asks may see. */
  seen?: SeenProjects | undefined;
  /** Whether those are left out that are named to few: of the pipeline, or with a colour by a restricted signal. */
  openly?: boolean | undefined;
  /** Whether those that are completed or terminated are left out. */
  open?: boolean | undefined;
  /** Looked for in code, name and investor. */
  q?: string | undefined;
}

type Wanted = string | readonly string[] | undefined;

/** `grey` among the colours: projects that carry none. */
export const GREY = 'grey';

/** The conditions of a filter on `snapshot`, and their values in order, counted on from those given. */
export function conditionsOf(filter: ProjectFilter, values: unknown[] = []): Conditions {
  const parts: string[] = [];
  const place = (value: unknown): string => `$${values.push(value)}`;
  for (const [field, condition] of Object.entries(CONDITIONS)) {
    const wanted = listOf(filter[field as keyof typeof CONDITIONS]);
    if (wanted) parts.push(condition(place(wanted)));
  }
  if (filter.codes) parts.push(`project_code = any(${place(filter.codes)})`);
  parts.push(...seenParts(filter.seen, place));
  if (filter.open) parts.push(`status not in ('completed', 'terminated')`);
  if (filter.openly) parts.push(OPENLY);
  if (filter.q !== undefined) parts.push(contains(place(filter.q)));
  return { parts, values };
}

function seenParts(seen: SeenProjects | undefined, place: (value: unknown) => string): string[] {
  const { only = null, except = [] } = seen ?? {};
  return [
    ...(only === null ? [] : [`project_code = any(${place(only)})`]),
    ...(except.length === 0 ? [] : [`project_code <> all(${place(except)})`]),
  ];
}

/** Parts of a `where`, to be joined by `and`. */
export interface Conditions {
  parts: string[];
  values: unknown[];
}

/** A `where` of all these parts; nothing when there are none. */
export const whereOf = (parts: readonly string[]): string =>
  parts.length > 0 ? `where ${parts.join(' and ')}` : '';

const listOf = (wanted: Wanted): readonly string[] | undefined =>
  typeof wanted === 'string' ? [wanted] : wanted;

const CONDITIONS = {
  stage: (place: string) => `stage = any(${place})`,
  phase: (place: string) => `phase = any(${place})`,
  colour: (place: string) => `coalesce(colour, '${GREY}') = any(${place})`,
  manager: (place: string) => `manager = any(${place})`,
  kind: (place: string) => `snapshot.kind = any(${place})`,
  status: (place: string) => `status = any(${place})`,
  lead: (place: string) => `patron = any(${place})`,
  person: (place: string) =>
    `(manager = any(${place}) or deputy = any(${place}) or patron = any(${place}))`,
  authority: (place: string) => `exists (select from work_item
    where work_item.project_code = snapshot.project_code and closed_at is null
      and ${addressedCondition(place)})`,
} as const;

const OPENLY = `status <> 'pipeline' and (leading_signal ->> 'restricted')::bool is not true`;

// position() takes the text as it is: no wildcard needs escaping.
const contains = (place: string): string =>
  `position(lower(${place}) in lower(project_code || ' ' || name || ' ' || investor)) > 0`;
