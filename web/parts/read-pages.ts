import type { Page } from '../../api/responses.ts';

/** One page of a list as it was read. */
export interface HeldPage<P> {
  /** The place behind which it begins; null: the first page. */
  after: string | null;
  page: P;
  /** Which reading it is of; later ones have higher numbers. */
  reading: number;
  /** Something may have changed in it since. */
  isOld: boolean;
}

interface Wanted<P> {
  held: readonly HeldPage<P>[];
  /** Pages that are in view. */
  shown: ReadonlySet<number>;
  /** Whether a page is wanted behind the last one held. */
  wantsMore: boolean;
  read: (after: string | null) => Promise<P>;
}

/**
 * Reads anew, one behind the other, what is old and in view; other pages stay as they are until somebody comes
 * to them. Pages behind one that ends elsewhere now don't follow it any more: they are dropped, to be read again.
 */
export async function readPages<P extends Page<unknown>>({
  held,
  shown,
  wantsMore,
  read,
}: Wanted<P>): Promise<HeldPage<P>[]> {
  const reading = 1 + Math.max(0, ...held.map((one) => one.reading));
  const lastInView = Math.max(0, ...shown);
  const pages: HeldPage<P>[] = [];
  const readBehind = async (after: string | null): Promise<void> => {
    pages.push({ after, page: await read(after), reading, isOld: false });
  };
  for (const [nth, known] of held.entries()) {
    const after = behind(pages);
    const follows = known.after === after;
    if (follows && !isDue(known, nth, shown)) pages.push(known);
    else if (follows || (after !== null && nth <= lastInView)) await readBehind(after);
    else break;
  }
  const end = behind(pages);
  if (pages.length === 0 || (wantsMore && end !== null)) await readBehind(end);
  return pages;
}

// The place where they end; null: there is nothing behind it.
const behind = (pages: readonly HeldPage<Page<unknown>>[]): string | null =>
  pages.at(-1)?.page.next ?? null;

/** The same pages once something may have changed in each. */
export const allOld = <P>(held: readonly HeldPage<P>[]): HeldPage<P>[] =>
  held.map((one) => ({ ...one, isOld: true }));

// Where none is in view the first counts; one without rows can't be seen.
const isDue = (
  { page, isOld }: HeldPage<Page<unknown>>,
  nth: number,
  shown: ReadonlySet<number>,
): boolean =>
  isOld && (shown.has(nth) || (nth === 0 && shown.size === 0) || page.items.length === 0);

/** The rows of each page; one that moved stands in several, and counts where it was read last. */
export function rowsByPage<T>(
  held: readonly HeldPage<Page<T>>[],
  idOf: (item: T) => string,
): T[][] {
  const homes = new Map<string, HeldPage<Page<T>>>();
  for (const one of held) {
    for (const id of one.page.items.map(idOf)) {
      const home = homes.get(id);
      if (!home || home.reading < one.reading) homes.set(id, one);
    }
  }
  return held.map((one) => one.page.items.filter((item) => homes.get(idOf(item)) === one));
}

/** What was read last says how many there are in all. */
export function newestOf<P>(held: readonly HeldPage<P>[]): P | undefined {
  return held.reduce<HeldPage<P> | undefined>(
    (newest, one) => (newest && newest.reading >= one.reading ? newest : one),
    undefined,
  )?.page;
}
