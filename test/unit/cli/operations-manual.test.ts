import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { runKaigong } from '../../support/cli.ts';

const MANUAL = readFileSync(new URL('../../../docs/operations.md', import.meta.url), 'utf8');

/** What stands after `kaigong` wherever the manual tells the reader to run it: words, then options. */
const calls = new Map(
  [...MANUAL.matchAll(/`kaigong ([^`]+)`/g)].map(([, call = '']) => {
    const [words = ''] = /^[a-z-]+(?: [a-z][a-z-]*(?= |$))*/.exec(call) ?? [];
    return [words, call.match(/--[a-z-]+/g) ?? []];
  }),
);

describe('the operations manual', () => {
  it.each([...calls])('tells of `kaigong %s`, which exists', async (words, options) => {
    const { code, out } = await runKaigong(`${words} --help`);

    expect(code).toBe(0);
    expect(out).toContain(`Usage: kaigong ${words}`);
    for (const option of options) expect(out).toContain(option);
  });
});
