import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { showPark } from '../../support/shown-park.ts';
import { PAGES } from './list-of-pages.ts';

const DIRECTORY = fileURLToPath(new URL('../../../docs/screenshots', import.meta.url));

/** Takes a picture of each page of the sample park for the docs. */
async function takeScreenshots(): Promise<void> {
  await mkdir(DIRECTORY, { recursive: true });
  const park = await showPark();
  try {
    for (const { name, path, as } of PAGES) {
      const page = await park.look(path, { as });
      await page.screenshot({ path: `${DIRECTORY}/${name}.png` });
      await page.close();
    }
  } finally {
    await park.close();
  }
}

await takeScreenshots();
