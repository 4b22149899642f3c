import { z } from 'zod';
import { STATUSES } from '../domain/assessment.ts';
import { COLOURS, PHASES } from '../domain/definitions.ts';
import { GREY } from '../readmodel/project-filter.ts';
import {
  placeLength,
  PROJECT_SORTS,
  type Place,
  type ProjectSort,
} from '../readmodel/project-order.ts';
import { invalidInput } from './errors.ts';
import { cursorOfPlace, placeIn } from './paging.ts';

const text = z.string().min(1).max(200);

/** One value or several: a parameter may come more than once, or with commas. */
export const several = <S extends z.ZodType<string, string>>(one: S) =>
  z
    .union([z.string(), z.array(z.string()).max(50)])
    .transform((given) => [given].flat().flatMap((part) => part.split(',')))
    .pipe(z.array(one).min(1).max(50))
    .optional();

/** Parameters by which every list of projects is narrowed. */
export const filterParams = {
  stage: several(text),
  phase: several(z.enum(['lead', ...PHASES])),
  colour: several(z.enum([...COLOURS, GREY])),
  manager: several(text),
  /** The division leader. */
  lead: several(text),
  /** On any post of the project. */
  person: several(text),
  kind: several(text),
  status: several(z.enum(STATUSES)),
  /** Whoever has a work item of its approvals in hand. */
  authority: several(text),
  /** Without those that are completed or terminated. */
  open: z.stringbool().optional(),
  q: text.optional(),
};

/** Parameters by which every list of projects is ordered and paged. */
export const orderParams = {
  sort: z.enum(PROJECT_SORTS).default('code'),
  /** The `next` of an earlier answer. */
  after: z.string().min(1).max(1_000).optional(),
};

/** A place as a cursor: the code itself where the list is in their order. */
export const cursorOf = (sort: ProjectSort, place: Place): string =>
  sort === 'code' ? String(place[0]) : cursorOfPlace(place);

const PlaceShape = z.array(z.union([z.string(), z.number()]));

/** The place that a cursor stands for; throws INVALID_INPUT for one of another sort. */
export function placeOf(sort: ProjectSort, cursor: string | undefined): Place | undefined {
  if (cursor === undefined) return undefined;
  if (sort === 'code') return [cursor];
  const place = PlaceShape.length(placeLength(sort)).safeParse(placeIn(cursor));
  if (place.success) return place.data;
  throw invalidInput([
    { path: 'after', message: 'expected the `next` of an earlier answer in the same order' },
  ]);
}
