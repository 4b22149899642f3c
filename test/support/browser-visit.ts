import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Language } from '../../domain/texts.ts';
import { SAMPLE_PASSWORD } from '../../workers/sample-park.ts';

/** A desk's screen and a phone's, in CSS pixels. */
export const DESK = { width: 1280, height: 800 };
export const PHONE = { width: 360, height: 780 };

interface Visit {
  /** Of the API, such as http://127.0.0.1:8700. */
  url: string;
  language?: Language;
  size?: { width: number; height: number };
}

/** A browser of one person: own cookies, Shanghai's clock, a phone's ways where it is as small as one. */
export async function visit(
  browser: Browser,
  { url, language = 'zh', size = DESK }: Visit,
): Promise<BrowserContext> {
  const isPhone = size.width < 600;
  const context = await browser.newContext({
    baseURL: url,
    viewport: size,
    locale: language === 'zh' ? 'zh-CN' : 'en-GB',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
    hasTouch: isPhone,
    isMobile: isPhone,
  });
  await context.addInitScript((kept) => {
    // Only where the dashboard is: a blank page has no storage.
    if (!location.pathname.startsWith('/app/')) return;
    localStorage.setItem('kaigong.language', localStorage.getItem('kaigong.language') ?? kept);
  }, language);
  return context;
}

/** Opens a page of the dashboard and signs in on the way, as a person of the sample park does. */
export async function signIn(
  context: BrowserContext,
  person: string,
  path = '/app/',
): Promise<Page> {
  const page = await context.newPage();
  await page.goto(path);
  await page.locator('input[name=person]').fill(person);
  await page.locator('input[name=password]').fill(SAMPLE_PASSWORD);
  await page.locator('input[name=password]').press('Enter');
  await page.waitForURL((now) => now.pathname.startsWith('/app/'));
  return page;
}

/** Waits until nothing on the page is still being read. */
export async function untilRead(page: Page): Promise<void> {
  await page.locator('main#main').waitFor();
  await page.waitForFunction(
    () => document.querySelector('.ant-spin-spinning, [aria-busy=true]') === null,
  );
}
