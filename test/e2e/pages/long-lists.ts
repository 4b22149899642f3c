import { describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { ApprovalList, ProjectList } from '../../../api/page-responses.ts';
import { commandBody } from '../../support/api.ts';
import type { ShownPark } from '../../support/shown-park.ts';
import { closingPages } from './closing-pages.ts';

const PAGES = 6;

/** A list as the page is told that it is: six pages of one row of the park, each row with the `turn` as its name. */
interface LongList {
  turn: number;
  /** Which pages were asked for, from 0. */
  asked: number[];
}

/** Lists that somebody has read far, and what a change makes of them. */
export function longLists(park: () => ShownPark): void {
  const { look } = closingPages(park);

  /** As if the list at a path were long. */
  async function lengthen(page: Page, path: string, list: LongList): Promise<void> {
    const { items } = await park().engine.client.get<ProjectList | ApprovalList>(path, {
      limit: '1',
    });
    await page.route(
      ({ pathname }) => pathname === path,
      async (route) => {
        const { searchParams } = new URL(route.request().url());
        const size = Number(searchParams.get('limit'));
        const nth = Number(searchParams.get('after') ?? 0);
        list.asked.push(nth);
        const rows = Array.from({ length: size }, (_, row) => {
          const code = `LONG-${nth * size + row}`;
          return { ...items[0], code, project: code, name: `${code} 读${list.turn}` };
        });
        const next = nth + 1 < PAGES ? String(nth + 1) : null;
        await route.fulfill({ json: { items: rows, next, total: PAGES * size } });
      },
    );
  }

  async function change(id: string): Promise<void> {
    await park().engine.client.post(
      '/projects/ZZY-006/commands',
      commandBody(`long-list-${id}`, 'update', { noChange: true }),
    );
  }

  const lookAt = async (path: string, address: string): Promise<LongList & { page: Page }> => {
    const list = { turn: 1, asked: [] };
    const page = await look(address, { onPage: (empty) => lengthen(empty, path, list) });
    return Object.assign(list, { page });
  };

  const untilNamed = (page: Page, code: string, turn: number): Promise<void> =>
    page.locator('main tr', { hasText: `${code} 读${turn}` }).waitFor();

  describe('a list that was read far', () => {
    it('has in its table only what is in view read anew after a change, the rest as it comes into view', async () => {
      const list = await lookAt('/projects', '/app/projects');
      const { page } = list;
      for (let nth = 1; nth < PAGES; nth += 1) {
        await scrollTo(page, 200 * nth - 1);
        await untilNamed(page, `LONG-${200 * nth}`, 1);
      }
      await scrollTo(page, 900);
      await untilNamed(page, 'LONG-900', 1);
      Object.assign(list, { turn: 2, asked: [] });

      await change('table');
      await untilNamed(page, 'LONG-900', 2);
      expect(new Set(list.asked)).toEqual(new Set([4]));

      await scrollTo(page, 300);
      await untilNamed(page, 'LONG-300', 2);
      expect(new Set(list.asked)).toEqual(new Set([4, 1]));
    });

    it('draws no more cards than are read anew after each change', async () => {
      const { page } = await lookAt('/projects', '/app/projects?layout=board');
      for (let nth = 1; nth < 5; nth += 1) {
        await page.getByText(`已读取 ${200 * nth} / 1200 个`).waitFor();
        await page.getByRole('button', { name: '继续读取' }).click();
      }

      await page.getByText('显示前 1000 个，共 1200 个').waitFor();
      expect(await page.getByRole('button', { name: '继续读取' }).count()).toBe(0);
    });

    it('has of rows that all stand on the page only those in view read anew', async () => {
      const list = await lookAt('/approvals', '/app/approvals');
      const { page } = list;
      for (let nth = 1; nth < 4; nth += 1) {
        await page.getByRole('button', { name: MORE }).click();
        await untilNamed(page, `LONG-${50 * nth}`, 1);
      }
      await page.getByText('LONG-75 读1').scrollIntoViewIfNeeded();
      Object.assign(list, { turn: 2, asked: [] });

      await change('approvals');
      await untilNamed(page, 'LONG-75', 2);
      expect(new Set(list.asked)).toEqual(new Set([1]));
    });
  });
}

const MORE = '再显示一些';

// As in the style sheet.
const ROW_PX = 48;

const scrollTo = (page: Page, row: number): Promise<unknown> =>
  page.evaluate(`document.querySelector('.list-frame').scrollTop = ${row * ROW_PX}`);
