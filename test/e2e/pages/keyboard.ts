import { describe, expect, it } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import type { ShownPark } from '../../support/shown-park.ts';
import { until } from '../../support/temporal-until.ts';
import { hasFocus, tabTo } from './by-keyboard.ts';
import { closingPages } from './closing-pages.ts';

/** Where Tab has to lead, and what is pressed there: keys, or a text that is typed. */
interface Step {
  to: (page: Page) => Locator;
  press?: readonly string[];
  type?: string;
}

/** What people come to a page for, done without a mouse. */
interface Way {
  name: string;
  path: string;
  as: string;
  steps: readonly Step[];
  /** What is there afterwards. */
  shows: (page: Page) => Locator;
}

const button =
  (name: string) =>
  (page: Page): Locator =>
    page.getByRole('button', { name, exact: true }).first();

const WAYS: readonly Way[] = [
  {
    name: 'from a count to its projects',
    ...{ path: '/app/', as: '分管领导-01' },
    steps: [{ to: (page) => page.locator('.count-yellow a'), press: ['Enter'] }],
    shows: (page) => page.locator('table.list'),
  },
  {
    name: 'from the list to a project',
    ...{ path: '/app/projects', as: '分管领导-01' },
    steps: [
      {
        to: (page) => page.getByRole('region', { name: /项目列表/ }),
        press: ['ArrowDown', 'ArrowDown', 'Enter'],
      },
    ],
    shows: (page) => page.getByRole('heading', { level: 1, name: /^ZZY-/ }),
  },
  {
    name: 'from a card to what is missing',
    ...{ path: '/app/projects?layout=board', as: '分管领导-01' },
    steps: [{ to: button('还缺什么'), press: ['Enter'] }],
    shows: (page) => page.getByRole('dialog').locator('li strong').first(),
  },
  {
    name: 'the weekly update',
    ...{ path: '/app/projects/ZZY-011', as: '项目经理-07' },
    steps: [
      {
        to: (page) => page.getByLabel('本周进展').locator('visible=true').last(),
        type: '地勘已完成',
      },
      { to: button('提交'), press: ['Enter'] },
    ],
    shows: (page) => page.locator('main p', { hasText: /地勘已完成/ }),
  },
  {
    name: 'from the approvals to a graph',
    ...{ path: '/app/approvals', as: '分管领导-01' },
    steps: [
      { to: (page) => page.locator('main a[href*="/approvals/"]').first(), press: ['Enter'] },
    ],
    shows: (page) => page.locator('.approval-graph .item-node').first(),
  },
  {
    name: 'from a graph to an item',
    ...{ path: '/app/projects/ZZY-021/approvals/1', as: '分管领导-01' },
    steps: [
      {
        to: (page) => page.locator('.item-node[tabindex="0"]'),
        press: ['ArrowRight', 'ArrowDown', 'Enter'],
      },
    ],
    shows: (page) => page.getByRole('dialog'),
  },
  {
    name: 'the acknowledgement of an alert',
    ...{ path: '/app/alerts', as: '项目经理-07' },
    steps: [
      { to: (page) => page.locator('a[data-alert]').first(), press: ['Enter'] },
      { to: button('签收'), press: ['Enter'] },
    ],
    shows: (page) => page.locator('.alert-list', { hasText: /[^未]签收/ }),
  },
  {
    name: 'the answer to what waits',
    ...{ path: '/app/work', as: '审批联络员-01' },
    steps: [{ to: (page) => page.locator('.need-head').first(), press: ['Enter'] }],
    shows: (page) => page.locator('.need-body form, .need-body button').first(),
  },
  {
    name: 'the way out of the wall',
    ...{ path: '/app/?mode=wall', as: '分管领导-01' },
    steps: [{ to: (page) => page.locator('.leave'), press: ['Escape'] }],
    shows: (page) => page.locator('nav.pages'),
  },
];

const IN_DRAWER = "document.activeElement.closest('.ant-drawer') !== null";

/** Each page's main path with the keyboard alone, the focus being seen on the way. */
export function byKeyboard(park: () => ShownPark): void {
  const { look } = closingPages(park);

  describe('by keyboard alone', () => {
    it.each(WAYS)('leads $name', async ({ path, as, steps, shows }) => {
      const page = await look(path, { as });
      for (const { to, press = [], type } of steps) {
        await tabTo(page, to(page));
        if (type !== undefined) await page.keyboard.type(type);
        for (const key of press) await page.keyboard.press(key);
      }
      await shows(page).waitFor();

      expect(park().takeFaults()).toEqual([]);
    });

    it('chooses a file and sends it', async () => {
      const page = await look('/app/projects/import', { as: '数据管理员-01' });
      await tabTo(page, page.getByLabel(/清单文件/));
      const chooser = page.waitForEvent('filechooser');
      await page.keyboard.press('Enter');
      await (
        await chooser
      ).setFiles({ name: 'a.xlsx', mimeType: 'text/plain', buffer: Buffer.from('a') });
      await tabTo(page, button('上传并检查')(page));
      await page.keyboard.press('Enter');

      await page.locator('main [role=alert]').waitFor();
    });

    it.each([
      { path: '/app/projects/ZZY-021/approvals/1', from: '.item-node[tabindex="0"]' },
      { path: '/app/projects?layout=board', from: '.card button' },
    ])('comes back in $path to where a drawer was opened from', async ({ path, from }) => {
      const page = await look(path);
      const opener = page.locator(from).first();
      await tabTo(page, opener);
      await page.keyboard.press('Enter');
      await until(() => page.evaluate<boolean>(IN_DRAWER));
      await page.keyboard.press('Escape');

      await until(() => hasFocus(page, opener));
    });
  });
}
