import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { sfntOfWoff } from './sfnt-of-woff.ts';

const PACKAGE = '@fontsource/noto-sans-sc';
// The numbered ones hold what neither of the others has: shapes of colours, arrows, ticks.
const FILES = [
  ...[400, 700].flatMap((weight) => [`chinese-simplified-${weight}`, `latin-${weight}`]),
  ...[87, 88, 100, 101, 102, 104, 105, 106, 109].map((subset) => `${subset}-400`),
];

const resolve = createRequire(import.meta.url).resolve;

/**
 * The configuration of a directory with Noto Sans SC (SIL OFL 1.1) for a browser on a machine that
 * may have no Chinese font; made once for each version in the cache.
 */
export async function fontConfiguration(cacheDir: string): Promise<string> {
  const { version } = JSON.parse(await readFile(resolve(`${PACKAGE}/package.json`), 'utf8')) as {
    version: string;
  }; // npm's own file
  const dir = join(cacheDir, `fonts-noto-sans-sc-${version}`);
  const configuration = join(dir, 'fonts.conf');
  if (await isThere(configuration)) return configuration;
  const part = `${dir}.${process.pid}.part`;
  await mkdir(part, { recursive: true });
  for (const name of FILES) {
    const woff = await readFile(resolve(`${PACKAGE}/files/noto-sans-sc-${name}-normal.woff`));
    await writeFile(join(part, `${name}.ttf`), sfntOfWoff(woff));
  }
  await writeFile(join(part, 'fonts.conf'), fontsConf(dir));
  // Another process may have been faster: its directory is the same.
  await rename(part, dir).catch(() => rm(part, { recursive: true }));
  return configuration;
}

const fontsConf = (dir: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${dir}</dir>
  <cachedir>${join(dir, 'cache')}</cachedir>
  <alias binding="same">
    <family>sans-serif</family>
    <prefer><family>Noto Sans SC</family></prefer>
  </alias>
</fontconfig>
`;

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
