import { describe, expect, it } from '@jest/globals';
import type { Locator, Page as Tab } from 'playwright-core';
import type { ProjectFindings } from '../../../api/intake-responses.ts';
import type { DeadLetterSummary, Page, ParkedProject, Source } from '../../../api/responses.ts';
import { encode } from '../../../gateway/codec.ts';
import { EVENT_LABELS } from '../../../schemas/event-labels.ts';
import { anEvent } from '../../support/an-event.ts';
import type { ShownPark } from '../../support/shown-park.ts';
import { until } from '../../support/temporal-until.ts';
import { tabTo } from './by-keyboard.ts';
import { closingPages } from './closing-pages.ts';
import { fromFeed } from './sent-events.ts';

const KEEPER = '数据管理员-01';
// A certificate without its number, and a word on a project that nobody has registered.
const LETTER = 'feed-007';
const PARKED = 'feed-013';

/** What could not be taken in, and how somebody settles it. */
export function dataMended(park: () => ShownPark): void {
  const { look } = closingPages(park);

  const publish = async (id: string): Promise<void> => {
    const { sink, config } = park().engine;
    await sink.publish([fromFeed(id, config.clock.offsetMs)]);
  };
  const lettersNow = async (): Promise<DeadLetterSummary[]> => {
    const { items } = await park().engine.client.get<Page<DeadLetterSummary>>('/dead-letters');
    return items.filter(({ eventId }) => eventId === LETTER);
  };
  const region = (page: Tab, name: string) => page.getByRole('region', { name });

  describe('the quality of data', () => {
    it('names each source with its last event and whether it still speaks', async () => {
      const page = await look('/app/data', { as: KEEPER });
      const { items } = await park().engine.client.get<{ items: Source[] }>('/sources');
      const rows = region(page, '数据来源').locator('tbody tr');

      expect(await rows.locator('th').allTextContents()).toEqual(items.map(({ source }) => source));
      const [first] = items;
      const code = first?.lastType.replace('cn.zhizaoyuan.', '') ?? '';
      expect(await rows.first().textContent()).toContain(`${EVENT_LABELS[code]?.zh ?? ''} ${code}`);
      expect(await rows.first().textContent()).toMatch(/\d\d-\d\d \d\d:\d\d.*(正常|静默)/);
    });

    it('marks the fault in a dead letter, sends it again, and gives it up, all by keyboard', async () => {
      await publish(LETTER);
      await until(async () => (await lettersNow()).length > 0);
      const page = await look('/app/data', { as: KEEPER });
      const letters = region(page, '未能接收的消息（死信）');
      const rows = letters.locator('tbody tr', { hasText: LETTER });
      const [row, before] = [rows.first(), await rows.count()];
      const press = async (button: Locator): Promise<void> => {
        await tabTo(page, button);
        await page.keyboard.press('Enter');
      };
      const sayWhy = async (why: string): Promise<void> => {
        await tabTo(page, letters.getByLabel('处理说明'));
        await page.keyboard.type(why);
      };
      await press(row.getByRole('button', { name: /查看/ }));
      const marked = letters.locator('pre.raw mark');
      await marked.waitFor();
      const [letter] = await lettersNow();

      expect(letter?.path).toContain('certNo');
      expect(await row.textContent()).toMatch(/内容有误.*证照编号：没有填写.*certNo/);
      expect(await row.textContent()).toContain('发证');
      expect(await letters.textContent()).not.toContain(letter?.detail);
      await letters.getByText('校验程序的原文').click();
      await letters.getByText(letter?.detail ?? '').waitFor();
      expect(await marked.textContent()).toContain('"applicationNo": "SP-ZZY-007-09"');
      expect(await letters.locator('pre.raw').textContent()).toContain('"id": "feed-007"');

      await sayWhy('来源称已补编号');
      await press(letters.getByRole('button', { name: '按原文重新发送' }));
      await letters.getByText(/来源称已补编号/).waitFor();
      // Nothing has been mended, so it comes back.
      await press(row.getByRole('button', { name: /查看/ }));
      await sayWhy('来源另发了一条');
      await press(letters.getByRole('button', { name: '作废' }));
      await until(async () => (await rows.count()) < before);
      expect((await lettersNow()).map(({ id }) => id)).not.toContain(letter?.id);
    });

    it('says in words of the reader what is wrong, and leaves sums of money out', async () => {
      const data = { projectCode: 'ZZY-001', month: '一月', investedToDate: 98_765 };
      const raw = { ...anEvent('site.progress.reported.v1', { id: 'sum-of-money' }), data };
      await park().engine.sink.publish([{ topic: 'site.events', ...encode(raw, 'structured') }]);
      const page = await look('/app/data', { as: KEEPER, language: 'en' });
      const letters = region(page, 'Messages that could not be taken in (dead letters)');
      const row = letters.locator('tbody tr', { hasText: 'sum-of-money' });
      await row.getByRole('button', { name: /Show/ }).click();
      await letters.getByText(/^Withheld .*: data\.investedToDate$/).waitFor();

      expect(await row.textContent()).toMatch(/Wrong content.*Month: should be a month/);
      expect(await row.textContent()).toContain('Monthly progress site.progress.reported.v1');
      expect(await letters.locator('pre.raw mark').textContent()).toBe('"一月"');
      expect(await letters.textContent()).not.toContain('98765');
      await letters.getByLabel('Why').fill('test');
      await letters.getByRole('button', { name: 'Discard' }).click();
      await row.waitFor({ state: 'detached' });
    });

    it('lists what an approval has to settle, with what to do and the way to it', async () => {
      const data = { projectCode: 'ZZY-001', itemCode: 'G99', applicationNo: 'SP-G99' };
      const raw = anEvent('permit.application.submitted.v1', { id: 'unknown-item', data });
      await park().engine.sink.publish([{ topic: 'permit.events', ...encode(raw, 'structured') }]);
      const found = () => park().engine.client.get<Page<ProjectFindings>>('/findings?limit=100');
      await until(async () => JSON.stringify(await found()).includes('unknown-item'));
      const page = await look('/app/data', { as: KEEPER });
      const line = region(page, '需核实的矛盾与缺口').locator('li', { hasText: 'SP-G99' });
      await line.waitFor();

      expect(await line.textContent()).toContain('审批模板没有事项G99（SP-G99），其记录未计入');
      expect(await line.textContent()).toContain('处理：核对事项编码');
      await line.getByText('原始事件').click();
      await line.getByText('permit.application.submitted.v1', { exact: true }).waitFor();
      expect(await line.textContent()).toContain('申报 permit.application.submitted.v1');
      await line.getByRole('link', { name: /G99/ }).click();
      await page.waitForURL(/\/projects\/ZZY-001\/approvals\/1/);
    });

    it('gives events of an unknown project to the one that they are about', async () => {
      await publish(PARKED);
      const parkedNow = () => park().engine.client.get<{ items: ParkedProject[] }>('/parked');
      await until(async () => (await parkedNow()).items.length > 0);
      const page = await look('/app/data', { as: KEEPER });
      const parked = region(page, '未登记项目的事件');
      const waiting = parked.locator('li', { hasText: 'ZZY-099' });
      await waiting.getByLabel('应属项目编码').fill('ZZY-001');
      await waiting.getByLabel('处理说明').fill('编码填错');
      await waiting.getByRole('button', { name: '归到该项目' }).click();
      await waiting.waitFor({ state: 'detached' });

      expect((await parkedNow()).items).toEqual([]);
      await page.goto('/app/projects/ZZY-001');
      await page.locator('main').getByText('新项目现场踏勘').first().waitFor();
    });
  });
}
