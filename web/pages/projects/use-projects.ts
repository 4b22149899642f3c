import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { ProjectList, ProjectListItem } from '../../../api/page-responses.ts';
import { get, type Query } from '../../client.ts';

/** As many as the API gives at once. */
const AT_ONCE = 200;

/** Projects as far as they have been read. */
export interface ReadProjects {
  items: readonly ProjectListItem[];
  /** How many there are. */
  total: number;
  hasMore: boolean;
  isReading: boolean;
  more: () => void;
}

/** The one query behind table, board and timeline; pages of it are read as they are needed. */
export function useProjects(query: Query) {
  const found = useInfiniteQuery({
    queryKey: ['park', 'projects', query],
    queryFn: ({ pageParam, signal }) =>
      get<ProjectList>('/projects', { ...query, limit: AT_ONCE, after: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  });
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = found;
  const read: ReadProjects | undefined = data && {
    items: data.pages.flatMap(({ items }) => items),
    total: data.pages.at(-1)?.total ?? 0,
    hasMore: hasNextPage,
    isReading: isFetchingNextPage,
    more: () => {
      if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
    },
  };
  return { data: read, error };
}
