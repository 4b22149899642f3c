import { describe, expect, it } from '@jest/globals';
import type { SystemAnswer } from '../../../api/page-responses.ts';
import type { ShownPark } from '../../support/shown-park.ts';
import { tabTo } from './by-keyboard.ts';
import { closingPages } from './closing-pages.ts';

const KEEPER = '数据管理员-01';

/** How the engine does, as whoever keeps it sees it. */
export function systemWatched(park: () => ShownPark): void {
  const { look } = closingPages(park);

  const systemNow = () => park().engine.client.get<SystemAnswer>('/system');

  describe('the system', () => {
    it('tells of each part how it does, how long events take, and by which rules it goes', async () => {
      const page = await look('/app/system', { as: KEEPER });
      const { parts, definitions } = await systemNow();
      const states = page.locator('.part-state');
      const rules = page.getByRole('region', { name: '在用的规则版本' }).locator('tbody tr');
      const lag = page.getByRole('region', { name: /从事件到屏幕/ });

      // Nothing is done here: what is wider than a phone has to be reached without a mouse.
      await tabTo(page, page.getByRole('group', { name: '在用的规则版本' }));

      expect(await states.count()).toBe(parts.length);
      expect((await states.allTextContents()).every((text) => STATE.test(text))).toBe(true);
      expect(await page.locator('tr', { hasText: 'PostgreSQL' }).textContent()).toContain('✓ 正常');
      expect(await rules.locator('code').allTextContents()).toEqual(
        definitions.map(({ id, version }) => `${id}@${version}`),
      );
      expect(await lag.textContent()).toMatch(/\d+ 毫秒/);
    });

    it('says in words that a part is away, and what goes on without it', async () => {
      const system = await systemNow();
      const parts = system.parts.map((one) =>
        one.part === 'temporal' ? { ...one, state: 'away', detail: 'noAnswer' } : one,
      );
      const page = await look('/app/system', {
        as: KEEPER,
        onPage: async (empty) => {
          await empty.route('**/system', async (route) => {
            const isPage = route.request().resourceType() === 'document';
            await (isPage ? route.continue() : route.fulfill({ json: { ...system, parts } }));
          });
        },
      });
      const row = page.locator('tr', { hasText: '工作流 Temporal' });

      expect(await row.textContent()).toMatch(/✕ 无应答.*事实与日期照常计算/s);
    });
  });
}

// How busy the machine is decides which.
const STATE = /^(✓ 正常|! 滞后|✕ 无应答|\? 未知)$/;
