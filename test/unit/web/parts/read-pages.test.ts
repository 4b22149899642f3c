import { describe, expect, it } from '@jest/globals';
import type { Page } from '../../../../api/responses.ts';
import {
  allOld,
  newestOf,
  readPages,
  rowsByPage,
  type HeldPage,
} from '../../../../web/parts/read-pages.ts';

interface Row {
  id: string;
  place: number;
}
type Part = Page<Row> & { total: number };

const SIZE = 10;

/** A list by place, as a server gives it; `asked` are the places behind which pages were asked for. */
function aList(count: number) {
  const rows = new Map<string, Row>();
  const put = (id: string, place: number): void => void rows.set(id, { id, place });
  for (let nth = 0; nth < count; nth += 1) put(`r${nth}`, nth * 10);
  const asked: (string | null)[] = [];
  return {
    ...{ rows, put, asked },
    read: (after: string | null): Promise<Part> => {
      asked.push(after);
      const behind = [...rows.values()]
        .filter(({ place }) => after === null || place > Number(after))
        .sort((a, b) => a.place - b.place);
      const items = behind.slice(0, SIZE).map((row) => ({ ...row }));
      const next = behind.length > SIZE ? String(items.at(-1)?.place) : null;
      return Promise.resolve({ items, next, total: rows.size });
    },
  };
}

type List = ReturnType<typeof aList>;

const NOWHERE: ReadonlySet<number> = new Set<number>();
const inView = (...pages: number[]): ReadonlySet<number> => new Set(pages);
const idOf = ({ id }: Row): string => id;
const idsIn = (held: HeldPage<Part>[], ...pages: number[]): string[] => {
  const rows = rowsByPage(held, idOf);
  return pages.flatMap((nth) => (rows[nth] ?? []).map(idOf));
};

/** The list read from its beginning so many pages far. */
async function readFar({ read, asked }: List, pages: number): Promise<HeldPage<Part>[]> {
  let held = await readPages({ held: [], shown: NOWHERE, wantsMore: false, read });
  while (held.length < pages) {
    held = await readPages({ held, shown: NOWHERE, wantsMore: true, read });
  }
  expect(asked).toHaveLength(pages);
  asked.length = 0;
  return held;
}

const afterChange = (
  held: HeldPage<Part>[],
  shown: ReadonlySet<number>,
  { read }: List,
): Promise<HeldPage<Part>[]> => readPages({ held: allOld(held), shown, wantsMore: false, read });

describe('a list that was read fifty pages far', () => {
  it('has after a change only the pages in view read anew, the others when they come into view', async () => {
    const list = aList(600);
    const held = await readFar(list, 50);
    list.put('r255', 2_551);
    list.put('r33', 332);

    const now = await afterChange(held, inView(25, 26), list);
    const later = await readPages({ held: now, shown: inView(3), wantsMore: false, ...list });

    expect(list.asked).toEqual(['2490', '2590', '290']);
    expect(now).toHaveLength(50);
    expect(now.filter(({ isOld }) => isOld)).toHaveLength(48);
    expect(rowsByPage(later, idOf).flat()).toContainEqual({ id: 'r33', place: 332 });
    expect(later.filter(({ isOld }) => isOld)).toHaveLength(47);
  });

  it('shows in view what came, without what went, and counts all anew', async () => {
    const list = aList(600);
    const held = await readFar(list, 50);
    list.rows.delete('r250');
    list.rows.delete('r251');
    list.put('new', 2_555);

    const now = await afterChange(held, inView(25, 26), list);

    expect(idsIn(now, 25, 26)).toEqual([
      ...['r252', 'r253', 'r254', 'r255', 'new', 'r256', 'r257', 'r258', 'r259', 'r260'],
      ...['r261', 'r262', 'r263', 'r264', 'r265', 'r266', 'r267', 'r268', 'r269', 'r270'],
    ]);
    expect(newestOf(now)?.total).toBe(599);
  });

  it('goes on without a gap behind a page that ends elsewhere now', async () => {
    const list = aList(600);
    const held = await readFar(list, 50);
    list.put('new', 2_555);

    let now = await afterChange(held, inView(25), list);
    expect(now).toHaveLength(26);
    now = await readPages({ held: now, shown: inView(25), wantsMore: true, ...list });

    expect(idsIn(now, 25, 26).slice(8, 13)).toEqual(['r257', 'r258', 'r259', 'r260', 'r261']);
  });

  it('has a row that moved once, where it was read last', async () => {
    const list = aList(600);
    const held = await readFar(list, 50);
    list.put('r33', 2_555);

    const now = await afterChange(held, inView(25), list);

    expect(idsIn(now, 25)).toContain('r33');
    expect(idsIn(now, 3)).not.toContain('r33');
    expect(
      rowsByPage(now, idOf)
        .flat()
        .filter(({ id }) => id === 'r33'),
    ).toHaveLength(1);
  });
});

describe('a list', () => {
  it('has its first page read anew where none is in view, and one that is empty', async () => {
    const list = aList(0);
    const held = await readFar(list, 1);
    list.put('first', 1);

    const now = await afterChange(held, inView(4), list);

    expect(idsIn(now, 0)).toEqual(['first']);
    expect(idsIn(await afterChange(now, NOWHERE, list), 0)).toEqual(['first']);
    expect(list.asked).toEqual([null, null]);
  });

  it('ends where it has become shorter', async () => {
    const list = aList(40);
    const held = await readFar(list, 4);
    for (let nth = 15; nth < 40; nth += 1) list.rows.delete(`r${nth}`);

    const now = await afterChange(held, inView(1, 2), list);

    expect(now).toHaveLength(2);
    expect(now.at(-1)?.page.next).toBeNull();
  });

  it('is read no further than its first page for what was in view of another list', async () => {
    const list = aList(600);

    await readPages({ held: [], shown: inView(24, 25), wantsMore: false, ...list });

    expect(list.asked).toEqual([null]);
  });
});
