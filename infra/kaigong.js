#!/usr/bin/env node
// Starts the command line: the built one where there is one, else the sources through tsx.
import { existsSync } from 'node:fs';

const built = new URL('../dist/workers/kaigong.js', import.meta.url);

if (existsSync(built)) {
  await import(built.href);
} else {
  const { register } = await import('tsx/esm/api');
  register();
  await import('../workers/kaigong.ts');
}
