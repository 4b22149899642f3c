import type { Locator, Page } from 'playwright-core';

// Far more than lie before anything that is done often.
const MOST_TABS = 80;

/** Presses Tab until the focus is on an element; throws where Tab does not lead there, or the focus is not seen there. */
export async function tabTo(page: Page, wanted: Locator): Promise<void> {
  await wanted.waitFor();
  for (let nth = 0; nth < MOST_TABS; nth += 1) {
    if (await hasFocus(page, wanted)) {
      if (await page.evaluate(SHOWS_FOCUS)) return;
      throw new Error(`The focus is not seen on ${String(wanted)}`);
    }
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not lead to ${String(wanted)}`);
}

/** Whether the focus is on an element. */
export async function hasFocus(page: Page, wanted: Locator): Promise<boolean> {
  const focused = await page.evaluateHandle('document.activeElement');
  return wanted.evaluate((one, other) => one === other, focused);
}

const SHOWS_FOCUS = `(() => {
  const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(document.activeElement);
  return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none';
})()`;
