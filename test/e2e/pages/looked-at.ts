import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

// Of what is in order only a word, since a path to each such place takes longer than the rules.
const FIND_HINDRANCES = "axe.run({ resultTypes: ['violations'] })";

/** What axe finds that keeps somebody from using the page, with the first places of each. */
export async function hindrances(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate<AxeResults>(FIND_HINDRANCES);
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, help, nodes }) => {
      const places = nodes.slice(0, 3).map(({ target, any }) => {
        return `${target.join(' ')} (${any[0]?.message ?? ''})`;
      });
      return `${id}: ${help}: ${places.join('; ')}`;
    });
}

/** How many pixels the page is wider than its window. */
export const overhang = async (page: Page): Promise<number> => {
  const wide = await page.evaluate<number>('document.documentElement.scrollWidth');
  return Math.max(0, wide - (page.viewportSize()?.width ?? 0));
};

const CHINESE = /[\p{Script=Han}][\p{Script=Han}，。、：；（）“”·]*/gu;

/** Chinese on the page that stands in no answer of the API: words that nobody has translated. */
export async function untranslated(page: Page, answers: Answers): Promise<string[]> {
  const texts = await page.evaluate<string[]>(SHOWN_TEXTS);
  const runs = texts.flatMap((text) => text.match(CHINESE) ?? []);
  const told = await answers.texts();
  return [...new Set(runs)].filter((run) => !told.some((text) => text.includes(run)));
}

// With what only assistive technology says; a text in another language says so.
const SHOWN_TEXTS = `(() => {
  const shown = document.body.innerText.split('\\n');
  const foreign = new Set([...document.querySelectorAll('[lang^=zh]')].map((one) => one.textContent));
  const said = [...document.querySelectorAll('[aria-label], [title], [placeholder]')].flatMap((one) => [
    one.getAttribute('aria-label') ?? '', one.getAttribute('title') ?? '', one.getAttribute('placeholder') ?? '',
  ]);
  return [document.title.replace('开工', ''), ...shown, ...said].filter((text) => !foreign.has(text.trim()));
})()`;

/** What the API told a page. */
export interface Answers {
  /** All its texts, but for the Chinese halves of pairs. */
  texts: () => Promise<string[]>;
}

/** Notes what the API tells a page from now on. */
export function noteAnswers(page: Page): Answers {
  const bodies: Promise<unknown>[] = [];
  page.on('response', (response) => {
    if (!(response.headers()['content-type'] ?? '').includes('json')) return;
    bodies.push(response.json().catch(() => null));
  });
  return { texts: async () => textsIn(await Promise.all(bodies)) };
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => (key === 'zh' ? [] : textsIn(inner)));
}
