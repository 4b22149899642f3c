// Not a setting: `npm run docs:screenshots` names the place, and without it pictures are taken and not kept.
import { env } from 'node:process';
import { describe, expect, it } from '@jest/globals';
import type { ShownPark } from '../../support/shown-park.ts';
import { closingPages } from './closing-pages.ts';
import { PAGES } from './list-of-pages.ts';

const { PICTURES } = env;

/** Takes the pictures of the docs, before anything in the park has changed. */
export function pictures(park: () => ShownPark): void {
  const { look } = closingPages(park);

  describe('the picture of', () => {
    it.each(PAGES)('$name shows it whole and without a fault', async ({ name, path, as }) => {
      const page = await look(path, { as });

      await page.screenshot({ ...(PICTURES && { path: `${PICTURES}/${name}.png` }) });

      expect(await page.locator('[role=alert]:visible').allTextContents()).toEqual([]);
      expect(park().takeFaults()).toEqual([]);
    });
  });
}
