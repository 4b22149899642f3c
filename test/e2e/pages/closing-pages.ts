import { afterEach } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { Look, ShownPark } from '../../support/shown-park.ts';

/** Ways to open pages; each page is closed after the test that opened it, and its faults are forgotten. */
export interface ClosingPages {
  /** As the park's own. */
  look: ShownPark['look'];
  /** An empty page, of somebody who has been here or of nobody. */
  blank: (look?: Look) => Promise<Page>;
}

/** Opens pages for the tests that are told after it. */
export function closingPages(park: () => ShownPark): ClosingPages {
  const opened: Page[] = [];
  const noted = (page: Page): Page => {
    opened.push(page);
    return page;
  };
  afterEach(async () => {
    for (const page of opened.splice(0)) await page.context().close();
    park().takeFaults();
  });
  return {
    look: async (...args) => noted(await park().look(...args)),
    blank: async (look) => noted(await (await park().open(look)).newPage()),
  };
}
