import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import type { ShownPark } from '../../support/shown-park.ts';
import { closingPages } from './closing-pages.ts';
import { hindrances, noteAnswers, overhang, untranslated, type Answers } from './looked-at.ts';
import { PAGES } from './list-of-pages.ts';

const ON_PAPER = `[...document.querySelectorAll('.pages, .head, .no-print')]
  .filter((one) => one.checkVisibility()).length`;

// Each mark has a shape, and a word to see or to hear.
const MUTE_MARKS = `[...document.querySelectorAll('.colour')]
  .filter((one) => one.textContent.trim() === '' || !one.querySelector('.glyph')).length`;

// On paper no word can be asked for: the places of marks that show none.
const WORDLESS_ON_PAPER = `[...document.querySelectorAll('.colour')]
  .filter((one) => one.checkVisibility() && !one.closest('.unseen'))
  .filter((one) => {
    const word = one.querySelector('.word, .unseen');
    return word.getBoundingClientRect().width < 2 || getComputedStyle(word).clipPath !== 'none';
  })
  .map((one) => one.parentElement.className + ': ' + one.parentElement.textContent)`;

// As programs call things, such as `alertToVerify`.
const CODES = String.raw`() => document.body.innerText.match(/\b[a-z]+[A-Z]\w*/g) ?? []`;

// All that were ever shown, were it for a moment.
const NOTE_CODES = `(() => {
  window.codes = [];
  new MutationObserver(() => window.codes.push(...(${CODES})())).observe(document, {
    ...{ subtree: true, childList: true, characterData: true },
  });
})()`;

/** After the answers of a page on an idle machine. */
const LATE_MS = 1_000;

/** What must hold of every page, whatever is on it. */
export function everyPage(park: () => ShownPark): void {
  const { look } = closingPages(park);

  describe('every page', () => {
    it.each(PAGES)('$name: in English, hinders nobody and prints', async ({ path, as }) => {
      let answers: Answers | undefined;
      const page = await look(path, {
        as,
        language: 'en',
        onPage: (empty) => {
          answers = noteAnswers(empty);
        },
      });

      expect(answers && (await untranslated(page, answers))).toEqual([]);
      expect(await hindrances(page)).toEqual([]);
      expect(await page.evaluate(MUTE_MARKS)).toBe(0);
      expect(await page.locator('h1').count()).toBe(1);

      await page.emulateMedia({ media: 'print', colorScheme: 'light' });

      expect(await page.evaluate(ON_PAPER)).toBe(0);
      expect(await page.evaluate(WORDLESS_ON_PAPER)).toEqual([]);
      expect(park().takeFaults()).toEqual([]);
    });

    it('shows no code while the words for it are awaited', async () => {
      const page = await look('/app/work', {
        as: '审批联络员-01',
        onPage: async (empty) => {
          await empty.addInitScript(NOTE_CODES);
          await empty.route('**/labels*', async (route) => {
            await setTimeout(LATE_MS);
            await route.continue();
          });
        },
      });

      expect(await page.locator('.need').count()).toBeGreaterThan(0);
      expect(await page.evaluate('window.codes')).toEqual([]);
    });

    it.each(PAGES)('$name: in Chinese on a small phone', async ({ path, as }) => {
      const page = await look(path, { as, onPhone: true });

      expect(await page.evaluate(`(${CODES})()`)).toEqual([]);
      expect(await overhang(page)).toBe(0);
      expect(await page.evaluate('document.documentElement.lang')).toBe('zh-CN');
      expect(await hindrances(page)).toEqual([]);
      expect(park().takeFaults()).toEqual([]);
    });
  });
}
