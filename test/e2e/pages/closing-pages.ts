import { afterEach } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { Look, ShownPark } from '../../support/shown-park.ts';

/** Ways to open pages; each page is closed after the test that opened it, and its faults are forgotten. */
export interface ClosingPages {
  /** As the park's own. */
  look: ShownPark['look'];
  /** An empty page in a new browser, of nobody. */
  blank: (look?: Pick<Look, 'language' | 'onPhone'>) => Promise<Page>;
}

/** Opens pages for the tests that are told after it. */
export function closingPages(park: () => ShownPark): ClosingPages {
  const opened: { close: () => Promise<void> }[] = [];
  afterEach(async () => {
    for (const one of opened.splice(0)) await one.close();
    park().takeFaults();
  });
  return {
    look: async (...args) => {
      const page = await park().look(...args);
      opened.push(page);
      return page;
    },
    blank: async (look) => {
      const browser = await park().open(look);
      opened.push(browser);
      return browser.newPage();
    },
  };
}
