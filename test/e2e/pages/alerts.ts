import { describe, expect, it } from '@jest/globals';
import type { Page as Tab } from 'playwright-core';
import type { AlertDetail, ListedAlert } from '../../../api/alert-responses.ts';
import type { Page } from '../../../api/responses.ts';
import type { ShownPark } from '../../support/shown-park.ts';
import { until } from '../../support/temporal-until.ts';
import { closingPages } from './closing-pages.ts';
import { fromFeed } from './sent-events.ts';

// The permit of a project that builds by it is revoked: feed-020 says so, feed-027 that it is issued anew.
const REVOKED = 'alert/ZZY-015/constructionPermit/withdrawn';

/** An alert from the inbox until it is closed. */
export function alertsHandled(park: () => ShownPark): void {
  const { look } = closingPages(park);

  const listed = async (query: Record<string, string>): Promise<string[]> => {
    const { items } = await park().engine.client.get<Page<ListedAlert>>('/alerts', query);
    return items.map(({ id }) => id).sort();
  };
  const alertNow = (id: string) =>
    park().engine.client.get<AlertDetail>(`/alerts/${encodeURIComponent(id)}`);
  const shownIn = (page: Tab): Promise<string[]> =>
    page.evaluate(
      `[...document.querySelectorAll('[data-alert]')].map((one) => one.dataset.alert).sort()`,
    );
  const publish = async (id: string): Promise<void> => {
    const { sink, config } = park().engine;
    await sink.publish([fromFeed(id, config.clock.offsetMs)]);
  };
  const isRevoked = async () => (await listed({ project: 'ZZY-015' })).includes(REVOKED);
  // An id that comes again with another time is a conflict, no duplicate.
  const revoke = async (): Promise<void> => {
    if (!(await isRevoked())) await publish('feed-020');
    await until(isRevoked);
  };
  const openAlert = (id: string, as: string): Promise<Tab> =>
    look(`/app/alerts?alert=${encodeURIComponent(id)}`, { as });

  describe('the inbox of alerts', () => {
    it('is narrowed to own projects, and to one of them', async () => {
      const page = await look('/app/alerts', { as: '督查室-01' });
      await page.getByLabel('责任人').selectOption('项目经理-14');
      const ofPerson = await listed({ person: '项目经理-14' });
      await until(async () => same(await shownIn(page), ofPerson));
      await page.getByLabel('责任人').selectOption('');
      await page.getByPlaceholder('编码或名称').fill('ZZY-016');
      const ofProject = await listed({ project: 'ZZY-016' });
      await until(async () => same(await shownIn(page), ofProject));

      expect(ofPerson.every((id) => id.startsWith('alert/ZZY-00'))).toBe(true);
      expect(ofProject).toHaveLength(2);
      expect(new URL(page.url()).searchParams.get('project')).toBe('ZZY-016');
      await page.goBack();
      await until(async () => (await shownIn(page)).length > ofProject.length);
    });

    it('tells why, what would turn it, and what is done next when nobody acts', async () => {
      await revoke();
      const page = await look('/app/alerts?project=ZZY-015', { as: '督查室-01' });
      await page.locator(`[data-alert="${REVOKED}"]`).press('Enter');
      const detail = page.locator('.alert-detail');
      const { reason, toCome } = await alertNow(REVOKED);
      const ladder = detail.getByRole('region', { name: /下一步督办/ });
      await ladder.waitFor();

      expect(await detail.getByRole('region', { name: '为什么' }).textContent()).toContain(
        reason?.text ?? 'no reason',
      );
      expect(toCome.length).toBeGreaterThan(0);
      expect(await ladder.locator('li').count()).toBe(toCome.length);
      expect(await ladder.locator('li').first().textContent()).toMatch(/\d\d:\d\d .*→ \S/);
    });
  });

  describe('an alert', () => {
    it('is acknowledged with its cause and snoozed until it is worse', async () => {
      const late = 'alert/ZZY-006/constructionPermit/due';
      const page = await openAlert(late, '项目经理-14');
      const acts = page.getByRole('region', { name: '处置' });
      await acts
        .getByRole('button', { name: /^签收：/ })
        .first()
        .click();
      await acts.getByText(/项目经理-14 于 .* 签收/).waitFor();
      await acts.getByRole('button', { name: '稍后提醒' }).click();
      await acts.getByRole('button', { name: '加重时才提醒' }).click();
      await acts.getByText('设为加重时再提醒').waitFor();

      const { standing, causes } = await alertNow(late);
      expect(standing?.acknowledged).toMatchObject({ by: '项目经理-14', cause: causes[0] });
      expect(standing?.snoozed).toMatchObject({ by: '项目经理-14' });
      expect(standing?.snoozed?.until).toBeUndefined();
      expect(await page.locator(`[data-alert="${late}"]`).textContent()).toContain('已签收');
    });

    it('is rectified by one, verified by another and closed by a third', async () => {
      await revoke();
      const filer = await openAlert(REVOKED, '项目经理-02');
      await filer.getByRole('button', { name: '整改', exact: true }).click();
      await filer.getByLabel('整改措施').fill('补齐监理合同，重新申领');
      await filer.getByLabel('原因').selectOption({ index: 1 });
      await filer.getByLabel('整改后预计完成日').fill('2026-02-10');
      await filer.locator('form').getByRole('button', { name: '整改' }).click();
      await filer.getByText('补齐监理合同，重新申领').first().waitFor();
      await publish('feed-027');
      const verifier = await openAlert(REVOKED, '督查室-01');
      await verifier.getByRole('button', { name: '核验', exact: true }).click();
      await verifier.getByLabel('核验依据').fill('已核对新证');
      await verifier.getByRole('button', { name: '核验通过' }).click();
      await verifier.getByText(/督查室-01 于 .* 核验通过/).waitFor();
      const verified = (await alertNow(REVOKED)).state;
      const leader = await openAlert(REVOKED, '主要领导-01');
      await leader.getByRole('button', { name: '销号', exact: true }).click();
      await leader.getByRole('button', { name: '批准销号' }).click();
      // Each page hears of it by itself.
      await filer.getByRole('region', { name: '经过' }).getByText('主要领导-01').waitFor();
      await verifier.getByRole('region', { name: '经过' }).getByText('主要领导-01').waitFor();
      const gone = { state: 'detached' } as const;
      await filer.getByRole('button', { name: '核验', exact: true }).waitFor(gone);
      await verifier.getByRole('button', { name: '销号', exact: true }).waitFor(gone);

      expect(verified).toBe('toApprove');
      const { standing } = await alertNow(REVOKED);
      expect(standing?.closed).toMatchObject({ cause: 'APPROVED', by: '主要领导-01' });
    });
  });
}

const same = (a: readonly string[], b: readonly string[]): boolean => a.join() === b.join();
