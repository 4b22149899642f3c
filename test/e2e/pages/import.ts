import { describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { ProjectList } from '../../../api/page-responses.ts';
import type { ShownPark } from '../../support/shown-park.ts';
import { xlsxOf } from '../../support/sheets.ts';
import { closingPages } from './closing-pages.ts';

const AS = { as: '数据管理员-01' };

/** The import of a park's own list, from the file to the project's page. */
export function importOfAList(park: () => ShownPark): void {
  const { look } = closingPages(park);

  const total = async (): Promise<number> =>
    (await park().engine.client.get<ProjectList>('/projects', { limit: '1' })).total;

  describe('the import of a list', () => {
    it('shows what is wrong and what is guessed in each row, and writes when it is confirmed', async () => {
      const before = await total();
      const page = await look('/app/projects/import', AS);
      await upload(page);
      const row = (nth: number) =>
        page.locator('.staged tbody tr', {
          has: page.locator(`td:first-child:text-is("${nth}")`),
        });
      await row(3).waitFor();

      expect(await row(2).textContent()).toMatch(/10月底.*推断为.*取月末/);
      expect(
        await row(2)
          .getByLabel(/投用 · 计划/)
          .inputValue(),
      ).toBe('2026-10-31');
      expect(await row(3).textContent()).toMatch(/“开工计划”列.*待定.*不是日期/);
      expect(await total()).toBe(before);

      await row(3)
        .getByLabel(/开工 · 计划/)
        .fill('2026-05-01');
      await row(3).getByRole('button', { name: '更正' }).click();
      await row(3).filter({ hasNotText: '不是日期' }).waitFor();
      await page.getByLabel('接受其余推断').check();
      await page.getByRole('button', { name: '确认写入' }).click();
      await page.locator('output', { hasText: '登记 2 个，变更 0 项，拒绝 0 项。' }).waitFor();

      expect(await total()).toBe(before + 2);
      await row(3).getByRole('link').click();
      await page.getByRole('heading', { level: 1, name: '湖畔检测中心' }).waitFor();
      expect(await page.locator('.plan-table').textContent()).toContain('2026-05-01');
    });

    it('shows how far it is, and goes on where a lost connection broke it off', async () => {
      const before = await total();
      const page = await look('/app/projects/import', AS);
      await upload(page, await aLongList());
      await page.locator('.states', { hasText: '可写入 30' }).waitFor();
      const losing = '**/imports/*/confirm';
      let asked = 0;
      await page.route(losing, (route) => {
        asked += 1;
        return asked === 1 ? route.continue() : route.abort('connectionreset');
      });

      await page.getByRole('button', { name: '确认写入' }).click();
      await page.locator('main [role=alert]').waitFor();
      const half = await page.getByRole('progressbar').getAttribute('aria-label');
      expect(half).toBe('已写入 25 / 30 行');
      await page.unroute(losing);
      await page.reload();
      await page.getByRole('progressbar', { name: half ?? '' }).waitFor();
      expect(await page.locator('main').textContent()).toContain('未写完');
      await page.getByRole('button', { name: '继续写入' }).click();
      await page.locator('output', { hasText: '登记 30 个，变更 0 项，拒绝 0 项。' }).waitFor();

      expect(await total()).toBe(before + 30);
      await page.reload();
      await page.locator('output', { hasText: '登记 30 个' }).waitFor();
    });

    it('changes nothing when it comes again', async () => {
      const before = await total();
      const page = await look('/app/projects/import', AS);
      await upload(page);
      await page.locator('.states', { hasText: '无变化' }).waitFor();
      await page.getByRole('button', { name: '确认写入' }).click();
      await page.locator('output', { hasText: '登记 0 个，变更 0 项，拒绝 0 项。' }).waitFor();

      expect(await total()).toBe(before);
    });

    it('refuses in words what is no workbook', async () => {
      const page = await look('/app/projects/import', AS);
      await upload(page, Buffer.from('项目名称'));
      const refusal = page.locator('main [role=alert]');
      await refusal.waitFor();

      expect(await refusal.textContent()).toMatch(/xlsx/);
    });
  });
}

async function upload(page: Page, bytes?: Uint8Array): Promise<void> {
  const buffer = Buffer.from(bytes ?? (await aList()));
  const mimeType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  await page.getByLabel(/清单文件/).setInputFiles({ name: '清单.xlsx', mimeType, buffer });
  await page.getByRole('button', { name: '上传并检查' }).click();
}

// One row as people write it, one with a fault.
const aList = (): Promise<Uint8Array> =>
  xlsxOf([
    ['编码', '项目名称', '投资主体', '开工计划', '投产计划'],
    ['ZZY-301', '湖畔光学元件', '湖畔光学', '2026.3.1', '10月底'],
    ['ZZY-302', '湖畔检测中心', '湖畔检测', '待定', '2026-12-31'],
  ]);

// More rows than one request writes.
const aLongList = (): Promise<Uint8Array> =>
  xlsxOf([
    ['编码', '项目名称', '投资主体', '建设性质', '签约计划', '投产计划'],
    ...Array.from({ length: 30 }, (_, at) => [
      ...[
        `ZZY-${at + 401}`,
        `湖畔厂房${at + 1}号`,
        '湖畔',
        'greenfield',
        '2026-03-01',
        '2027-03-31',
      ],
    ]),
  ]);
