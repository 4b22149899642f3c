import { describe, expect, it } from '@jest/globals';
import type { Locator, Page as Tab } from 'playwright-core';
import type { ApprovalAnswer } from '../../../api/approval-responses.ts';
import type { ItemAssessment } from '../../../domain/approval/assessment.ts';
import type { ShownPark } from '../../support/shown-park.ts';
import { closingPages } from './closing-pages.ts';

const CODE = 'ZZY-021';
const GRAPH = `/app/projects/${CODE}/approvals/1`;
const LIAISON = '审批联络员-01';
const MANAGER = '项目经理-09';

/** The graph of one project's approval, and what is done with its items. */
export function approvalOfAProject(park: () => ShownPark): void {
  const { look } = closingPages(park);

  const approvalNow = () =>
    park().engine.client.get<ApprovalAnswer>(`/projects/${CODE}/approvals/1`);
  const itemNow = async (id: string): Promise<ItemAssessment> => {
    const { assessment } = await approvalNow();
    const item = assessment.items.find((one) => one.id === id);
    if (!item) throw new Error(`No item ${id}`);
    return item;
  };
  const nodeOf = (page: Tab, id: string): Locator => page.locator(`[data-item="${id}"]`);
  const openItem = async (page: Tab, id: string): Promise<Locator> => {
    await nodeOf(page, id).click();
    const drawer = page.getByRole('dialog');
    await drawer.getByRole('heading', { name: '办理过程与依据' }).waitFor();
    return drawer;
  };
  /** Opens the form of an act, fills it in by label, and sends it. */
  const act = async (
    drawer: Locator,
    [name, send]: readonly [string, string],
    { choose = {}, fill = {} }: Partial<Record<'choose' | 'fill', Record<string, string>>>,
  ): Promise<void> => {
    await drawer.getByRole('button', { name, exact: true }).click();
    const form = drawer.locator('form');
    for (const [label, value] of Object.entries(choose)) {
      await form.getByLabel(label, { exact: true }).selectOption(value);
    }
    for (const [label, value] of Object.entries({ 说明: '按纪要', ...fill })) {
      await form.getByLabel(label, { exact: true }).fill(value);
    }
    await form.getByRole('button', { name: send, exact: true }).click();
    await form.waitFor({ state: 'detached' });
  };

  describe('the graph of an approval', () => {
    it('is reached from the list, and shows of each item its days, holder and clock', async () => {
      const page = await look(`/app/approvals?project=${CODE}`);
      const { assessment } = await approvalNow();
      await page.getByRole('link', { name: assessment.name }).click();
      await nodeOf(page, 'G11').waitFor();
      const [review, corrected] = [await itemNow('G11'), await itemNow('G08')];

      expect(new URL(page.url()).pathname).toBe(GRAPH);
      expect(await nodeOf(page, 'G11').textContent()).toContain(daysOf(review));
      expect(await nodeOf(page, 'G11').textContent()).toContain('走表');
      expect(await nodeOf(page, 'G08').textContent()).toContain(daysOf(corrected));
      expect(await nodeOf(page, 'G08').textContent()).toContain('→ 企业');
      const path = page.getByRole('region', { name: '关键路径' });
      const named = assessment.criticalPath.map(
        (id) => assessment.items.find((one) => one.id === id)?.name.zh,
      );
      expect(named.length).toBeGreaterThan(1);
      expect(await path.getByRole('button').allTextContents()).toEqual(named);
    });

    it('opens an item with its rounds of correction, down to the event that asked', async () => {
      const page = await look(GRAPH);
      const drawer = await openItem(page, 'G08');
      const rounds = drawer.getByRole('region', { name: '补正与停表' });
      const steps = drawer.getByRole('region', { name: '办理过程与依据' }).locator('li');
      const asked = steps.filter({ hasText: '要求补正' }).last();
      await asked.locator('summary').click();
      await asked.locator('pre').waitFor();

      expect(new URL(page.url()).searchParams.get('item')).toBe('G08');
      expect(await rounds.textContent()).toMatch(/第 1 次补正.*弃渣去向未说明.*第 2 次补正/s);
      expect(await asked.locator('pre').textContent()).toContain('SP-ZZY-021-08-2');
      expect(await drawer.getByRole('button', { name: '登记意见' }).count()).toBe(0);
    });

    it('moves on for all who look while a liaison lifts a veto and decides', async () => {
      const watched = await look(GRAPH);
      await watched.evaluate('globalThis.neverReloaded = true');
      await nodeOf(watched, 'G11').waitFor();
      const blocked = watched.getByText('生态环境 不同意，本阶段受阻');
      await blocked.waitFor();
      const drawer = await openItem(await look(GRAPH, { as: LIAISON }), 'G11');
      await act(drawer, ['登记意见', '同意'], { choose: { 部门: '生态环境' } });
      await blocked.waitFor({ state: 'detached' });
      await act(drawer, ['作出决定', '批准'], {});
      const asked = nodeOf(watched, 'G14');
      await asked.getByText(/\d+ 天后期满默认 · 轨道/).waitFor();

      expect((await itemNow('G11')).done).toBe(true);
      expect(await nodeOf(watched, 'G11').getAttribute('class')).toContain('is-done');
      expect(await watched.evaluate('globalThis.neverReloaded')).toBe(true);
    });

    it('asks everybody anew once the manager has handed another design in', async () => {
      const page = await look(GRAPH, { as: MANAGER });
      const drawer = await openItem(page, 'G11');
      await act(drawer, ['变更设计', '提交'], {});
      const opinions = drawer.getByRole('region', { name: '征求意见' });
      await opinions.getByText('待答复').first().waitFor();

      const { departments } = await itemNow('G11');
      expect(departments.map(({ state }) => state)).not.toContain('agree');
    });

    it('drops an item that the project has no need of, once somebody says why', async () => {
      const page = await look(GRAPH, { as: MANAGER });
      await nodeOf(page, 'G20').waitFor();
      await page.getByRole('button', { name: '项目特征' }).click();
      const form = page.locator('form', { has: page.getByLabel('须占掘路或迁移绿化') });
      await form.getByLabel('须占掘路或迁移绿化').selectOption('false');
      await form.getByLabel('说明', { exact: true }).fill('管线改走园区支路');
      await form.getByRole('button', { name: '提交' }).click();
      await nodeOf(page, 'G20').waitFor({ state: 'detached' });

      expect((await itemNow('G20')).applies).toBe('no');
    });
  });
}

const daysOf = ({ clocks }: ItemAssessment): string => {
  const running = clocks.find((clock) => clock.running);
  return `${running?.usedDays ?? '?'} / ${running?.limitDays ?? '?'} 个工作日`;
};
