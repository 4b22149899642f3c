import { describe, expect, it } from '@jest/globals';
import type { ProjectList, TodayAnswer } from '../../../api/page-responses.ts';
import type { ShownPark } from '../../support/shown-park.ts';
import { until } from '../../support/temporal-until.ts';
import { closingPages } from './closing-pages.ts';

/** What page 1 counts and asks for. */
export function pageOne(park: () => ShownPark): void {
  const { look } = closingPages(park);

  const phasesOf = async (query: Record<string, string>) =>
    (await park().engine.client.get<TodayAnswer>('/today', query)).counts.phases;

  describe('what waits for somebody', () => {
    it('is named in their language, and leads to its item', async () => {
      const page = await look('/app/', { as: '审批联络员-01' });
      const needs = page.locator('.panel', { hasText: '需我处理' }).locator('li');
      const texts = await needs.allTextContents();

      expect(texts.length).toBeGreaterThan(0);
      for (const text of texts) expect(text).not.toMatch(/[a-z]{4}/i);
      await needs.locator('a').first().click();
      await page.waitForURL(/\/approvals\/.*item=/);
    });
  });

  describe('projects by stage', () => {
    it('stand under their phase in the order of milestones, and lead to as many', async () => {
      const lead = '分管领导-01';
      const page = await look(`/app/?lead=${lead}`);
      const signing = page.locator('.phases > li', { hasText: '签约' }).first();
      const stages = signing.locator('li');
      const phase = (await phasesOf({ lead })).find((one) => one.phase === 'signing');

      expect(await stages.locator('a').allTextContents()).toEqual(
        ['备案/可研批复', '建设工程规划许可证', '施工许可证'].filter((name) =>
          phase?.stages.some(({ label }) => label.zh === name),
        ),
      );
      expect(await signing.locator('h3').textContent()).toContain(`${phase?.total}`);
      await stages.locator('a').first().click();
      await page.locator('table.list').waitFor();

      const first = { phase: 'signing', stage: 'filed', lead };
      const { total } = await park().engine.client.get<ProjectList>('/projects', {
        ...{ ...first, open: 'true' },
      });
      expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual(first);
      expect(total).toBe(phase?.stages.find(({ stage }) => stage === 'filed')?.total);
      await until(
        async () => (await page.locator('table.list tbody tr[data-index]').count()) === total,
      );
    });

    it('stand on the wall, with nothing to press', async () => {
      const page = await look('/app/?mode=wall', { language: 'en' });
      const phases = page.locator('.wall .phases');

      expect(await phases.locator('a, button, summary').count()).toBe(0);
      const listed = (await phasesOf({ wall: 'true' })).flatMap(({ stages }) => stages);
      const shown = await phases.locator('ol > li').allTextContents();
      expect(shown).toHaveLength(listed.length);
      for (const { label, colours } of listed) {
        const [line] = shown.filter((text) => text.startsWith(label.en));
        for (const [colour, count] of Object.entries(colours)) {
          if (count > 0) expect(line).toContain(`${colour}${count}`);
        }
      }
    });
  });
}
