import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { read, utils } from '@e965/xlsx';
import type { Page } from 'playwright-core';
import type { ProjectList } from '../../../api/page-responses.ts';
import type { InboxItem } from '../../../api/people-responses.ts';
import type { Page as Part, ProjectDetail } from '../../../api/responses.ts';
import { untilRead } from '../../support/browser-visit.ts';
import type { ShownPark } from '../../support/shown-park.ts';
import { until } from '../../support/temporal-until.ts';
import { closingPages } from './closing-pages.ts';

const CODE = /ZZY-\d{3}/;

/** The codes that a page shows as links to their projects, in its order. */
async function codesOn(page: Page): Promise<string[]> {
  const texts = await page.locator('main a[href^="/app/projects/ZZY-"]').allTextContents();
  return texts.flatMap((text) => CODE.exec(text)?.[0] ?? []);
}

/** Waits until a page shows these projects and no others. */
const untilShown = (page: Page, codes: readonly string[]): Promise<void> =>
  until(async () => sorted(await codesOn(page)) === sorted(codes));

const sorted = (codes: readonly string[]): string => [...codes].sort().join();

/** The page Projects, as a leader works with it. */
export function listOfProjects(park: () => ShownPark): void {
  const { look } = closingPages(park);

  const codesOf = async (query: Record<string, string>): Promise<string[]> => {
    const { items } = await park().engine.client.get<ProjectList>('/projects', {
      ...{ open: 'true', limit: '200' },
      ...query,
    });
    return items.map(({ code }) => code);
  };

  describe('the list of projects', () => {
    it('keeps filter and layout in the address, through reading anew and back', async () => {
      const yellow = await codesOf({ colour: 'yellow' });
      const page = await look('/app/projects');
      const more = (await codesOn(page)).length;
      await page.locator('.filters').getByRole('button', { name: '黄' }).click();
      await untilShown(page, yellow);
      await page.getByRole('button', { name: '看板' }).click();
      await page.locator('.board').waitFor();
      const address = new URL(page.url()).search;
      await page.reload();
      await untilRead(page);

      await untilShown(page, yellow);
      expect(address).toBe('?colour=yellow&layout=board');
      expect(await page.locator('.board').count()).toBe(1);

      await page.goBack();
      await page.locator('table.list').waitFor();
      await untilShown(page, yellow);
      await page.goBack();

      await until(async () => (await codesOn(page)).length === more);
      expect(yellow.length).toBeLessThan(more);
    });

    it('lies along time by the next milestone, the earliest first', async () => {
      const page = await look('/app/projects?colour=yellow,red&layout=timeline');

      expect(await codesOn(page)).toEqual(await codesOf({ colour: 'yellow,red', sort: 'next' }));
      expect(await page.locator('.axis .mark').count()).toBe((await codesOn(page)).length);
    });

    it.each(['dragged', 'asked for'])(
      'says what is missing of a card that is %s, and leaves it',
      async (how) => {
        const page = await look('/app/projects?layout=board');
        // All columns in sight: a board that scrolls under the hand is the browser's matter.
        await page.setViewportSize({ width: 2_800, height: 900 });
        const card = page.locator('.card', { hasText: 'ZZY-016' });
        const column = page.locator('.board-column', {
          has: page.locator('h2', { hasText: '开工' }),
        });
        if (how === 'dragged') await card.dragTo(column);
        else await card.getByRole('button', { name: '还缺什么' }).click();
        const lacks = page.getByRole('dialog').locator('li strong');
        await lacks.first().waitFor();

        expect(await page.getByRole('dialog').textContent()).toContain('天澜显示技改扩产：到“');
        expect(await lacks.allTextContents()).toContain('施工许可证');
        const { stage } = await park().engine.client.get<ProjectDetail>('/projects/ZZY-016');
        expect(stage).toBe('filed');
        await page.keyboard.press('Escape');
        expect(await column.locator('.card', { hasText: 'ZZY-016' }).count()).toBe(0);
      },
    );

    it('keeps a view under a name for whoever saved it, until it is deleted', async () => {
      const page = await look('/app/projects?colour=yellow&sort=next');
      await page.getByRole('button', { name: '保存为视图' }).click();
      await page.getByLabel('视图名称').fill('本周看黄');
      await page.getByRole('button', { name: '保存', exact: true }).click();
      await page.getByRole('button', { name: '删除视图“本周看黄”' }).waitFor();
      await page.goto('/app/projects');
      await untilRead(page);
      await page.getByLabel('已存视图').selectOption({ label: '本周看黄' });
      await untilShown(page, await codesOf({ colour: 'yellow' }));

      expect(new URL(page.url()).search).toBe('?colour=yellow&sort=next');
      const others = await look('/app/projects', { as: '主要领导-01' });
      expect(await others.getByLabel('已存视图').textContent()).not.toContain('本周看黄');

      await page.getByRole('button', { name: '删除视图“本周看黄”' }).click();
      await page.getByLabel('已存视图').locator('option', { hasText: '本周看黄' }).waitFor({
        state: 'detached',
      });
    });

    it('reminds the managers of all that are selected, once a day', async () => {
      const page = await look('/app/projects?q=ZZY-00');
      const words = '周五前报预计竣工日';
      await page.getByLabel('选择 园区220kV变电站').check();
      await page.getByLabel('选择 园区污水处理二厂').check();
      await page.getByLabel('附言（可不填）').fill(words);
      await page.getByRole('button', { name: '催办' }).click();
      const outcome = page.locator('.picked output');
      await outcome.filter({ hasText: '已提醒 2 人。' }).waitFor();

      for (const manager of ['项目经理-11', '项目经理-12']) {
        const { items } = await park().engine.client.get<Part<InboxItem>>(
          `/people/${manager}/inbox`,
        );
        expect(JSON.stringify(items)).toContain(words);
      }

      await page.getByRole('button', { name: '催办' }).click();
      await outcome.filter({ hasText: '今天已提醒过' }).waitFor();
    });

    it('gives what is listed as a workbook, with colours in words', async () => {
      const codes = await codesOf({ colour: 'red,yellow' });
      const page = await look('/app/projects?colour=red,yellow');
      await page.locator('summary', { hasText: '导出' }).click();
      const coming = page.waitForEvent('download');
      await page.getByRole('link', { name: '项目清单（xlsx）' }).click();
      const file = await coming;
      const rows = rowsOf(await readFile(await file.path()));

      expect(file.suggestedFilename()).toMatch(/\.xlsx$/);
      expect(sorted(rows.flatMap((row) => row.match(CODE)?.[0] ?? []))).toBe(sorted(codes));
      expect(rows.filter((row) => CODE.test(row)).every((row) => /[■▲] [红黄]/.test(row))).toBe(
        true,
      );
    });
  });
}

/** Each row of the first sheet as one text. */
function rowsOf(bytes: Buffer): string[] {
  const { Sheets } = read(bytes, { type: 'buffer' });
  const [sheet] = Object.values(Sheets);
  const rows = sheet ? utils.sheet_to_json<unknown[]>(sheet, { header: 1 }) : [];
  return rows.map((row) => row.join(' '));
}
