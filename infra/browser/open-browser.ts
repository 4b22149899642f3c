import { chromium, type Browser } from 'playwright-core';
import type { Env } from '../part.ts';
import { cacheDirOf } from '../stack.ts';
import { findChromium } from './chromium.ts';
import { fontConfiguration } from './fonts.ts';

// Without these it looks for hosts of its maker at every start.
const QUIET = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  // Where a machine has neither user namespaces nor a helper that is root's, as in most containers;
  // it shows nothing but the pages of this project.
  '--no-sandbox',
];

/** A headless Chromium that can write Chinese on any machine. Whoever opens it closes it. */
export async function openBrowser(env: Env): Promise<Browser> {
  const cacheDir = cacheDirOf(env);
  const { command, env: needed } = await findChromium({ cacheDir, env });
  const fonts = await fontConfiguration(cacheDir);
  return chromium.launch({
    executablePath: command,
    args: QUIET,
    env: { ...defined(env), ...needed, FONTCONFIG_FILE: fonts },
  });
}

const defined = (env: Env): Record<string, string> =>
  Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
