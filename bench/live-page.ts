import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import type { Engine } from './engine.ts';
import { alarmingEvent } from './events.ts';
import { atRate } from './produce.ts';

const LIMIT_MS = 60_000;
const LOOK_EVERY_MS = 100;
const RED = '.count-red .figure';

// Runs in the page: keeps when its number of red projects was first seen to be so high, ms since 1970.
const WATCH = `(() => {
  const shown = () => Number(document.querySelector('${RED}')?.textContent ?? NaN);
  const seen = (window.redSeen = { from: shown(), at: [] });
  const look = () => {
    for (let nth = seen.at.length; nth < shown() - seen.from; nth += 1) seen.at.push(Date.now());
  };
  const watched = { subtree: true, childList: true, characterData: true };
  new MutationObserver(look).observe(document.body, watched);
})()`;

/**
 * Turns one project a second red, and says of each how long its event took from the call that produces
 * it to the higher number on page 1, which stands open, in ms. Throws when one is not seen in a minute.
 */
export async function untilShown(
  page: Page,
  { sink }: Pick<Engine, 'sink'>,
  { projects, source }: { projects: readonly string[]; source: string },
): Promise<number[]> {
  await page.locator(RED).waitFor();
  await page.evaluate(WATCH);
  const begins = await atRate({ count: projects.length, aSecond: 1 }, async (nth) => {
    await sink.publish([alarmingEvent(projects[nth] ?? '', source)]);
  });
  const seen = await seenAll(page, projects.length);
  return begins.map((begin, nth) => (seen[nth] ?? NaN) - begin);
}

// Asked from here: the page's own policy lets nothing be evaluated in it again and again.
async function seenAll(page: Page, count: number): Promise<number[]> {
  const end = performance.now() + LIMIT_MS;
  for (;;) {
    const seen = await page.evaluate<number[]>('window.redSeen.at');
    if (seen.length >= count) return seen;
    if (performance.now() > end) throw new Error(`The page showed ${seen.length} of ${count}`);
    await wait(LOOK_EVERY_MS);
  }
}
