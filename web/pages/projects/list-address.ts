import { useSearchParams } from 'wouter';
import type { ProjectSort } from '../../../api/page-responses.ts';
import type { Query } from '../../client.ts';

export const LAYOUTS = ['table', 'board', 'timeline'] as const;
export type Layout = (typeof LAYOUTS)[number];

/** By what the list can be narrowed, as the address and the API name it; one value or several with commas. */
export const FILTERS = [
  'q',
  'colour',
  'phase',
  'stage',
  'kind',
  'status',
  'lead',
  'manager',
  'person',
  'authority',
] as const;
export type Filter = (typeof FILTERS)[number];

export const SORTS: readonly ProjectSort[] = ['pain', 'code', 'colour', 'next', 'name'];

/** What the address says of the list: what is shown, in which layout and order. */
export interface ListAddress {
  layout: Layout;
  sort: ProjectSort;
  /** Values of a filter; none: it is not narrowed by it. */
  chosen: (filter: Filter) => string[];
  isNarrowed: boolean;
  /** Also those that are completed or terminated. */
  withClosed: boolean;
  /** As the API takes it. */
  query: Query;
  /** The search part, for a saved view. */
  search: string;
  put: (name: Filter | 'layout' | 'sort' | 'closed', values: readonly string[]) => void;
  /** Shows what a saved view keeps; nothing: all open projects. */
  go: (search: string) => void;
}

/** The list's place in the address, so that back, forward and a link show the same. */
export function useListAddress(): ListAddress {
  const [params, setParams] = useSearchParams();
  const layout = LAYOUTS.find((one) => one === params.get('layout')) ?? 'table';
  const asked = SORTS.find((one) => one === params.get('sort'));
  // Rows lie on a timeline by their next milestone.
  const sort = layout === 'timeline' ? 'next' : (asked ?? 'pain');
  const withClosed = params.get('closed') === 'true';
  const chosen = (filter: Filter): string[] => valuesOf(filter, params);
  const narrowing = FILTERS.map((filter) => [filter, chosen(filter)] as const);
  return {
    ...{ layout, sort, withClosed, chosen },
    isNarrowed: narrowing.some(([, values]) => values.length > 0),
    query: { ...Object.fromEntries(narrowing), sort, open: withClosed ? undefined : true },
    search: params.toString(),
    put: (name, values) => {
      setParams((now) => {
        now.delete(name);
        if (values.length > 0) now.set(name, values.join(','));
        return now;
      });
    },
    go: (search) => {
      setParams(new URLSearchParams(search));
    },
  };
}

// What is typed is one text, whatever commas are in it.
const valuesOf = (filter: Filter, params: URLSearchParams): string[] =>
  params
    .getAll(filter)
    .flatMap((given) => (filter === 'q' ? given : given.split(',')))
    .filter(Boolean);
