import {
  useQuery,
  useQueryClient,
  type QueryKey,
  type UseQueryOptions,
} from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Page } from '../../api/responses.ts';
import { createInView, type WatchPart } from './in-view.ts';
import { allOld, newestOf, readPages, rowsByPage, type HeldPage } from './read-pages.ts';

interface List<T, P> extends Pick<
  UseQueryOptions<HeldPage<P>[]>,
  'enabled' | 'placeholderData' | 'refetchInterval' | 'staleTime'
> {
  queryKey: QueryKey;
  read: (after: string | null, signal: AbortSignal) => Promise<P>;
  /** Always the same function. */
  idOf: (item: T) => string;
}

/** A list as far as it has been read. */
export interface ReadList<T, P> {
  /** Its rows by page. */
  pages: readonly (readonly T[])[];
  items: readonly T[];
  /** The page that was read last. */
  newest: P;
}

/** How a list is read on. */
export interface ListReading {
  hasMore: boolean;
  isReading: boolean;
  /** The last reading failed; the next change is a new try. */
  hasFailed: boolean;
  more: () => void;
  /** Says which pages are in view, where no part of the page is watched. */
  show: (pages: ReadonlySet<number>) => void;
  watch: WatchPart;
}

/**
 * A list that is read page by page as somebody comes to its end. After a change only the pages in view are read
 * anew, however many have been read: the others when they come into view.
 */
export function usePages<T, P extends Page<T>>({
  queryKey,
  read,
  idOf,
  ...options
}: List<T, P>): {
  data: ReadList<T, P> | undefined;
  error: Error | null;
  reading: ListReading;
} {
  const client = useQueryClient();
  // `isRest`: nothing has changed, and what is left is read.
  const wish = useRef({ shown: NOWHERE, more: false, isRest: false });
  const readOld = useRef<() => void>(() => undefined);
  // Who scrolls changes nothing that is drawn.
  const [show] = useState(() => (pages: ReadonlySet<number>) => {
    wish.current.shown = pages;
    readOld.current();
  });
  const [watch] = useState(() => createInView(show));
  const [isReading, setIsReading] = useState(false);
  const { data, error, refetch, isFetching } = useQuery({
    ...options,
    queryKey,
    queryFn: async ({ signal }) => {
      const { isRest, more: wantsMore } = wish.current;
      wish.current.isRest = false;
      const state = client.getQueryState<HeldPage<P>[]>(queryKey);
      const held = state?.data ?? [];
      const pages = await readPages({
        held: isRest && state?.isInvalidated === false ? held : allOld(held),
        ...{ shown: wish.current.shown, wantsMore },
        read: (after) => read(after, signal),
      });
      wish.current.more = false;
      return pages;
    },
  });

  useEffect(() => {
    readOld.current = () => {
      const { shown } = wish.current;
      const hasOld = data?.some(({ isOld }, nth) => isOld && shown.has(nth)) === true;
      if (!hasOld || isFetching || error) return;
      wish.current.isRest = true;
      void refetch({ cancelRefetch: false });
    };
    readOld.current();
  }, [data, isFetching, error, refetch]);

  const hasMore = (data?.at(-1)?.page.next ?? null) !== null;
  const more = (): void => {
    if (!hasMore || isReading) return;
    wish.current.more = true;
    wish.current.isRest = !isFetching;
    setIsReading(true);
    void refetch().finally(() => {
      setIsReading(false);
    });
  };
  const reading = { hasMore, isReading, hasFailed: error !== null, more, show, watch };
  return { data: useRows(data, idOf), error, reading };
}

/** What is shown of the pages that are held. */
function useRows<T, P extends Page<T>>(
  data: HeldPage<P>[] | undefined,
  idOf: (item: T) => string,
): ReadList<T, P> | undefined {
  return useMemo(() => {
    const newest = data && newestOf(data);
    if (!newest) return undefined;
    const pages = rowsByPage(data, idOf);
    return { pages, items: pages.flat(), newest };
  }, [data, idOf]);
}

const NOWHERE: ReadonlySet<number> = new Set<number>();
