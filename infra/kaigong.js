#!/usr/bin/env node
// Starts the command line: from the sources through tsx where they are, else what was built.
import { existsSync } from 'node:fs';

const source = new URL('../workers/kaigong.ts', import.meta.url);

if (existsSync(source)) {
  const { register } = await import('tsx/esm/api');
  register();
  await import(source.href);
} else {
  await import(new URL('../dist/workers/kaigong.js', import.meta.url).href);
}
