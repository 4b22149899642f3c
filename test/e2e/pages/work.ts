import { describe, expect, it } from '@jest/globals';
import type { NeedList } from '../../../api/page-responses.ts';
import type { ShownPark } from '../../support/shown-park.ts';
import { until } from '../../support/temporal-until.ts';
import { closingPages } from './closing-pages.ts';

const LIAISON = '审批联络员-01';

/** What waits for a liaison, on a phone. */
export function workOfALiaison(park: () => ShownPark): void {
  const { look } = closingPages(park);

  const needsNow = () => park().engine.client.get<NeedList>('/needs', { person: LIAISON });

  describe('my work', () => {
    it('lists what is due with its clock, the earliest first', async () => {
      const page = await look('/app/work', { as: LIAISON, onPhone: true });
      const { items } = await needsNow();
      const clocks = await page.locator('.need-clock').allTextContents();

      expect(items.length).toBeGreaterThan(5);
      expect(clocks.map((text) => text.split(' ')[0])).toEqual(
        items.map(({ due }) => due ?? '无时限'),
      );
      expect(
        clocks.every((text) => /还剩 \d+ 个工作日|今天到期|⚠ 逾期 \d+ 天|无时限/.test(text)),
      ).toBe(true);
    });

    it('takes an answer in place, after which it is asked no more', async () => {
      const accepts = ({ project, object, dutyKind }: NeedList['items'][number]): boolean =>
        `${project} ${object} ${String(dutyKind)}` === 'ZZY-008 R06 accept';
      const page = await look('/app/work', { as: LIAISON, onPhone: true });
      const card = page.locator('.need', { hasText: '成品油管道泵站迁改' }).filter({
        hasText: '建设工程规划许可',
      });
      const asked = (await card.locator('.need-what').textContent()) ?? '';
      expect((await needsNow()).items.some(accepts)).toBe(true);
      await card.locator('.need-head').tap();
      await card.locator('form').getByRole('button', { name: '受理', exact: true }).tap();
      await page.locator('.need-what', { hasText: asked }).waitFor({ state: 'detached' });

      await until(async () => !(await needsNow()).items.some(accepts));
      expect(asked).toContain('建设工程规划许可');
      expect(await page.locator('.need').count()).toBe((await needsNow()).items.length);
    });
  });
}
