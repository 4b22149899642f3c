import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Language } from '../../domain/texts.ts';
import { SAMPLE_PASSWORD } from '../../workers/sample-park.ts';
import { until } from './temporal-until.ts';

/** A desk's screen and a small phone's, in CSS pixels. */
export const DESK = { width: 1280, height: 800 };
export const PHONE = { width: 360, height: 780 };

interface Visit {
  /** Of the API, such as http://127.0.0.1:8700. */
  url: string;
  language?: Language;
  size?: { width: number; height: number };
  /** Cookies of an earlier visit. */
  cookies?: Awaited<ReturnType<BrowserContext['cookies']>>;
}

/** A browser of one person: own cookies, a phone's ways where it is as small as one. */
export async function visit(
  browser: Browser,
  { url, language = 'zh', size = DESK, cookies = [] }: Visit,
): Promise<BrowserContext> {
  const isPhone = size.width < 600;
  const context = await browser.newContext({
    baseURL: url,
    viewport: size,
    locale: language === 'zh' ? 'zh-CN' : 'en-GB',
    // Not the park's: the page must not go by the machine's.
    timezoneId: 'Europe/London',
    reducedMotion: 'reduce',
    hasTouch: isPhone,
    isMobile: isPhone,
  });
  await context.addInitScript({ content: begin(language) });
  await context.addCookies(cookies);
  return context;
}

// What an earlier page has kept is not there for a new one, but for its own later reading anew; only
// where the dashboard is: a blank page has no storage.
const begin = (language: Language): string => `
  if (location.pathname.startsWith('/app/') && !sessionStorage.getItem('begun')) {
    sessionStorage.setItem('begun', 'yes');
    localStorage.clear();
    localStorage.setItem('kaigong.language', '${language}');
  }`;

/** Leads to a page of the dashboard and signs in on the way, as a person of the sample park does. */
export async function signIn(page: Page, person: string, path = '/app/'): Promise<void> {
  await page.goto(path);
  await page.locator('input[name=person]').fill(person);
  await page.locator('input[name=password]').fill(SAMPLE_PASSWORD);
  await page.locator('input[name=password]').press('Enter');
  await page.waitForURL((now) => now.pathname.startsWith('/app/'));
}

const BUSY = '.ant-spin-spinning, .ant-skeleton-active, [aria-busy=true]';

/** Waits until the page stands and nothing on it is still being read. */
export async function untilRead(page: Page): Promise<void> {
  await page.locator('main h1').first().waitFor();
  await until(async () => (await page.locator(BUSY).count()) === 0);
}
