import { describe, expect, it } from '@jest/globals';
import type { Page as Tab } from 'playwright-core';
import type { AlertSummary } from '../../../api/alert-responses.ts';
import type { TodayAnswer } from '../../../api/page-responses.ts';
import type { Page } from '../../../api/responses.ts';
import type { Language } from '../../../domain/texts.ts';
import { signInPage } from '../../../identity/sign-in-page.ts';
import { FIRST_STEP, type SignInStep } from '../../../identity/sign-in-step.ts';
import { newTotpSecret } from '../../../identity/totp.ts';
import { SAMPLE_PASSWORD } from '../../../workers/sample-park.ts';
import type { ShownPark } from '../../support/shown-park.ts';
import { until } from '../../support/temporal-until.ts';
import { closingPages } from './closing-pages.ts';
import { hindrances, overhang } from './looked-at.ts';
import { fromFeed } from './sent-events.ts';

/** What people come for, told as they do it. */
export function whatPeopleDo(park: () => ShownPark): void {
  const { look, blank } = closingPages(park);

  const headOf = (page: Tab) => page.locator('main h1');

  describe('signing in', () => {
    it('refuses a wrong password in words, and leads back to the page that was wanted', async () => {
      const page = await blank();
      await page.goto('/app/plan?scale=month');
      await page.locator('input[name=person]').fill('主要领导-01');
      await page.locator('input[name=password]').fill('not the password');
      await page.locator('input[name=password]').press('Enter');
      const refusal = await page.locator('[role=alert]').textContent();
      const found = await hindrances(page);
      await page.locator('input[name=person]').fill('主要领导-01');
      await page.locator('input[name=password]').fill(SAMPLE_PASSWORD);
      await page.locator('input[name=password]').press('Enter');
      await headOf(page).waitFor();

      expect(refusal).toMatch(/密码/);
      expect(found).toEqual([]);
      expect(new URL(page.url()).pathname).toBe('/app/plan');
      expect(await page.locator('.who').textContent()).toBe('主要领导-01');
    });

    it('ends with a press, after which the pages ask anew', async () => {
      // Somebody whose session no other case goes on with.
      const page = await look('/app/', { as: '值班-01' });
      await page.getByRole('button', { name: '退出' }).click();
      await page.waitForURL((now) => now.port !== new URL(park().url).port);
      const found = await hindrances(page);
      await page.locator('button[name=logout]').click();
      await page.waitForURL((now) => now.pathname === '/auth/signed-out');
      found.push(...(await hindrances(page)));
      await page.goto('/app/');

      await page.locator('input[name=password]').waitFor();
      expect(found).toEqual([]);
    });

    it('hinders nobody at any step, in any language, on a small phone', async () => {
      const page = await blank({ onPhone: true });
      for (const { step, language } of STEPS_OF_SIGN_IN) {
        await page.setContent(signInPage(step, { language, fault: 'wrongCode' }));

        expect(await hindrances(page)).toEqual([]);
        expect(await overhang(page)).toBe(0);
      }
    });
  });

  describe('somebody without the right', () => {
    it('is offered only the own pages, and told of another’s that it is closed', async () => {
      const page = await look('/app/', { as: '企业联络人-01' });
      const offered = await page.locator('nav.pages a').allTextContents();

      await page.goto('/app/projects/ZZY-006');
      const told = page.locator('main [role=alert]');
      await told.waitFor();

      expect(offered).toContain('总览');
      expect(offered).not.toContain('数据质量');
      expect(offered).not.toContain('运行');
      expect(await page.locator('main').textContent()).not.toContain('南庄路');
      expect(await headOf(page).textContent()).toBe('没有项目 ZZY-006');
      expect(await page.title()).toContain('ZZY-006');
      expect(await told.textContent()).toContain('请核对编码');
      expect(await hindrances(page)).toEqual([]);
    });

    it('is refused by the API whatever the page offers', async () => {
      const page = await look('/app/', { as: '审计-01' });
      const status = await page.evaluate<number>(`(async () => {
        const { csrf } = await (await fetch('/me')).json();
        const body = { commandId: 'by-the-auditor', type: 'update', noChange: true, reason: 'x' };
        const answer = await fetch('/projects/ZZY-006/commands', {
          method: 'POST', body: JSON.stringify(body),
          headers: { 'content-type': 'application/json', 'kaigong-csrf': csrf },
        });
        return answer.status;
      })()`);

      expect(status).toBe(403);
    });
  });

  describe('a leader who looks on', () => {
    it('sees what comes through Kafka without reading the page anew', async () => {
      const { engine } = park();
      const page = await look('/app/');
      const yellow = page.locator('.count-yellow .figure');
      const before = Number(await yellow.textContent());
      await page.evaluate('globalThis.neverReloaded = true');

      await engine.sink.publish([fromFeed('feed-001', engine.config.clock.offsetMs)]);
      await until(async () => Number(await yellow.textContent()) < before);

      const { counts } = await engine.client.get<TodayAnswer>('/today');
      expect(Number(await yellow.textContent())).toBe(counts.colours.yellow);
      expect(await page.evaluate('globalThis.neverReloaded')).toBe(true);
    });

    it('reads it in the other language after one press, also after coming back', async () => {
      const page = await look('/app/');
      await page.getByRole('button', { name: 'English' }).click();
      await page.getByRole('heading', { level: 1, name: 'Today' }).waitFor();
      await page.reload();
      await headOf(page).waitFor();

      expect(await headOf(page).textContent()).toBe('Today');
      expect(await page.evaluate('document.documentElement.lang')).toBe('en');
    });

    it('goes through a meeting by keyboard alone', async () => {
      const page = await look('/app/');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      const focused = await page.evaluate<string>('document.activeElement.id');
      for (let nth = 0; nth < MOST_TABS && (await page.evaluate(FOCUSED)) !== '会议'; nth += 1) {
        await page.keyboard.press('Tab');
      }
      await page.keyboard.press('Enter');
      const current = page.locator('.agenda [aria-current]');
      await current.waitFor();
      const first = await current.textContent();
      await page.keyboard.press('Tab');
      await page.keyboard.press('ArrowDown');

      expect(focused).toBe('main');
      await until(async () => (await current.textContent()) !== first);
    });
  });

  describe('a project manager', () => {
    it('gives the weekly update in one tap on the phone', async () => {
      const page = await look('/app/projects/ZZY-006', { as: '项目经理-14', onPhone: true });
      await page.getByRole('button', { name: '本周无变化' }).tap();

      await page
        .locator('main p', { hasText: /\s无变化$/ })
        .first()
        .waitFor();

      expect(await overhang(page)).toBe(0);
    });

    it('acknowledges from a message’s link in two taps', async () => {
      const { sink, engine } = park();
      await engine.sink.publish([fromFeed('feed-020', engine.config.clock.offsetMs)]);
      const linkOf = (): string | undefined =>
        sink.messages().flatMap(({ text }) => LINK.exec(text) ?? [])[0];
      await until(() => linkOf() !== undefined);
      const page = await blank({ onPhone: true });

      await page.goto(linkOf() ?? ''); // the first tap, in the message
      const found = await hindrances(page);
      await page.locator('button').first().tap(); // the second
      await page.locator('[role=status]').waitFor();

      const { items } = await engine.client.get<Page<AlertSummary>>('/alerts', {
        project: 'ZZY-015',
      });
      expect(items.some(({ acknowledgedBy }) => acknowledgedBy !== null)).toBe(true);
      expect(found).toEqual([]);
      expect(await overhang(page)).toBe(0);
    });
  });
}

// The first is visited; of each that follows it one language is enough, since they share their frame.
const STEPS_OF_SIGN_IN: readonly { step: SignInStep; language: Language }[] = [
  { step: FIRST_STEP, language: 'en' },
  { step: { ...FIRST_STEP, asks: 'code' }, language: 'zh' },
  { step: { ...FIRST_STEP, asks: 'newPassword' }, language: 'en' },
  {
    step: { ...FIRST_STEP, asks: 'secondFactor', person: '审计-01', secret: newTotpSecret() },
    language: 'zh',
  },
];

const LINK = /http:[^\s)"]+\/act\/[\w-]+/;
// Far more than lie before it.
const MOST_TABS = 40;
const FOCUSED = 'document.activeElement.textContent';
