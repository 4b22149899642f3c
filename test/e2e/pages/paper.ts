import { describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { ProjectList } from '../../../api/page-responses.ts';
import type { ShownPark } from '../../support/shown-park.ts';
import { closingPages } from './closing-pages.ts';

const COLOURS = ['red', 'yellow', 'blue', 'green', 'grey'];

/** What paper shows where there is no ink but black. */
export function onPaper(park: () => ShownPark): void {
  const { look } = closingPages(park);

  describe('on black-and-white paper', () => {
    it.each([
      { what: 'marks by their shape', of: (colour: string) => `.count-${colour} .colour` },
      {
        what: 'columns by their pattern',
        of: (colour: string) => `.trend-key li:has(.colour-${colour}) > svg`,
      },
    ])('tells the colours of $what', async ({ of }) => {
      const page = await look('/app/');
      await page.emulateMedia({ media: 'print' });
      const pictures: string[] = [];
      for (const colour of COLOURS) pictures.push(await inOneInk(page, of(colour)));

      expect(await inOneInk(page, of('red'))).toBe(pictures[0]);
      expect(new Set(pictures).size).toBe(COLOURS.length);
    });

    it('has every project of the list, not only those in view', async () => {
      const { total } = await park().engine.client.get<ProjectList>('/projects', {
        open: 'true',
        limit: '1',
      });
      const page = await look('/app/projects');
      const rows = page.locator('table.list tbody tr[data-index]');
      const inView = await rows.count();
      await page.emulateMedia({ media: 'print' });
      await rows.nth(total - 1).waitFor();

      expect(await rows.count()).toBe(total);
      await page.emulateMedia({ media: 'screen' });
      await rows.nth(total - 1).waitFor({ state: 'detached' });
      expect(await rows.count()).toBe(inView);
    });
  });
}

const SIZE = 32;

/** A picture of an element, enlarged, with all of its inks made one. */
async function inOneInk(page: Page, selector: string): Promise<string> {
  await page.evaluate(`(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(${JSON.stringify(ONE_INK)});
    document.adoptedStyleSheets = [sheet];
    document.querySelector('#one-ink')?.remove();
    const place = document.body.appendChild(document.createElement('div'));
    place.id = 'one-ink';
    place.append(document.querySelector(${JSON.stringify(selector)}).cloneNode(true));
  })()`);
  const picture = await page.screenshot({ clip: { x: 0, y: 0, width: SIZE, height: SIZE } });
  return picture.toString('base64');
}

const ONE_INK = `
  #one-ink { position: fixed; z-index: 9999; inset: 0 auto auto 0; width: ${SIZE}px; height: ${SIZE}px; background: #fff; }
  #one-ink svg { position: absolute; inset: 0; width: ${SIZE}px; height: ${SIZE}px; }
  #one-ink .word { display: none; }
  #one-ink .glyph * { stroke: #000; }
  #one-ink .glyph :not(.hollow), pattern rect { fill: #000; }`;
