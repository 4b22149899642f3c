import { describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { PlanAnswer, PlanMilestone } from '../../../api/page-responses.ts';
import type { ShownPark } from '../../support/shown-park.ts';
import { until } from '../../support/temporal-until.ts';
import { closingPages } from './closing-pages.ts';
import { tabTo } from './by-keyboard.ts';
import { A3_WIDE, sheetsOf } from './sheets-of.ts';

/** The page Plan, as it is read at the wall, by keyboard and by ear. */
export function wallChart(park: () => ShownPark): void {
  const { look } = closingPages(park);

  describe('the plan', () => {
    it('is zoomed from years to weeks by keyboard alone, in the address', async () => {
      const page = await look('/app/plan');
      const seen: number[] = [];
      for (const scale of ['年', '季', '月', '周']) {
        await tabTo(page, page.getByRole('button', { name: scale, exact: true }));
        await page.keyboard.press('Enter');
        await page.locator('[aria-pressed=true]', { hasText: scale }).waitFor();
        seen.push(await daysSeen(page));
      }

      expect(seen).toEqual([1095, 365, 92, 28].map((days) => expect.closeTo(days, -1)));
      expect(new URL(page.url()).searchParams.get('zoom')).toBe('week');
    });

    it('is walked through with the arrow keys, line by line and told in words', async () => {
      const page = await look('/app/plan?q=ZZY-020');
      await tabTo(page, page.getByRole('treeitem').first());
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('End');
      const last = page.getByRole('treeitem').last();
      await until(async () => (await last.getAttribute('aria-selected')) === 'true');

      expect(await last.getAttribute('aria-level')).toBe('2');
      const told = await page.locator('.plan-detail [role=status]').textContent();
      expect(told).toMatch(/启创科二期 \S+：.+原计划 .+现计划 .+预计 \d{4}/);

      await page.keyboard.press('Home');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: 'ZZY-020' }).waitFor();
    });

    it('says in a table, for who cannot see it, each date that it draws', async () => {
      const { items } = await park().engine.client.get<PlanAnswer>('/plan', { q: 'ZZY-006' });
      const page = await look('/app/plan?q=ZZY-006');
      await page.getByRole('table', { name: '节点表' }).getByRole('cell').first().waitFor();
      const told = await page.evaluate<string[][]>(CELLS);

      expect(told).toEqual(items[0]?.milestones.map(cellsOf));
      expect(told.flat().filter((cell) => /^\d+ 天$/.test(cell)).length).toBeGreaterThan(0);
    });

    it('draws what was planned, what is and what is expected, each in its own way', async () => {
      const { items } = await park().engine.client.get<PlanAnswer>('/plan', { q: 'ZZY-006' });
      const milestones = items[0]?.milestones ?? [];
      // Three years: all of it is in sight.
      const page = await look('/app/plan?q=ZZY-006&zoom=year');
      const drawn = (style: string) => page.locator(`.plan-chart svg path${style}`).count();
      const marked = (day: (one: PlanMilestone) => string | null) =>
        milestones.filter((one) => day(one) !== null).length;

      await until(async () => (await drawn(GHOST_MARK)) > 0);
      expect(await drawn(GHOST_MARK)).toBe(marked(({ baseline }) => baseline));
      expect(await drawn(REACHED_MARK)).toBe(marked(({ actual }) => actual));
      expect(await drawn(FORECAST_BAR)).toBe(1);
      expect(await page.locator('.plan-legend').textContent()).toMatch(/原计划.*实际.*预计.*逾期/);
    });

    it('prints wide, with the table behind the chart', async () => {
      const page = await look('/app/plan');
      const sheets = sheetsOf(await page.pdf({ preferCSSPageSize: true }));

      expect(sheets).toEqual(sheets.map(() => A3_WIDE));
      expect(sheets.length).toBeGreaterThan(1);
    });
  });
}

// By what tells them apart on the screen and on paper.
const GHOST_MARK = '[stroke="#6b7885"]';
const REACHED_MARK = '[fill="#1f3a4a"]';
const FORECAST_BAR = '[stroke-dasharray="4,3"]';

async function daysSeen(page: Page): Promise<number> {
  const text = await page.locator('.plan-bar .note').first().textContent();
  const [from = '', to = ''] = text?.match(/\d{4}-\d{2}-\d{2}/g) ?? [];
  return (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1;
}

const CELLS = `[...document.querySelectorAll('.plan-table tbody tr:not(.of-project)')]
  .map((row) => [...row.children].map((cell) => cell.textContent))
  .map((cells) => cells.filter((_, at) => at !== 1 && at !== 2 && at < 8))`;

/** The cells of a line, but for its state, its colour and what it waits for. */
const cellsOf = ({ label, baseline, due, expected, actual, lateDays }: PlanMilestone): string[] => [
  ...[label.zh, baseline ?? '', due ?? ''],
  ...[(actual === null && expected) || '', actual ?? '', lateDays > 0 ? `${lateDays} 天` : ''],
];
