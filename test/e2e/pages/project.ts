import { describe, expect, it } from '@jest/globals';
import type { ProjectPage } from '../../../api/page-responses.ts';
import type { Page, TimelineItem } from '../../../api/responses.ts';
import type { ShownPark } from '../../support/shown-park.ts';
import { closingPages } from './closing-pages.ts';
import { A4, sheetsOf } from './sheets-of.ts';

type Story = Page<TimelineItem>;

/** The page of one project, as its manager and its leader work with it. */
export function oneProject(park: () => ShownPark): void {
  const { look } = closingPages(park);

  const pageOf = (code: string): Promise<ProjectPage> =>
    park().engine.client.get<ProjectPage>(`/projects/${code}/page`);

  describe('the page of one project', () => {
    it('takes the expected day of a milestone from the form that is offered, without reading anew', async () => {
      const page = await look('/app/projects/ZZY-006', { as: '项目经理-14' });
      await page.evaluate('globalThis.neverReloaded = true');
      await page.getByRole('button', { name: '报预计日期' }).click();
      const form = page.getByRole('form', { name: '报预计日期' });
      await form.getByLabel('节点').selectOption({ label: '开工' });
      await form.getByLabel('日期').fill('2026-02-20');
      await form.getByLabel('理由').fill('桩机二月中旬进场');
      await form.getByRole('button', { name: '提交' }).click();
      const row = page.locator('.project .plan-table tr', {
        has: page.getByRole('rowheader', { name: '开工' }),
      });
      await row.getByRole('cell', { name: '2026-02-20' }).waitFor();

      expect(await form.count()).toBe(0);
      expect(await page.evaluate('globalThis.neverReloaded')).toBe(true);
      const { plan } = await pageOf('ZZY-006');
      expect(plan.find(({ code }) => code === 'groundbreaking')?.forecast).toBe('2026-02-20');
    });

    it('says in words why it refuses, and keeps what was entered', async () => {
      const page = await look('/app/projects/ZZY-006', { as: '项目经理-14' });
      await page.getByRole('button', { name: '登记节点完成' }).click();
      const form = page.getByRole('form', { name: '登记节点完成' });
      await form.getByLabel('节点').selectOption({ label: '开工' });
      await form.getByLabel('日期').fill('2027-01-01');
      await form.getByLabel('理由').fill('已开工');
      await form.getByRole('button', { name: '提交' }).click();
      const refusal = page.locator('.ant-message-error');
      await refusal.waitFor();

      expect(await refusal.textContent()).toMatch(/\S{4}/);
      expect(await form.getByLabel('理由').inputValue()).toBe('已开工');
    });

    it('says while its connection is broken, and then shows what happened meanwhile', async () => {
      const as = '项目经理-14';
      const broken = await look('/app/projects/ZZY-006', {
        as,
        onPage: async (page) => {
          await page.route('**/stream', (route) => route.fulfill({ status: 502 }));
        },
      });
      const banner = broken.getByText('连接已断开');
      await banner.waitFor();
      const other = await look('/app/projects/ZZY-006', { as });
      const weekly = other.getByRole('region', { name: '本周进展' });
      await weekly.getByRole('textbox').fill('桩基复工');
      await weekly.getByRole('button', { name: '提交' }).click();
      await other.getByText('桩基复工').first().waitFor();

      expect(await broken.getByText('桩基复工').count()).toBe(0);
      await broken.unroute('**/stream');
      await broken.getByText('桩基复工').first().waitFor();
      await banner.waitFor({ state: 'detached' });
    });

    it('notes a need for coordination, which its owner answers', async () => {
      const need = '协调燃气管线迁改';
      const page = await look('/app/projects/ZZY-006', { as: '项目经理-14' });
      await page.getByLabel('需协调什么').fill(need);
      await page.getByLabel('责任人').selectOption('分管领导-02');
      await page.getByLabel('完成时限').fill('2026-01-30');
      await page.getByRole('button', { name: '提出' }).click();
      const line = page.locator('.lines li', { hasText: need });
      await line.waitFor();
      expect(await line.textContent()).toContain('项目经理-14 → 分管领导-02 2026-01-30 前');

      const owner = await look('/app/projects/ZZY-006', { as: '分管领导-02' });
      const own = owner.locator('.lines li', { hasText: need });
      await own.locator('summary').click();
      await own.getByLabel('办理情况').fill('燃气公司已安排一月底停气迁改');
      await own.getByLabel('已办结').check();
      await own.getByRole('button', { name: '回复' }).click();

      // The manager sees it without reading the page anew.
      await line.filter({ hasText: '燃气公司已安排一月底停气迁改' }).waitFor();
      expect(await line.textContent()).toMatch(/分管领导-02 已办结 \d{4}-\d{2}-\d{2}/);
    });

    it('leads from its colour, and from its story, down to the raw event', async () => {
      const { items } = await park().engine.client.get<Story>('/projects/ZZY-006/timeline');
      const nth = items.findIndex(({ kind }) => kind === 'milestoneReached');
      const page = await look('/app/projects/ZZY-006', { as: '项目经理-14' });
      await page.locator('.signal-blue summary').first().click();
      await page.locator('.signal-blue .grounds code').first().waitFor();
      await page.getByRole('button', { name: '从头查看全部' }).click();
      const line = page.locator('ol.lines > li').nth(nth);
      await line.locator('summary').click();
      const raw = line.locator('pre.raw');
      await raw.waitFor();

      expect(await raw.textContent()).toMatch(/"projectCode": "ZZY-006"/);
      expect(await line.textContent()).toMatch(/主题 \S+ · 分区 \d+ · 位点 \d+/);
    });

    it.each(['ZZY-006', 'ZZY-010', 'ZZY-021'])('%s prints on one sheet of A4', async (code) => {
      const page = await look(`/app/projects/${code}`, { as: '主要领导-01' });

      expect(sheetsOf(await page.pdf({ preferCSSPageSize: true }))).toEqual([A4]);
    });
  });
}
